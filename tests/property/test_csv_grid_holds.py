"""A table written as CSV comes back as it was, each record with the line it begins on."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from sources.books import csv_text, preflight

FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r,;\t|\ufeff"), min_size=1, max_size=12).filter(
    str.strip
)
TABLE = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), min_size=1))


@given(TABLE, st.sampled_from([",", ";", "\t"]))
def test_round_trip(table: list[list[str]], separator: str) -> None:
    stream = io.StringIO(newline="")
    lines = []
    line = 1
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for record in table:
        lines.append(line)
        writer.writerow(record)
        line = stream.getvalue().count("\n") + 1

    grid = csv_text.read(stream.getvalue().encode())

    assert (grid.status, grid.rows, grid.row_numbers) == ("ok", tuple(map(tuple, table)), tuple(lines))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_checks(content: bytes) -> None:
    verdict = preflight.check(content)

    assert (verdict.status == "ok") == (verdict.form is not None)
    if verdict.form == "text":
        assert csv_text.read(content).status in {"ok", "empty", "encoding", "delimiter", "truncated", "unreadable"}
