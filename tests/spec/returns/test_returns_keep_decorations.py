"""Text boxes, lists on other sheets, sparklines and the like come back, and our colours are seen above all formats."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from decorated_report import DRAWING, FAULTY, X14, XM, decorated_report, patched, picture
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from package_check import faults
from returned_reports import CORRECTED, REPORTED, Returned, SmallOffice, coloured, marked, opened, small_office

from returns.workbook.request import OWN

RETURNED_SHEET = "xl/worksheets/sheet3.xml"
X12AC = "http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"
HEADER_PICTURES = "xl/drawings/vmlDrawing2.vml"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
IN_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
OURS = 'LEN("SETARA")>0'
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


class Story:
    """A decorated report goes back, is mended in part, comes again and goes back again; then it is mended whole."""

    def __init__(self, office: SmallOffice) -> None:
        self.office = office
        self.sent = decorated_report()
        office.receive(self.sent, REPORTED)
        (self.first,) = office.returned()
        # as a person types it in: whatever else the workbook holds is left as it is
        in_part = patched(self.first.workbook, {RETURNED_SHEET: _with_a_number})
        second = office.receive(in_part, CORRECTED)
        (self.again,) = [each for each in office.returned() if each.wanted.delivery == second]
        mended = patched(self.again.workbook, {RETURNED_SHEET: lambda part: part.replace("<v>-2</v>", "<v>2</v>")})
        self.last = office.receive(mended, CORRECTED)


def _with_a_number(part: str) -> str:
    text = 't="inlineStr"><is><t>satu</t></is>'
    assert text in part
    return part.replace(text, "><v>1</v>")


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    with small_office() as office:
        yield Story(office)


@pytest.fixture(params=["first", "again"])
def back(story: Story, request: pytest.FixtureRequest) -> Returned:
    return getattr(story, request.param)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(content: bytes) -> str:
    return parts_of(content)[RETURNED_SHEET].decode()


def drawing_of(content: bytes) -> str:
    (part,) = [part for part in parts_of(content).values() if b"TextBox" in part]
    return part.decode()


def test_it_is_the_senders_own_workbook_and_a_strict_program_opens_it(back: Returned) -> None:
    assert back.form == OWN
    assert faults(back.workbook) == []


def test_text_boxes_pictures_and_charts_stand_in_the_drawing_as_it_was_sent(back: Returned) -> None:
    drawing = drawing_of(back.workbook)
    assert "Isi kolom jumlah dengan angka" in drawing
    page = opened(back.workbook)["Sarana"]
    assert [each._data() for each in page._images] == [picture("darkgreen").getvalue()]
    assert len(page._charts) == 1
    sent, parts = parts_of(decorated_report()), parts_of(back.workbook)
    charts = [parts[name] for name in parts if name.startswith("xl/charts/")]
    assert [ET.canonicalize(each) for each in charts] == [ET.canonicalize(sent["xl/charts/chart1.xml"])]


def test_what_starts_a_macro_or_leads_out_is_gone_from_it(back: Returned) -> None:
    assert b"Hapus" in parts_of(decorated_report())[DRAWING]
    parts = b"".join(parts_of(back.workbook).values())
    assert not [word for word in (b"Hapus", b"[1]Lain", b"x.example") if word in parts]


def test_a_text_box_gives_way_to_our_columns(back: Returned) -> None:
    root = ET.fromstring(drawing_of(back.workbook))
    begins = [int(each.findtext(f"{IN_DRAWING}from/{IN_DRAWING}col") or 0) for each in root]
    assert begins == [11, 11, 7]


def test_lists_on_another_sheet_sparklines_and_rules_of_2010_come_back(back: Returned) -> None:
    sheet = ET.fromstring(text_of(back.workbook))
    (extensions,) = sheet.findall(f"{SPREADSHEET}extLst")
    lists = [each.findtext(f".//{{{XM}}}f") for each in extensions.iter(f"{{{X14}}}dataValidation")]
    assert lists == ["Daftar!$A$1:$A$4"]
    assert [each.findtext(f"{{{XM}}}f") for each in extensions.iter(f"{{{X14}}}sparkline")] == ["Sarana!C2:C5"]
    halves = {each.get("id") for each in extensions.iter(f"{{{X14}}}cfRule") if each.get("type") == "dataBar"}
    assert {each.text for each in sheet.iter(f"{{{X14}}}id")} == halves
    assert len(halves) == 1
    assert opened(back.workbook)["Daftar"].sheet_state == "hidden"


def test_a_list_with_commas_in_its_choices_comes_back(back: Returned) -> None:
    sheet = ET.fromstring(text_of(back.workbook))
    (of_cells,) = [each for each in sheet.iter(f"{SPREADSHEET}dataValidation") if each.get("sqref") == "E2:E50"]
    assert [each.text for each in of_cells.iter(f"{{{X12AC}}}list")] == ['"1,5 liter",2 liter']
    assert [each.text for each in of_cells.iter(f"{SPREADSHEET}formula1")] == ['"1,5 liter,2 liter"']


def test_a_note_of_the_sender_is_as_large_as_it_was(back: Returned) -> None:
    assert opened(back.workbook)["Sarana"]["B2"].comment.text == "Catatan pengirim"
    shapes = [part for name, part in parts_of(back.workbook).items() if "commentsDrawing" in name]
    assert [part.count(b"width:300px;height:150px") for part in shapes] == [1]


def test_what_may_be_edited_and_printed_comes_back(back: Returned) -> None:
    sheet = ET.fromstring(text_of(back.workbook))
    assert [each.get("sqref") for each in sheet.iter(f"{SPREADSHEET}protectedRange")] == ["A2:E50"]
    assert [each.get("sqref") for each in sheet.iter(f"{SPREADSHEET}ignoredError")] == ["A2:A50"]
    pictures = [part for name, part in parts_of(back.workbook).items() if name.startswith("xl/media/")]
    assert {picture(colour).getvalue() for colour in ("darkgreen", "darkred", "lightyellow")} == set(pictures)


def test_our_colour_comes_before_every_format_of_the_sender_and_goes_with_the_fault(story: Story) -> None:
    for back, marks in ((story.first, {*FAULTY}), (story.again, {FAULTY[1]})):
        page = opened(back.workbook)["Sarana"]
        assert {cell for _, cell in marked(opened(back.workbook))} == marks == coloured(page)
        ours, others = _rules(page)
        assert [(cells, priority, stops) for cells, priority, stops in ours] == [(frozenset(marks), 1, True)]
        of_2010 = [int(each.get("priority", "9")) for each in _rules_of_2010(back)]
        assert min([*others, *of_2010]) > 1
        assert len({*others, *of_2010}) == 4


def _rules(page: Worksheet) -> tuple[list[tuple[frozenset[str], int, bool]], list[int]]:
    """Cells, priority and whether it is the last of each rule of ours; priorities of the others."""
    found = [(formats, rule) for formats in page.conditional_formatting for rule in formats.rules]
    is_ours = [rule.formula == [OURS] for _, rule in found]
    ours = [
        (frozenset(str(formats.sqref).split()), rule.priority, rule.stopIfTrue)
        for (formats, rule), our in zip(found, is_ours, strict=True)
        if our
    ]
    return ours, [rule.priority for (_, rule), our in zip(found, is_ours, strict=True) if not our]


def _rules_of_2010(back: Returned) -> list[ET.Element]:
    rules = ET.fromstring(text_of(back.workbook)).iter(f"{{{X14}}}cfRule")
    return [each for each in rules if each.get("priority")]


def test_mended_it_loads_whole_and_nothing_more_is_asked(story: Story) -> None:
    rows = story.office.rows_of(story.last)
    assert rows["rejected"] == rows["held"] == 0
    assert rows.total() == 4
    assert story.office.open_returns() == []


def test_a_decoration_that_is_damaged_is_left_out_and_the_rest_comes_back(story: Story) -> None:
    damaged = patched(story.sent, {HEADER_PICTURES: lambda part: part.replace("</xml>", "<br></xml>")})
    back = _own(damaged)
    assert faults(back.workbook) == []
    assert "x14:sparkline" in text_of(back.workbook)
    assert "legacyDrawingHF" not in text_of(back.workbook)


def _own(content: bytes) -> Returned:
    """What goes back for a file that is the first of its sender."""
    with small_office() as office:
        office.receive(content)
        (back,) = office.returned()
    assert back.form == OWN
    return back


def _convert(folder: Path, kind: str, file: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder / kind), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / kind / f"{file.stem}.{kind}"


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_opens_it_with_all_of_that_and_what_it_saves_can_come_back(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "returned.xlsx"
    file.write_bytes(story.first.workbook)
    saved = _convert(tmp_path, "xlsx", file).read_bytes()
    parts = parts_of(saved)
    assert "Isi kolom jumlah dengan angka" in b"".join(parts.values()).decode(errors="replace")
    sheet = parts[RETURNED_SHEET]
    assert b"Daftar!$A$1:$A$4" in sheet
    assert b"x14:sparkline" in sheet
    assert len([name for name in parts if name.startswith("xl/charts/chart")]) == 1

    back = _own(saved)
    assert faults(back.workbook) == []
    assert _marks(opened(back.workbook)) == {*FAULTY}
    assert "Isi kolom jumlah dengan angka" in drawing_with(back.workbook, "Isi kolom")
    assert len(_rules(opened(back.workbook)["Sarana"])[0]) == 1


def _marks(book: Workbook) -> set[str]:
    return {cell for _, cell in marked(book)}


def drawing_with(content: bytes, words: str) -> str:
    return "".join(part.decode() for part in parts_of(content).values() if words.encode() in part)
