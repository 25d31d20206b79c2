"""What may not go back: formulas and links that reach outside the workbook, and text that could become a formula.

A formula that stays within the workbook is kept. One that reaches out (another file, DDE, the web) leaves its last
value behind, as it was stored in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING, Cell
from openpyxl.chart._chart import ChartBase
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.table import TableFormula
from openpyxl.worksheet.worksheet import Worksheet

from returns.sent_parts.stored_values import Stored
from returns.workbooks import FORMULA_STARTS, put_text

OUTSIDE_FUNCTIONS = (
    *("CALL", "DDE", "EXEC", "FILTERXML", "HYPERLINK", "IMAGE", "INITIATE", "POKE", "REGISTER", "REGISTER.ID", "RTD"),
    *("IMPORTDATA", "IMPORTFEED", "IMPORTHTML", "IMPORTRANGE", "IMPORTXML", "SQL.REQUEST", "WEBSERVICE"),
    *("CUBEKPIMEMBER", "CUBEMEMBER", "CUBEMEMBERPROPERTY", "CUBERANKEDMEMBER", "CUBESET", "CUBESETCOUNT", "CUBEVALUE"),
    *(
        "COPILOT",
        "DETECTLANGUAGE",
        "EMBED",
        "GOOGLEFINANCE",
        "GOOGLETRANSLATE",
        "PY",
        "RUN",
        "STOCKHISTORY",
        "TRANSLATE",
    ),
)
STRING = re.compile(r'"(?:[^"]|"")*"')
REACHES_OUT = re.compile(
    r"\|"  # DDE: application|topic!item
    r"|'[^']*[\[\\/][^']*'[!#]"  # '[Book.xlsx]Sheet 1'!A1, '\\host\Book.xlsx'!name: no sheet has such a name
    r"|\[[^\[\]]*\][\w.]*!"  # [1]Sheet1!A1
    r"|(?<![\w])(?:_xlfn\.)?(?:" + "|".join(map(re.escape, OUTSIDE_FUNCTIONS)) + r")\s*\(",
    re.IGNORECASE,
)
CHART_FORMULA = "f"
"""As openpyxl's tree of a chart names it."""
RUNS_BY_ITSELF = re.compile(r"^(?:_xlnm\.)?auto_", re.IGNORECASE)


def reaches_out(formula: str) -> bool:
    """True for a formula that asks something of another file, program or machine."""
    return REACHES_OUT.search(STRING.sub('""', formula)) is not None


def make_harmless(book: Workbook, stored: Stored) -> None:
    """Take out of `book`, whose formulas gave what is `stored`, whatever reaches outside it; macros were not loaded."""
    _drop_names(book)
    for page in list(book.chartsheets):
        if any(map(_chart_reaches_out, page._charts)):
            book.remove(page)
    for sheet in book.worksheets:
        # a pivot table may refresh itself from elsewhere; its cells keep what they show
        sheet._pivots = []
        sheet._charts = [chart for chart in sheet._charts if not _chart_reaches_out(chart)]
        _drop_rules(sheet)
        _make_tables_harmless(sheet)
        for cell in _cells(sheet):
            _make_cell_harmless(sheet, cell, stored)


def _chart_reaches_out(chart: ChartBase) -> bool:
    """Whether it shows data of another file; its tie to a pivot table, which is not kept, goes."""
    chart.pivotSource, chart.pivotFormats = None, ()
    return any(reaches_out(each.text or "") for each in chart._write().iter(CHART_FORMULA))


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    return (cell for cell in list(sheet._cells.values()) if isinstance(cell, Cell))


def _make_cell_harmless(sheet: Worksheet, cell: Cell, stored: Stored) -> None:
    if cell.hyperlink is not None and cell.hyperlink.target:
        cell._hyperlink = None
    if cell.data_type == "f":
        if reaches_out(_formula(cell)):
            last = stored[sheet.title].get(cell.coordinate)
            _put_value(cell, None if last is None else last.value)
    elif cell.data_type == TYPE_STRING and str(cell.value).startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def _formula(cell: Cell) -> str:
    """The text of a formula; of an array or data table that of its object."""
    return cell.value if isinstance(cell.value, str) else str(getattr(cell.value, "text", None) or "")


def _put_value(cell: Cell, value: object) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def _drop_names(book: Workbook) -> None:
    """Names that reach out or start something when the workbook is opened."""
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name, defined in list(names.items()):
            if RUNS_BY_ITSELF.match(name) or reaches_out(defined.value or ""):
                del names[name]


def _drop_rules(sheet: Worksheet) -> None:
    """Input rules and conditional formats whose formulas reach out."""
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        rule for rule in rules if not any(reaches_out(text or "") for text in (rule.formula1, rule.formula2))
    ]
    for formats in list(sheet.conditional_formatting):
        if any(reaches_out(str(text)) for rule in formats.rules for text in _formulas(rule)):
            del sheet.conditional_formatting[formats.sqref]


def _formulas(rule: Rule) -> Iterator[object]:
    """Formulas of a conditional format, also those between its colours, bars or icons."""
    yield from rule.formula
    for scale in (rule.colorScale, rule.dataBar, rule.iconSet):
        yield from (each.val for each in (scale.cfvo if scale is not None else ()))


def _make_tables_harmless(sheet: Worksheet) -> None:
    """A table fills its columns and totals by formulas of its own; where it was filled from does not go back."""
    for table in sheet.tables.values():
        table.tableType = table.connectionId = None
        for column in table.tableColumns:
            column.queryTableFieldId = column.xmlColumnPr = None
            if _is_odd(column.calculatedColumnFormula):
                column.calculatedColumnFormula = None
            if _is_odd(column.totalsRowFormula):
                column.totalsRowFormula = column.totalsRowFunction = None


def _is_odd(formula: TableFormula | None) -> bool:
    return formula is not None and reaches_out(formula.attr_text or "")
