"""What the reader of workbooks does not tell is found in their XML: results, errors, percentages, hidden rows."""

from __future__ import annotations

import made_books
import pytest
import xlsxwriter

from sources.books import cell_marks, xlsx_marks
from sources.books.cell_marks import Shown, Span, with_marks
from sources.books.opening import open_book


def grid_of(cells: bytes) -> list[list[object]]:
    """Row 3 of the small workbook with these cells in raw XML."""
    book = open_book(made_books.with_rows(b'<row r="3">' + cells + b"</row>"))
    return [list(row) for row in book.sheets[0].rows[2:]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (b'<c r="B3"><f>SUM(B1:B2)</f></c>', "=SUM(B1:B2)"),
        (b'<c r="B3"><f>A1&amp;"x"</f><v/></c>', '=A1&"x"'),
        (b'<c r="B3"><f>A1</f><v></v></c>', "=A1"),
        (b'<c r="B3"><f t="shared" si="0"/><v/></c>', "="),
        (b'<x:c xmlns:x="y" r="B3"><x:f>A1</x:f><x:v/></x:c>', "=A1"),
        (b'<c r="B3"><f>A1</f><v>7</v></c>', 7),
        (b'<c r="B3" t="str"><f>A1</f><v></v></c>', None),
        (b'<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        (b'<c r="B3" t="e"><v>#N/A</v></c>', "#N/A"),
    ],
)
def test_results_of_formulas(cell: bytes, shown: object) -> None:
    rows = grid_of(b'<c r="A3"><v>1</v></c>' + cell)
    assert rows == [[1, shown]]


@pytest.mark.parametrize(("value", "shown"), [(0, "=A2"), (5, 5)])
def test_a_zero_of_a_program_that_leaves_the_calculation_to_others_is_no_result(value: int, shown: object) -> None:
    book = made_books.workbook(lambda book: book.add_worksheet().write_formula("A1", "=A2", None, value))
    assert open_book(book).sheets[0].rows == ((shown,),)


def test_a_formula_without_result_outside_the_used_range_widens_the_grid() -> None:
    assert grid_of(b'<c r="A3"><v>1</v></c><c r="D3"><f>B1</f></c>') == [[1, None, None, "=B1"]]


def test_a_number_that_is_struck_through_says_so() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        for column, cell in enumerate((7, 0.5, "x")):
            sheet.write(0, column, cell, struck)
        sheet.write(0, 3, 7, book.add_format({"bold": True}))
        sheet.write(0, 4, 0.5, book.add_format({"font_strikeout": True, "num_format": "0%"}))

    row = ("7 (dicoret)", "0.5 (dicoret)", "x", 7, "50% (dicoret)")
    assert open_book(made_books.workbook(fill)).sheets[0].rows == (row,)


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [("0%", "85.5%"), ("0.00%", "85.5%"), ("0.0%;[Red]-0.0%", "85.5%"), ('0.0" %"', 0.855), ("0.0\\%", 0.855)],
)
def test_only_a_format_that_shows_a_percentage_makes_one(number_format: str, shown: object) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write("A1", 0.855, book.add_format({"num_format": number_format}))

    assert open_book(made_books.workbook(fill)).sheets[0].rows == ((shown,),)


@pytest.mark.parametrize(
    ("number", "text"), [(0.855, "85.5%"), (0.07, "7%"), (1, "100%"), (0.85512, "85.5120%"), (-0.5, "-50%")]
)
def test_a_percentage_is_written_so_that_it_can_be_read_in_one_way(number: float, text: str) -> None:
    assert cell_marks.percentage(number) == text


@pytest.mark.parametrize(
    ("number", "number_format", "shown"),
    [(0.5, "hh:mm", "12:00:00"), (1, "[h]:mm", "24:00:00"), (-0.1, "[h]:mm", "-2:24:00"), (2.5, "[h]:mm", "60:00:00")],
)
def test_times_and_durations_are_texts_as_people_read_them(number: float, number_format: str, shown: str) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write("A1", number, book.add_format({"num_format": number_format}))

    assert open_book(made_books.workbook(fill)).sheets[0].rows == ((shown,),)


def test_hidden_columns_of_the_used_range() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row("A1", ["a", "b", "c", "d"])
        page.set_column("B:C", None, None, {"hidden": True})
        page.set_column("E:XFD", None, None, {"hidden": True})

    assert open_book(made_books.workbook(fill)).sheets[0].hidden_columns == {1, 2}


def test_a_merged_text_is_that_of_all_rows_and_a_merged_number_of_the_first() -> None:
    rows = with_marks([["a", 1], [None, None], [None, 2]], [], [Span(0, 0, 3), Span(0, 1, 2), Span(7, 7, 2)])
    assert rows == [["a", 1], ["a", None], ["a", 2]]


def test_a_mark_far_beyond_the_grid_is_left_out() -> None:
    assert with_marks([["a"]], [Shown(10**6, 10**4, "x")], []) == [["a"]]


def test_a_plain_sheet_needs_no_closer_look() -> None:
    plain = b'<worksheet><sheetData><row r="1" hidden="0"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    assert not any(hint in plain for hint in xlsx_marks.HINTS)


def test_a_csv_in_utf_16_says_so_itself_and_a_forced_text_is_its_text() -> None:
    text = 'desa_id;nama\n="53.71.04.1001";Oe\u2019aem\n'
    for content in (text.encode("utf-16"), b"\xfe\xff" + text.encode("utf-16-be"), text.encode()):
        assert open_book(content).sheets[0].rows == (("desa_id", "nama"), ("53.71.04.1001", "Oe\u2019aem"))
