"""Odd structure in what is a zip of XML: parts in each other's place, numbers out of range, lies about sizes, bombs."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Parts = dict[str, bytes]
ODD_NUMBERS = (b"-1", b"0", b"1", b"4294967296", b"99999999999999999999", b"1e308", b"NaN", b"", b"x", b"1048577")
ODD_CELLS = (b"XFD1048576", b"A0", b"ZZZZ1", b"A1048577", b"1A", b"", b"A1", b"B99999999999")
ODD_TYPES = (b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"n", b"zz")
ODD_RANGES = (b"A1:XFD1048576", b"B2:A1", b"A1", b"A1:A1:A1", b"ZZZZ1:A1", b"A1:C3", b"B2:D4")
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + b"&a;" * 50 + b'">]>'
DEEP = 50_000


def restructured(content: bytes, chance: random.Random) -> bytes:
    """The archive after one to three changes of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.randint(1, 3)):
        chance.choice(CHANGES)(parts, chance)
    return _zipped(parts, chance)


def zip_of(members: Parts, chance: random.Random) -> bytes:
    """An archive with files in it, and sometimes an archive in that."""
    content = _zipped(members, chance)
    for _ in range(chance.choice((0, 0, 0, 1, 5))):
        content = _zipped({"dalam.zip": content, **dict(list(members.items())[:1])}, chance)
    return content


def _zipped(parts: Parts, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _some_part(parts: Parts, chance: random.Random, pattern: str = "") -> str | None:
    names = [name for name in parts if pattern in name]
    return chance.choice(names) if names else None


def _swapped(parts: Parts, chance: random.Random) -> None:
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _lost(parts: Parts, chance: random.Random) -> None:
    if len(parts) > 1:
        del parts[chance.choice(list(parts))]


def _renamed(parts: Parts, chance: random.Random) -> None:
    name = chance.choice(list(parts))
    parts[
        chance.choice((name.upper(), f"../{name}", f"/{name}", f"{name}/", "x" * 200, "xl/worksheets/sheet99.xml"))
    ] = parts.pop(name)


def _emptied(parts: Parts, chance: random.Random) -> None:
    parts[chance.choice(list(parts))] = chance.choice((b"", b"<a/>", b"\x00" * 100, b"<?xml version='1.0'?>"))


def _replaced(pattern: bytes, choices: tuple[bytes, ...]) -> Change:
    """Puts one of the choices in the place of the group of one match of the pattern, in some sheet."""

    def change(parts: Parts, chance: random.Random) -> None:
        name = _some_part(parts, chance, "sheet") or _some_part(parts, chance, "content.xml")
        if name is None:
            return
        matches = list(re.finditer(pattern, parts[name]))
        if matches:
            first, last = chance.choice(matches).span(1)
            parts[name] = parts[name][:first] + chance.choice(choices) + parts[name][last:]

    return change


def _inserted(before: bytes, choices: tuple[bytes, ...]) -> Change:
    """Puts one of the choices before the first such bytes of some part with XML."""

    def change(parts: Parts, chance: random.Random) -> None:
        names = [name for name, part in parts.items() if before in part]
        if names:
            name = chance.choice(names)
            parts[name] = parts[name].replace(before, chance.choice(choices) + before, 1)

    return change


def _merged(range_: bytes) -> bytes:
    return b'<mergeCells count="1"><mergeCell ref="' + range_ + b'"/></mergeCells>'


def _row(number: bytes, cell: bytes) -> bytes:
    return b'<row r="' + number + b'"><c r="' + cell + b'" t="n"><v>5</v></c></row>'


Change = Callable[[Parts, random.Random], None]
CHANGES: tuple[Change, ...] = (
    *([_swapped] * 2),
    *([_lost] * 2),
    _renamed,
    _emptied,
    _replaced(rb"<v>([^<]*)</v>", (*ODD_NUMBERS, b"2958466", b"-700000", b"1e15", b"45000.99999999")),
    _replaced(rb' r="([A-Z]+\d+)"', ODD_CELLS),
    _replaced(rb'<row r="(\d+)"', ODD_NUMBERS),
    _replaced(rb' s="(\d+)"', ODD_NUMBERS),
    _replaced(rb' t="(\w+)"', ODD_TYPES),
    _replaced(rb'dimension ref="([^"]*)"', ODD_RANGES),
    _replaced(rb'number-(?:rows|columns)-repeated="(\d+)"', (*ODD_NUMBERS, b"1000000", b"16384")),
    _replaced(rb'office:value="([^"]*)"', ODD_NUMBERS),
    _replaced(rb'office:value-type="([^"]*)"', (b"float", b"date", b"string", b"boolean", b"percentage", b"x")),
    _replaced(rb'encoding="([^"]*)"', (b"UTF-16", b"latin-1", b"x", b"UTF-7")),
    _replaced(rb"(<c [^>]*>)", (b'<c r="A1" t="s" hidden="1">', b"<c>", b"<d>")),
    _inserted(b"<pageMargins", tuple(_merged(each) for each in ODD_RANGES)),
    _inserted(b"</sheetData>", tuple(_row(number, cell) for number in (b"2", b"99", b"1048576") for cell in ODD_CELLS)),
    _inserted(b"</table:table-row>", (b'<table:table-cell table:number-columns-repeated="99999999"/>',)),
    _inserted(b"<worksheet", (ENTITIES,)),
    _inserted(b"</worksheet>", (b"<a>" * DEEP, b"\xff\xfe\xfd", b"&b;", b"x" * 100_000)),
    _inserted(b"</sst>", (b"<si/>", b"<si><t>" + b"y" * 40_000 + b"</t></si>")),
)
