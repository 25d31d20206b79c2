"""A strict look at the parts of a workbook: what Excel would mend, or refuse to open."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from returns.sent_parts.graft import ORDER

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
BEFORE = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData")
MANY = {"conditionalFormatting"}


def faults(content: bytes) -> list[str]:
    """What is wrong with the parts; nothing where a strict program opens the workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    twice = [f"{name} twice" for name, count in Counter(names).items() if count > 1]
    return [*twice, *_types(parts), *_relations(parts), *_sheets(parts)]


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    root = ET.fromstring(parts["[Content_Types].xml"])
    overrides = [each.get("PartName", "").lstrip("/") for each in root.iter(f"{TYPES}Override")]
    endings = [each.get("Extension", "") for each in root.iter(f"{TYPES}Default")]
    for listed in (overrides, endings):
        yield from (f"type of {name} twice" for name, count in Counter(listed).items() if count > 1)
    yield from (f"type of {name}, which is not there" for name in overrides if name not in parts)
    for name in parts:
        if name != "[Content_Types].xml" and name not in overrides and name.rpartition(".")[2] not in endings:
            yield f"no type of {name}"
        if name.endswith(".xml") and name not in overrides and name != "[Content_Types].xml":
            yield f"no own type of {name}"


def _relations(parts: dict[str, bytes]) -> Iterator[str]:
    for name, part in parts.items():
        if name == "[Content_Types].xml" or not name.endswith((".xml", ".vml")):
            continue
        folder, file = posixpath.split(name)
        listed = parts.get(f"{folder}/_rels/{file}.rels")
        ids = []
        for each in ET.fromstring(listed) if listed else ():
            ids.append(each.get("Id"))
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            is_inside = each.get("TargetMode") != "External" and not each.get("Target", "").startswith("#")
            if is_inside and target not in parts:
                yield f"{name} refers to {target}, which is not there"
        yield from (f"{name}: id {each} twice" for each, count in Counter(ids).items() if count > 1)
        used = {value for each in ET.fromstring(part).iter() for key, value in each.items() if key.startswith(RELATION)}
        yield from (f"{name}: no relation {each}" for each in used - set(ids))


def _sheets(parts: dict[str, bytes]) -> Iterator[str]:
    order = [*BEFORE, *ORDER]
    for name, part in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            children = [each.tag.removeprefix(MAIN) for each in ET.fromstring(part)]
            yield from (f"{name}: {tag} twice" for tag, n in Counter(children).items() if n > 1 and tag not in MANY)
            if [order.index(tag) for tag in children] != sorted(order.index(tag) for tag in children):
                yield f"{name}: order {children}"
