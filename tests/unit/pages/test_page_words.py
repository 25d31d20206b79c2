from pages.findings import shared_words
from pages.poverty import segments


def test_a_line_breaks_where_a_year_is_missing() -> None:
    values = {2010: 1.0, 2011: 2.0, 2013: 3.0, 2015: 4.0, 2016: 5.0}
    assert segments(values) == [[2010, 2011], [2013], [2015, 2016]]


def test_words_that_differ_are_left_out() -> None:
    messages = ["Baris 3 mengulang baris 2.", "Baris 17 mengulang baris 4."]
    assert shared_words(messages) == "Baris … mengulang baris …"


def test_values_of_several_words_are_left_out_whole() -> None:
    assert shared_words(["Isi dua belas bukan angka", "Isi TA bukan angka"]) == "Isi … bukan angka"


def test_one_message_stays_as_it_is() -> None:
    assert shared_words(["Tidak ada satuan."] * 3) == "Tidak ada satuan."


def test_the_order_of_findings_changes_nothing() -> None:
    messages = ["a 1 b", "a 2 b", "a 3 3 b c"]
    assert shared_words(messages) == shared_words(messages[::-1])
