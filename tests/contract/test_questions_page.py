"""The committed page of questions is the one that their files make."""

from __future__ import annotations

from warehouse.question import load_questions
from warehouse.questions_page import PAGE, questions_page


def test_the_committed_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == questions_page(), "run `make docs`"


def test_it_names_every_question_with_its_other_ids_and_both_languages() -> None:
    page = questions_page()
    for question in load_questions():
        assert f"## {', '.join((question.id, *question.also))}\n" in page
        assert question.title.id in page
        assert question.title.en in page
