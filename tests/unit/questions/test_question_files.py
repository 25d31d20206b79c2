"""Files of questions: read strictly, with an error that names file and field; found by id or by another row's id."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.question import QuestionError, load_questions, questions_of

GOOD = """
id: A1
also: [B9]
title: {id: "Berapa?", en: "How much?"}
meaning: {id: "Satu baris.", en: "One row."}
sql: SELECT 1 AS value;
"""


def written(folder: Path, text: str = GOOD, name: str = "A1.yml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_file_becomes_a_question(tmp_path: Path) -> None:
    (question,) = load_questions(written(tmp_path))
    assert (question.id, question.title.en, question.sql, question.columns) == (
        "A1",
        "How much?",
        "SELECT 1 AS value",
        {},
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: A1", "id: A2", "A1.yml: id: is A2, must be A1"),
        ("id: A1", "id: first", "A1.yml: id: String should match"),
        ("meaning:", "means:", "means: Extra inputs are not permitted"),
        ("meaning:", "means:", "meaning: Field required"),
        (', en: "How much?"', "", "title.en: Field required"),
        ("How much?", " ", "title.en: String should have at least 1"),
        ("[B9]", "B9", "also: Input should be a valid list"),
        ("SELECT 1 AS value;", "DROP TABLE core.areas", "sql: Value error, must be one SELECT"),
        ("SELECT 1 AS value;", "SELECT 1; SELECT 2", "sql: Value error, must be one SELECT"),
        ("SELECT 1 AS value;", "SELEC 1", "sql: Value error, Parser Error"),
        ("id: A1", "id: [A1", "A1.yml: no YAML"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        load_questions(written(tmp_path, GOOD.replace(old, new, 1)))
    assert said in str(caught.value)


def test_a_question_with_a_file_of_its_own_is_no_other_ones_alias(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, GOOD.replace("id: A1", "id: B9", 1).replace("also: [B9]", ""), "B9.yml")
    with pytest.raises(QuestionError, match=r"A1.yml: also: B9 has a file of its own"):
        load_questions(tmp_path)


def test_it_is_found_by_its_id_and_by_the_rows_that_it_answers_too(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        written(tmp_path, GOOD.replace("id: A1", f"id: A{number}", 1), f"A{number}.yml")
    assert [question.id for question in load_questions(tmp_path)] == ["A1", "A2", "A10"]
    assert [question.id for question in questions_of("a2", tmp_path)] == ["A2"]
    assert [question.id for question in questions_of("B9", tmp_path)] == ["A1", "A2", "A10"]
    assert questions_of("A3", tmp_path) == []
