"""Words of findings: complete, in both languages, and without persons."""

from datetime import date
from string import Formatter

import pytest

from expectations import rulebook, wording
from expectations.rule import Rule

RULES = [rule for rule in rulebook.all_rules() if rule not in rulebook.reader_rules()]
CODES = sorted(wording.texts())


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_code_has_a_text_and_every_text_a_rule() -> None:
    assert {rule.code for rule in RULES} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_text_says_the_same_in_both_languages(code: str) -> None:
    text = wording.texts()[code]
    assert text.severity in {"reject", "ask", "warn"}
    assert names(text.message["id"]) == names(text.message["en"])
    assert text.message["id"] != text.message["en"]
    assert names(text.next_step["id"] + text.next_step["en"]) == set()
    assert all(words.endswith((".", ".]")) for words in (*text.message.values(), *text.next_step.values()))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_gives_every_name_that_its_text_uses(rule: Rule) -> None:
    needed = names(wording.OPTIONAL.sub("", wording.texts()[rule.code].message["id"]))
    assert needed <= {*rule.args, "column", *(["n"] if rule.once_a_sheet else [])}
    assert rule.public_args <= set(rule.args)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (1234567.5, "1.234.567,5", "1,234,567.5"),
        (245.0, "245", "245"),
        (0.1 + 0.2, "0,3", "0.3"),
        (date(2025, 8, 17), "17 Agustus 2025", "17 August 2025"),
        ("1.234", "1.234", "1.234"),
        (None, None, None),
    ],
)
def test_values_are_written_as_people_of_the_language_do(value: object, indonesian: str, english: str) -> None:
    assert (wording.written(value, "id"), wording.written(value, "en")) == (indonesian, english)


def test_a_part_without_its_value_is_left_out() -> None:
    template = "Kode[ {value}] salah.[ Mungkin {hint}.]"
    assert wording.fill(template, {"value": "x", "hint": "y"}, "id") == "Kode x salah. Mungkin y."
    assert wording.fill(template, {"value": None, "hint": ""}, "id") == "Kode salah."


def test_braces_and_brackets_of_a_sender_are_not_taken_for_ours() -> None:
    assert wording.fill("Isi {value}.", {"value": "[{x}]"}, "id") == "Isi [{x}]."


@pytest.mark.parametrize(
    ("value", "shown"),
    [("9901011708900123", "…123"), ("Maria", "…"), (-512, "…"), (date(1990, 8, 17), "…817"), (None, None)],
)
def test_of_a_personal_value_three_digits_are_shown(value: object, shown: str | None) -> None:
    assert wording.masked(value) == shown


def test_no_message_says_what_a_sender_may_write_behind_it() -> None:
    """What stands behind our note of a row is read as the sender's answer."""
    assert not [code for code, text in wording.texts().items() if "memang" in text.message["id"]]
