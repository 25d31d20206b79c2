"""Which rules in the extensions of a sender's sheet go back, and where in the sheet they are put."""

from __future__ import annotations

import pytest

from returns.sent_parts.graft import Piece, SheetGraft
from returns.sent_parts.sheet_rules import MAIN, X14, XM, half_rules, keep_rules, quoted_lists
from returns.sent_parts.xml_parts import OddPartError, as_text, parsed

FORMATS, LISTS = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}", "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"
SLICERS = "{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}"
GUID = "{DA7ABA51-AAAA-BBBB-0002-000000000001}"
NAMES = f'xmlns="{MAIN}" xmlns:x14="{X14}" xmlns:xm="{XM}" xmlns:xr="urn:revision" xmlns:other="urn:other"'


def extensions(**held: str) -> str:
    """The extensions of a sheet: LISTS, FORMATS and SLICERS with what they hold."""
    uris = {"LISTS": LISTS, "FORMATS": FORMATS, "SLICERS": SLICERS}
    return "<extLst>" + "".join(f'<ext uri="{uris[name]}">{inner}</ext>' for name, inner in held.items()) + "</extLst>"


def listed(*formulas: str, more: str = "") -> str:
    rules = (f'<x14:dataValidation type="list" {more}><xm:f>{each}</xm:f></x14:dataValidation>' for each in formulas)
    return f'<x14:dataValidations count="{len(formulas)}">{"".join(rules)}</x14:dataValidations>'


def formatted(inner: str, attributes: str = 'priority="1"') -> str:
    rule = f'<x14:cfRule type="expression" {attributes}>{inner}</x14:cfRule>'
    formats = f"<x14:conditionalFormatting>{rule}<xm:sqref>C2:C9</xm:sqref></x14:conditionalFormatting>"
    return f"<x14:conditionalFormattings>{formats}</x14:conditionalFormattings>"


def sheet(*elements: str) -> str:
    """A sheet after its cells."""
    return f"<worksheet {NAMES}>{''.join(elements)}</worksheet>"


def kept(extension_list: str) -> str:
    """What goes back of extensions."""
    root = parsed(sheet(extension_list).encode())
    element = root.firstChild
    keep_rules(element)
    return as_text(element)


def test_a_list_that_reaches_out_goes_and_the_others_are_counted() -> None:
    made = kept(extensions(LISTS=listed("Daftar!$A$1:$A$4", "[1]Lain!$A$1:$A$4", more='xr:uid="{1}"')))
    assert 'count="1"' in made
    assert "Daftar!$A$1:$A$4" in made
    assert "Lain" not in made
    assert "xr:uid" not in made


@pytest.mark.parametrize(
    "held",
    [
        {"LISTS": listed("[1]Lain!$A$1")},
        {"FORMATS": formatted("<xm:f>WEBSERVICE(A1)</xm:f>")},
        {"FORMATS": formatted("<xm:f>TRUE</xm:f><other:thing/>")},
        {"FORMATS": formatted("<xm:f>TRUE</xm:f>") + "<other:thing/>"},
        {"SLICERS": "<x14:slicerList/>"},
        {},
    ],
    ids=["list elsewhere", "web", "unknown in a rule", "unknown beside rules", "slicer", "empty"],
)
def test_extensions_of_which_nothing_is_left_do_not_go_back(held: dict[str, str]) -> None:
    with pytest.raises(OddPartError):
        kept(extensions(**held))


@pytest.mark.parametrize("priority", ["x", "-1", "1.5"])
def test_a_rule_whose_place_among_the_others_is_not_told_does_not_go_back(priority: str) -> None:
    with pytest.raises(OddPartError):
        kept(extensions(FORMATS=formatted("<xm:f>TRUE</xm:f>", f'priority="{priority}"')))


def half(name: str = GUID) -> str:
    """A bar of 2007 that has another half of 2010."""
    extension = f'<extLst><ext uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}"><x14:id>{name}</x14:id></ext></extLst>'
    return f'<conditionalFormatting sqref="C2:C9"><cfRule priority="1">{extension}</cfRule></conditionalFormatting>'


def grafted(sent: str, written: str) -> str:
    """The written sheet with the extensions of the sent one, after one rule more came first."""
    root = parsed(sent.encode())
    last = root.lastChild
    keep_rules(last)
    graft = SheetGraft([Piece(last)], list(half_rules(root)))
    graft.move_behind(1)
    return graft.put_into(written.encode()).decode()


def written(*elements: str) -> str:
    """A sheet as openpyxl writes it."""
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"/></sheetData>{"".join(elements)}</worksheet>'


def test_the_halves_of_a_rule_are_tied_again_and_one_that_is_alone_goes() -> None:
    other_half = formatted("", f'id="{GUID}"')
    alone = formatted("<xm:f>TRUE</xm:f>", 'priority="2" id="{3}"')
    sent = sheet(half(), extensions(FORMATS=other_half + alone))
    rule = '<conditionalFormatting sqref="C2:C9"><cfRule priority="{}"/></conditionalFormatting>'
    tied = grafted(sent, written(rule.format(2), "<pageMargins/>"))
    assert tied.count(GUID) == 2
    assert tied.index("x14:id") < tied.index("<pageMargins/>") < tied.index("x14:cfRule")
    loose = grafted(sent, written(rule.format(5)))
    assert GUID not in loose
    assert 'priority="3" id="{3}"' in loose
    only = grafted(sheet(half(), extensions(FORMATS=other_half)), written(rule.format(5)))
    assert "extLst" not in only


def test_elements_stand_where_the_schema_wants_them_whatever_prefix_the_sender_uses() -> None:
    sent = sheet("<ignoredErrors><ignoredError/></ignoredErrors>").replace("<i", "<m:i").replace("</i", "</m:i")
    root = parsed(sent.replace("<worksheet ", f'<worksheet xmlns:m="{MAIN}" ').encode())
    graft = SheetGraft([Piece(root.firstChild)])
    made = graft.put_into(written("<pageMargins/>", '<drawing id="1"/>', "<tableParts/>").encode()).decode()
    order = [made.index(each) for each in ("<pageMargins", "<m:ignoredErrors", "<drawing", "<tableParts")]
    assert order == sorted(order)
    assert f'<m:ignoredErrors xmlns:m="{MAIN}">' in made
    with pytest.raises(OddPartError):
        graft.put_into(written("<ignoredErrors/>").encode())
    with pytest.raises(OddPartError):
        graft.put_into(written("<unknown/>").encode())


def test_choices_that_reach_out_are_no_list() -> None:
    def choices(formula: str) -> str:
        content = f"<x12ac:list>a</x12ac:list><formula1>{formula}</formula1>"
        names = 'xmlns:x12ac="http://schemas.microsoft.com/office/spreadsheetml/2011/1/ac"'
        return sheet(
            f'<dataValidations {names}><dataValidation sqref="A1">{content}</dataValidation></dataValidations>'
        )

    assert [cells for cells, _ in quoted_lists(parsed(choices('"a|b"').encode()))] == [frozenset({"A1"})]
    assert list(quoted_lists(parsed(choices("cmd|x!A0").encode()))) == []
