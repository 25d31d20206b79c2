"""Whatever stands under a header: a used row is either layout or one typed row, and a typed row has its cells."""

from __future__ import annotations

import pyarrow.compute as pc
from grids import as_csv, grid, staged_file
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.texts import Cell, is_blank

HEADER: list[Cell] = ["desa_id", "jumlah_aki", "jumlah_akb"]
cells = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "53.71.01.1001",
            "5371041001",
            "Jumlah",
            "Total",
            "TA",
            "-",
            "",
            "1.234",
            "(1)",
            "Catatan: x",
            "desa_id",
            "=A1",
            "NIP. 1",
            "Kec. Alak",
        ]
    ),
    st.integers(-5, 10**6),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.booleans(),
)
lines = st.lists(st.lists(cells, min_size=3, max_size=5), max_size=12)


@given(lines, st.booleans())
@settings(max_examples=60, deadline=None)
def test_rows_read_are_layout_rows_and_typed_rows(below: list[list[Cell]], is_csv: bool) -> None:
    all_lines = [["Judul"], HEADER, *below]
    sheet = as_csv(all_lines) if is_csv else grid(all_lines)

    both = staged_file(sheet)

    (facts,) = both[False].sheets.to_pylist() + both[True].sheets.to_pylist()
    typed = both[False].rows["village_deaths"]
    assert facts["layout"] == "opendk_deaths"
    assert facts["rows_read"] == sum(any(not is_blank(cell) for cell in row) for row in sheet.rows)
    if facts["read_status"] in {"header_over_parts", "two_tables"}:
        # words below a header that may be parts of it or another header: none of its rows is read, and it says so
        assert typed.num_rows == 0 < facts["rows_read"] - facts["rows_layout"]
        return
    assert facts["rows_read"] == facts["rows_layout"] + typed.num_rows
    assert facts["read_status"] == ("ok" if typed.num_rows else "empty")
    assert (
        both[False].cells.filter(pc.not_equal(both[False].cells["cell_status"], "total")).num_rows
        == len(HEADER) * typed.num_rows
    )
    assert len(set(typed["row_id"].to_pylist())) == typed.num_rows
