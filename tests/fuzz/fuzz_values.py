"""Odd things in the cells and lines of a sound sheet."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from fuzz_seeds import Lines, Sheets

ODD: tuple[Any, ...] = (
    *(
        "",
        " ",
        "\u00a0",
        "\ufeff",
        "\u200b\u200f",
        "'",
        "''1",
        "-",
        "TA",
        "n/a",
        "#REF!",
        "#DIV/0!",
        "0*",
        "###",
        "***",
    ),
    *("1.234", "1,234", "1.234.567,8", "1,234,567.8", "Rp 1.500.000,-", "17,79 persen", "1e308", "1E+400", "-0", "+5"),
    *("٣٤", "½", "²", "１２", "1 234", "1\n2", "0x1F", "NaN", "inf", "1" * 400, "9" * 20, "-" * 50, "." * 9, ",,,"),
    *(
        "31/02/2025",
        "29/02/2023",
        "06/25/2024",
        "05/06/24",
        "0000-00-00",
        "9999-12-31",
        "12 Mei 2024",
        "TW II",
        "Tahap 3",
    ),
    *("2024/2025", "45000", "Smt I 2025", "32 Mei 2025", "1/1/1", "2025-13", "²/²/²⁰²⁵", "12/٠٥/2025"),
    *("=1+1", '=HYPERLINK("http://contoh.invalid")', "=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "=A1", "={1}"),
    *(
        "53.71",
        "5371041001",
        "bps:5371041001",
        "kemendagri:53.71.04.1001",
        "53.71.04.10O1",
        "Oh'aem",
        "Kel. X",
        "٥٣.٧١",
    ),
    *(
        "\u202e123",
        "e\u0301" * 40,
        "😀" * 30,
        "\x01\x02",
        "a" * 33_000,
        "%s%n{0}{x}",
        "<b>&amp;</b>",
        "Jumlah",
        "Total",
    ),
    *("memang benar", "ya, benar", "Konfirmasi", "Catatan Setara", "Ringkasan", "Sampul", "No. KK : 99", "NIK", "nama"),
    *(
        0,
        -1,
        1,
        2**53,
        2**63,
        -(2**63),
        10**30,
        0.1,
        -0.0,
        1e-320,
        1e308,
        1.5,
        3654,
        73050,
        2_958_466,
        True,
        False,
        None,
    ),
    *(date(1900, 1, 1), date(9999, 12, 31), datetime(2025, 5, 1, 23, 59, 59), date(2025, 2, 28)),  # noqa: DTZ001
)
MOST_ROWS_ADDED = 300


def oddly_filled(sheets: Sheets, chance: random.Random) -> Sheets:
    """A copy of the sheets with one to six changes."""
    copy = {name: [list(line) for line in lines] for name, lines in sheets.items()}
    for _ in range(chance.randint(1, 6)):
        name = chance.choice(list(copy))
        chance.choice(CHANGES)(copy[name], chance)
        if chance.random() < 0.03:
            copy[_new_name(chance, copy)] = copy.pop(name)
        if chance.random() < 0.02 and len(copy) > 1:
            del copy[chance.choice(list(copy))]
    return copy


def _odd_cell(lines: Lines, chance: random.Random) -> None:
    filled = [line for line in lines if line]
    if filled:
        line = chance.choice(filled)
        line[chance.randrange(len(line))] = chance.choice(ODD)


def _mixed_cell(lines: Lines, chance: random.Random) -> None:
    """A cell with an odd text within its own."""
    filled = [line for line in lines if line]
    if filled:
        line = chance.choice(filled)
        column = chance.randrange(len(line))
        text = str(line[column])
        cut = chance.randint(0, len(text))
        line[column] = text[:cut] + str(chance.choice(ODD)) + text[cut:]


def _odd_line(lines: Lines, chance: random.Random) -> None:
    lines.insert(chance.randint(0, len(lines)), [chance.choice(ODD) for _ in range(chance.randint(0, 8))])


def _repeated_line(lines: Lines, chance: random.Random) -> None:
    if lines:
        times = chance.choice((1, 1, 1, 2, MOST_ROWS_ADDED))
        place = chance.randrange(len(lines))
        lines[place:place] = [list(lines[place]) for _ in range(times)]


def _lost_line(lines: Lines, chance: random.Random) -> None:
    if lines:
        del lines[chance.randrange(len(lines))]


def _shifted_lines(lines: Lines, chance: random.Random) -> None:
    for line in lines[chance.randint(0, len(lines)) :]:
        line.insert(0, None)


def _more_columns(lines: Lines, chance: random.Random) -> None:
    width = chance.choice((1, 3, 200))
    for line in lines:
        line.extend([chance.choice(ODD)] * width)


def _transposed(lines: Lines, chance: random.Random) -> None:
    width = max(map(len, lines), default=0)
    lines[:] = [[line[column] if column < len(line) else None for line in lines] for column in range(width)]


def _shuffled(lines: Lines, chance: random.Random) -> None:
    chance.shuffle(lines)


def _new_name(chance: random.Random, sheets: Sheets) -> str:
    return chance.choice((f"Sheet {len(sheets)}", f"Ringkasan{len(sheets)}", "\u202eabc", "x" * 31))


Change = Callable[[Lines, random.Random], None]
CHANGES: tuple[Change, ...] = (
    *([_odd_cell] * 8),
    *([_mixed_cell] * 4),
    *([_odd_line] * 2),
    *([_repeated_line] * 2),
    *([_lost_line] * 2),
    _shifted_lines,
    _more_columns,
    _transposed,
    _shuffled,
)
