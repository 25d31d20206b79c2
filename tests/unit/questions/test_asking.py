"""What a person sees who asks: the answer in words and Indonesian numbers, what a release lacks, and near questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from setara.commands import asking
from setara.commands.asking import NotAnsweredError, UnknownQuestionError, print_answer, print_questions
from setara.workspace import Workspace
from warehouse.query import QueryError
from warehouse.question import BothTexts, Question

NOWHERE = Workspace(Path("nowhere"))


def question(id_: str, sql: str, **more: Any) -> Question:
    texts = BothTexts(id=f"Tanya {id_}?", en=f"Asked {id_}?")
    return Question(id=id_, title=texts, meaning=BothTexts(id=f"Arti {id_}.", en=f"Means {id_}."), sql=sql, **more)


KNOWN = (
    question(
        "A1",
        "SELECT * FROM mart.money",
        columns={"paid": BothTexts(id="Dibayar", en="Paid")},
    ),
    question("A2", "SELECT 1 AS n FROM mart.indicator_values WHERE indicator_code = 'gini'", also=["B3"]),
    question("A5", "SELECT * FROM mart.absent", also=["B3"]),
    question("A6", "SELECT no_such_column FROM mart.money"),
    question("A7", "SELECT * FROM mart.money WHERE paid < 0"),
)


@pytest.fixture(autouse=True)
def released(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release in memory with a table of two rows, and these questions."""
    con = duckdb.connect(":memory:")
    con.execute("CREATE SCHEMA mart")
    con.execute("CREATE TABLE mart.indicator_values AS SELECT 'ipm' AS indicator_code")
    con.execute(
        """CREATE TABLE mart.money AS SELECT * FROM (VALUES
            ('Alak', 1234567::DOUBLE, 0.25::DOUBLE, true, 3::HUGEINT, 2024, '[1-4]'),
            ('Oebobo', 12.5::DOUBLE, NULL, false, 0, 2025, NULL)
        ) t(area_name, paid, share, is_whole, value, target_year, note)"""
    )

    def ask(_: Workspace, sql: str) -> Any:
        try:
            return con.execute(sql).to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error

    monkeypatch.setattr(asking, "ask_release", ask)
    monkeypatch.setattr(asking, "load_questions", lambda: KNOWN)
    monkeypatch.setattr(asking, "questions_of", lambda asked: [q for q in KNOWN if asked in {q.id, *q.also}])


def test_an_answer_has_title_headings_numbers_and_meaning_in_both_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_answer(NOWHERE, "A1", as_csv=False, to=None)
    shown = capsys.readouterr().out
    for word in ("Tanya A1?", "Asked A1?", "Dibayar", "Paid", "Nama wilayah", "Area name", "Arti A1.", "Means A1."):
        assert word in shown
    for value in ("1.234.567", "12,50", "0,2500", "yes", "tidak", "–", "2024", "[1-4]"):
        assert value in shown


def test_comma_separated_values_are_the_plain_ones(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_answer(NOWHERE, "A1", as_csv=True, to=None)
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines == [
        '"area_name","paid","share","is_whole","value","target_year","note"',
        '"Alak",1234567,0.25,true,3,2024,"[1-4]"',
        '"Oebobo",12.5,,false,0,2025,',
    ]


def test_a_file_for_excel_has_headings_and_words_of_people_and_the_meaning(tmp_path: Path) -> None:
    print_answer(NOWHERE, "A1", as_csv=False, to=tmp_path / "a1.xlsx")
    data, meaning = openpyxl.load_workbook(tmp_path / "a1.xlsx").worksheets
    head, first, _ = [[cell.value for cell in row] for row in data.iter_rows()]
    assert head[:2] == ["Nama wilayah | Area name", "Dibayar | Paid"]
    assert first == ["Alak", 1234567, 0.25, "ya | yes", 3, 2024, "[1-4]"]
    assert [row[0].value for row in meaning.iter_rows()] == ["A1", "Tanya A1?", "Asked A1?", "Arti A1.", "Means A1."]


def test_nothing_to_show_is_said_and_the_meaning_stays(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(NOWHERE, "A7", as_csv=False, to=None)
    shown = capsys.readouterr().out
    assert "Belum ada baris | no row yet" in shown
    assert "Means A7." in shown


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ("A5", NotAnsweredError, "tanpa tabel | without table: mart.absent"),
        ("A2", NotAnsweredError, "tanpa nilai | without values: gini\nMasukkan berkas yang memuatnya ke inbox"),
        ("A6", NotAnsweredError, "older than the question"),
        ("Z9", UnknownQuestionError, "no question Z9; the nearest: A"),
    ],
)
def test_what_cannot_be_answered_says_why(asked: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error) as caught:
        print_answer(NOWHERE, asked, as_csv=False, to=None)
    assert said in str(caught.value)
    assert " | " in str(caught.value)


def test_an_id_of_several_questions_is_no_one_table() -> None:
    with pytest.raises(NotAnsweredError, match="A2, A5; name one"):
        print_answer(NOWHERE, "B3", as_csv=True, to=None)


def test_the_list_says_of_each_question_what_the_release_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    print_questions(NOWHERE)
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    for words in (
        "siap | ready",
        "without values: gini",
        "without table: mart.absent",
        "belum ada baris",
        "B3",
        "Asked A7?",
    ):
        assert words in shown
    assert shown.count("siap | ready") == 1


def test_no_word_is_broken_where_there_is_room_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(NOWHERE, "A1", as_csv=False, to=None)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("┃", "│", "┏"))]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= 118
