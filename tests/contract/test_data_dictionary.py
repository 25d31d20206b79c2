"""The committed data dictionary is the one the contracts make."""

from warehouse import contract
from warehouse.dictionary import DICTIONARY, data_dictionary


def test_the_committed_dictionary_is_up_to_date() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == data_dictionary(), "run `make docs`"


def test_it_tells_key_type_unit_values_and_both_languages() -> None:
    dictionary = data_dictionary()
    assert "## mart.indicator_values\n" in dictionary
    assert "| **indicator_code** | text |  | Kode indikator | Indicator code |  |" in dictionary
    assert "| coverage_pct | number, null | percent |" in dictionary
    assert "| `F`, `C`, `D` |" in dictionary


def test_it_gives_the_warnings_of_a_table() -> None:
    for warning in contract.load("indicators_latest").warnings:
        assert f"> {warning['id']}  \n> {warning['en']}\n" in data_dictionary()


def test_staging_tables_are_not_published() -> None:
    assert "staged_" not in data_dictionary()
