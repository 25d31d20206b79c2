"""Saved questions: `warehouse/questions/<ID>.yml`, one SELECT on a release each, with what its answer means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import duckdb
import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from warehouse.yaml_files import read_yaml

QUESTIONS = Path(__file__).parent / "questions"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[ABX][0-9]{1,2}[a-z]?$")]


class QuestionError(ValueError):
    """A question's file does not hold; the message names the file and what is wrong in it."""


class BothTexts(BaseModel):
    """One text in Bahasa Indonesia and in English."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Text
    en: Text


def _one_select(sql: str) -> str:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise ValueError(str(error).splitlines()[0]) from error
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise ValueError("must be one SELECT, and nothing else")
    return sql.removesuffix(";")


class Question(BaseModel):
    """One question, as its file says."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Id
    also: list[Id] = []
    """Other rows of the list of problems that it answers; several questions may answer the same one."""
    title: BothTexts
    meaning: BothTexts
    """What the answer says, how it must not be read, and what null or suppressed means in it."""
    columns: dict[str, BothTexts] = {}
    """Headings of columns of the answer that no contract labels."""
    sql: Annotated[Text, AfterValidator(_one_select)]
    """One SELECT over the schemas core, mart and meta, without parameters."""


@cache
def load_questions(folder: Path = QUESTIONS) -> Sequence[Question]:
    """All questions, A1 before A2 before A10; raises QuestionError at the first file that does not hold."""
    questions = sorted((_read(path) for path in folder.glob("*.yml")), key=_order)
    own = {question.id for question in questions}
    for question in questions:
        taken = sorted(own & set(question.also))
        if taken:
            raise QuestionError(f"{question.id}.yml: also: {', '.join(taken)} has a file of its own")
    return tuple(questions)


def questions_of(asked: str, folder: Path = QUESTIONS) -> Sequence[Question]:
    """The question of that id, or those that answer it too; none where it is unknown. Upper or lower case."""
    wanted = asked.casefold()
    return [q for q in load_questions(folder) if wanted in {name.casefold() for name in (q.id, *q.also)}]


def _read(path: Path) -> Question:
    try:
        raw = read_yaml(path)
    except yaml.YAMLError as error:
        raise QuestionError(f"{path.name}: no YAML: {error}") from error
    try:
        question = Question.model_validate(raw)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in error.errors())
        raise QuestionError(f"{path.name}: {wrong}") from error
    if question.id != path.stem:
        raise QuestionError(f"{path.name}: id: is {question.id}, must be {path.stem} as the file's name")
    return question


def _order(question: Question) -> tuple[str, int, str]:
    letter, number, part = re.fullmatch(r"([A-Z])(\d+)([a-z]?)", question.id).groups()  # type: ignore[union-attr]
    return letter, int(number), part
