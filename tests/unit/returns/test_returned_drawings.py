"""What of a sender's drawing goes back: shapes, pictures and charts, and nothing that starts something or leads out."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook

from returns.sent_parts.anchors import EMU_PER_PIXEL, NewColumns, make_room, width_emu
from returns.sent_parts.drawings import Keeper, KeptPart
from returns.sent_parts.package import Package
from returns.sent_parts.xml_parts import DEEPEST, MOST_ELEMENTS, OddPartError, as_text, parsed

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
SLICER = "http://schemas.microsoft.com/office/drawing/2010/slicer"
DRAWING = "xl/drawings/drawing1.xml"
OPENING = f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{R}" xmlns:c="{C}" xmlns:mc="{MC}">'
PICTURE = '<xdr:pic><xdr:blipFill><a:blip r:embed="rId1"{more}/></xdr:blipFill></xdr:pic>'
CHART = '<xdr:graphicFrame macro=""><a:graphicData uri="x"><c:chart r:id="rId2"/></a:graphicData></xdr:graphicFrame>'
RELATIONS = (
    ("rId1", f"{R}/image", "../media/image1.png", ""),
    ("rId2", f"{R}/chart", "../charts/chart1.xml", ""),
    ("rId3", f"{R}/hyperlink", "https://x.example/", "External"),
    ("rId4", f"{R}/hyperlink", "#Sarana!A1", ""),
    ("rId5", f"{R}/image", "file:///C:/kop.png", "External"),
    ("rId6", f"{R}/oleObject", "../embeddings/oleObject1.bin", ""),
    ("rId7", f"{R}/image", "../media/image2.svg", ""),
)


def anchor(inner: str, columns: tuple[int, int] = (0, 1), offset: int = 0) -> str:
    """A thing over these columns, from 0."""
    corners = "".join(
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{offset}</xdr:colOff><xdr:row>0</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        for name, column in zip(("from", "to"), columns, strict=True)
    )
    return f"<xdr:twoCellAnchor>{corners}{inner}<xdr:clientData/></xdr:twoCellAnchor>"


def shape(words: str, attributes: str = 'macro="" textlink=""', link: str = "", more: str = "") -> str:
    """A text box."""
    name = f'<xdr:nvSpPr><xdr:cNvPr id="2" name="Kotak">{link}{more}</xdr:cNvPr></xdr:nvSpPr>'
    return f"<xdr:sp {attributes}>{name}<xdr:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


def kept(*units: str, chart: str = "", chart_relations: str = "") -> list[KeptPart]:
    """What goes back of a drawing with these units."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"' + (f' TargetMode="{mode}"/>' if mode else "/>")
        for name, kind, target, mode in RELATIONS
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(DRAWING, OPENING + "".join(units) + "</xdr:wsDr>")
        archive.writestr("xl/drawings/_rels/drawing1.xml.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("xl/media/image1.png", b"picture")
        archive.writestr("xl/media/image2.svg", b"<svg/>")
        archive.writestr("xl/embeddings/oleObject1.bin", b"object")
        archive.writestr("xl/charts/chart1.xml", f'<c:chartSpace xmlns:c="{C}" xmlns:r="{R}">{chart}</c:chartSpace>')
        archive.writestr("xl/charts/style1.xml", "<style/>")
        archive.writestr("xl/charts/_rels/chart1.xml.rels", f"<Relationships>{chart_relations}</Relationships>")
    return Keeper(Package(buffer.getvalue()), "sender1").drawing(DRAWING)


def drawing(*units: str) -> str:
    return kept(*units)[0].content.decode()


def test_a_picture_and_a_chart_go_back_with_their_parts_under_new_names() -> None:
    drawn, *parts = kept(anchor(PICTURE.format(more="")), anchor(CHART), chart="<c:f>Sarana!$C$2</c:f>")
    assert {name: relation.target for name, relation in drawn.relations.items()} == {
        "rId1": f"/{parts[0].name}",
        "rId2": f"/{parts[1].name}",
    }
    assert parts[0].content == b"picture"
    assert len({drawn.name, *(part.name for part in parts)}) == 3


@pytest.mark.parametrize(
    "unit",
    [
        anchor(""),
        anchor(CHART.replace("rId2", "rId6")),
        anchor(CHART.replace("rId2", "rId9")),
        anchor(PICTURE.format(more="").replace("rId1", "rId5")),
        anchor(PICTURE.format(more="").replace("rId1", "rId7")),
        anchor('<xdr:pic><a:blip r:link="rId5"/></xdr:pic>'),
        anchor(shape("x", more=f'<a:ext uri="u"><a14:compatExt xmlns:a14="{A14}" spid="_x0000_s1025"/></a:ext>')),
        f'<mc:AlternateContent><mc:Choice xmlns:s="{SLICER}" Requires="s">'
        + anchor('<s:slicer name="Desa"/>')
        + "</mc:Choice></mc:AlternateContent>",
    ],
    ids=["empty", "object", "nothing", "picture elsewhere", "svg", "linked picture", "form control", "slicer"],
)
def test_what_is_no_shape_picture_or_chart_of_the_workbook_is_left_out_alone(unit: str) -> None:
    drawn, *parts = kept(unit, anchor(shape("Petunjuk")))
    assert b"Petunjuk" in drawn.content
    assert len(ET.fromstring(drawn.content)) == 1
    assert (parts, drawn.relations) == ([], {})
    with pytest.raises(OddPartError):
        kept(unit)


def test_a_shape_starts_nothing_and_shows_nothing_of_another_file() -> None:
    drawn = drawing(anchor(shape("Petunjuk", 'macro="[0]!Hapus" textlink="[1]Lain!$A$1"')))
    assert 'macro="" textlink=""' in drawn
    assert 'textlink="Sarana!$A$1"' in drawing(anchor(shape("Petunjuk", 'macro="" textlink="Sarana!$A$1"')))


def test_a_link_to_a_place_in_the_workbook_stays_and_others_go() -> None:
    drawn, *_ = kept(*(anchor(shape("x", link=f'<a:hlinkClick r:id="{name}"/>')) for name in ("rId3", "rId4")))
    assert drawn.content.count(b"hlinkClick") == 1
    assert [(name, relation.target) for name, relation in drawn.relations.items()] == [("rId4", "#Sarana!A1")]
    assert "hlinkClick" not in drawing(anchor(shape("x", link='<a:hlinkClick r:id="rId4" action="ppaction://macro"/>')))


def test_a_picture_that_is_also_elsewhere_stays_as_it_was_seen_and_its_svg_gives_way_to_the_png() -> None:
    extension = '<a:extLst><a:ext uri="{96DAC541}"><svgBlip r:embed="rId7"/></a:ext></a:extLst>'
    unit = anchor(PICTURE.format(more=' r:link="rId5"').replace("/></xdr:blip", f">{extension}</a:blip></xdr:blip"))
    drawn, picture = kept(unit)
    assert set(drawn.relations) == {"rId1"}
    assert picture.content == b"picture"
    assert b"svgBlip" not in drawn.content


def test_a_chart_keeps_its_own_data_only() -> None:
    outside = f'<Relationship Id="rId1" Type="{R}/package" Target="../embeddings/Buku.xlsx"/>'
    data = '<c:pivotSource><c:name>[Buku.xlsx]Lembar!Pivot</c:name></c:pivotSource><c:externalData r:id="rId1"/>'
    _, chart = kept(anchor(CHART), chart=data + "<c:f>Sarana!$C$2</c:f>", chart_relations=outside)
    assert [each.tag.rpartition("}")[2] for each in ET.fromstring(chart.content)] == ["f"]
    assert chart.relations == {}
    with pytest.raises(OddPartError):
        kept(anchor(CHART), chart="<c:f>[1]Lain!$C$2</c:f>")


def test_a_chart_keeps_its_looks_though_it_does_not_name_them() -> None:
    looks = "http://schemas.microsoft.com/office/2011/relationships/chartStyle"
    listed = f'<Relationship Id="rId1" Type="{looks}" Target="style1.xml"/>'
    _, chart, style = kept(anchor(CHART), chart="<c:f>Sarana!$C$2</c:f>", chart_relations=listed)
    assert chart.relations["rId1"].target == f"/{style.name}"
    assert style.content_type == "application/vnd.ms-office.chartstyle+xml"


def test_a_part_that_refers_to_itself_does_not_go_back() -> None:
    itself = f'<Relationship Id="rId1" Type="{R}/chart" Target="chart1.xml"/>'
    with pytest.raises(OddPartError):
        kept(anchor(CHART), chart='<c:chart r:id="rId1"/>', chart_relations=itself)


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1),
        b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>",
        b"<a>" + b" " * 3_000_000 + b"</a>",
        b"<a><b></a>",
    ],
    ids=["entities", "deep", "many", "large", "cut"],
)
def test_a_part_that_is_odd_is_not_read(part: bytes) -> None:
    with pytest.raises(OddPartError):
        parsed(part)


def test_a_tree_is_written_as_it_was_read() -> None:
    written = '<a xmlns:x="u" x:b="&quot;1&quot;&#10;&lt;2&gt;">é &amp; &lt;<x:c/></a>'
    assert as_text(parsed(written.encode())) == written


def columns_of(drawing: bytes) -> list[list[int]]:
    return [[int(each.text or "") for each in unit.iter(f"{{{XDR}}}col")] for unit in ET.fromstring(drawing)]


def placed(*units: str) -> bytes:
    """The drawing after our columns came as the sixth and seventh of a sheet."""
    book = Workbook()
    page = book.active
    before = (width_emu(page, 6), width_emu(page, 7))
    page.column_dimensions["F"].width, page.column_dimensions["G"].width = 56, 18
    drawn = (OPENING + "".join(units) + "</xdr:wsDr>").encode()
    return make_room(drawn, NewColumns(6, before), partial(width_emu, page))


def test_what_stands_in_our_columns_and_right_of_them_moves_and_what_only_stands_right_of_them_does_not() -> None:
    assert columns_of(placed(anchor(shape("a"), (6, 9)), anchor(shape("b"), (12, 13)))) == [[8, 11], [14, 15]]
    assert columns_of(placed(anchor(shape("a"), (7, 9)))) == [[7, 9]]


def test_what_reaches_over_our_columns_from_the_left_keeps_its_size() -> None:
    made = placed(anchor(shape("a"), (1, 6), offset=100), anchor(shape("b"), (1, 5), offset=100))
    # the end of the first lay one column of 64 pixels and 100 EMU right of where our columns begin
    assert columns_of(made) == [[1, 5], [1, 5]]
    ends = [[int(each.text or "") for each in unit.iter(f"{{{XDR}}}colOff")][1] for unit in ET.fromstring(made)]
    assert ends == [64 * EMU_PER_PIXEL + 100, 100]
