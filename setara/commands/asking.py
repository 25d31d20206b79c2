"""What `setara questions` and `setara ask` print: saved questions, whether a release answers them, and the answers."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc_csv
from rapidfuzz import fuzz, process, utils
from rich.table import Table
from rich.text import Text

from setara.commands.answer_table import NOTHING, SHOWN_ROWS, answer_tables, column_heading, said_once, shown
from setara.commands.code_words import in_words
from setara.commands.outputs import save
from setara.progress import console
from setara.released import ask_release
from setara.workspace import Workspace
from warehouse.indicators.definitions import definitions
from warehouse.query import QueryError
from warehouse.question import Question, load_questions, questions_of
from warehouse.release.database import SCHEMAS

NEAREST = 3
READY = "siap | ready"
NO_ROW = "belum ada baris | no row yet"
OLDER = "rilis lebih lama | older release"


class UnknownQuestionError(ValueError):
    """There is no question of that id; the message names the nearest ones."""


class NotAnsweredError(ValueError):
    """The current release cannot answer the question; the message says what it lacks."""


def print_questions(workspace: Workspace) -> None:
    """Print every question with its title, and what the current release lacks to answer it."""
    held = _held(workspace)
    table = Table()
    for heading in ("", "pertanyaan | question", "pada rilis ini | in this release"):
        table.add_column(heading)
    for question in load_questions():
        names = Text.assemble((question.id, "bold"), *(f"\n{name}" for name in question.also))
        table.add_row(names, f"{question.title.id}\n{question.title.en}", _state(workspace, question, held))
    console.print(table)
    console.print("Jawaban | Answer: setara ask ID", soft_wrap=True)


def _state(workspace: Workspace, question: Question, held: Mapping[str, int]) -> str:
    """Whether the release answers it; what is missing, where not."""
    lacking = missing(question, held)
    if lacking:
        return lacking
    try:
        return READY if ask_release(workspace, f"FROM (\n{question.sql}\n) LIMIT 1").num_rows else NO_ROW
    except QueryError as error:
        if _is_of_another_schema(error):
            return OLDER
        raise


def print_answer(workspace: Workspace, asked: str, as_csv: bool, to: Path | None) -> None:
    """Print what the current release answers to a question, then what that means, or write both into the file `to`.

    UnknownQuestionError for an unknown id; NotAnsweredError where the release lacks something, or where an id of
    several questions is asked for as one table.
    """
    questions = questions_of(asked)
    if not questions:
        raise UnknownQuestionError(_nearest(asked))
    if as_csv or to:
        question = _the_one(asked, questions)
        rows = answer(workspace, question)
        if to:
            _save(to, question, rows)
        else:
            pc_csv.write_csv(rows, sys.stdout.buffer)
        return
    for question in questions:
        _print_one(question, answer(workspace, question))


def answer(workspace: Workspace, question: Question) -> pa.Table:
    """The rows of a question from the current release; NotAnsweredError where it lacks a table or column."""
    lacking = missing(question, _held(workspace))
    if lacking:
        raise NotAnsweredError(
            f"{question.id}: rilis ini belum dapat menjawabnya | this release cannot answer it yet: {lacking}\n"
            "Masukkan berkas yang memuatnya ke inbox, lalu setara run | Put files that hold it into the inbox, then run"
        )
    try:
        return ask_release(workspace, question.sql)
    except QueryError as error:
        if not _is_of_another_schema(error):
            raise
        raise NotAnsweredError(
            f"{question.id}: rilis ini lebih lama daripada pertanyaan ini; buat yang baru: setara run | "
            f"this release is older than the question; make a new one: setara run ({str(error).splitlines()[0]})"
        ) from error


def _is_of_another_schema(error: QueryError) -> bool:
    """Whether a column or function is not there, as in a release of an earlier version."""
    return str(error).startswith(("Binder Error", "Catalog Error"))


def missing(question: Question, held: Mapping[str, int]) -> str:
    """Tables that the question reads and the release lacks, else its indicators where none has a value, else nothing.

    `held` has the release's tables and the values of each indicator, counted.
    """
    tables = sorted(set(re.findall(rf"\b(?:{'|'.join(SCHEMAS)})\.[a-z_]+\b(?!\s*\()", question.sql)))
    absent = [name for name in tables if name not in held]
    if absent:
        return f"tanpa tabel | without table: {', '.join(absent)}"
    named = set(re.findall(r"'([a-z0-9_]+)'", question.sql)) & _known_indicators()
    if named and not any(held.get(code) for code in named):
        return f"tanpa nilai | without values: {', '.join(sorted(named))}"
    return ""


HELD_SQL = """
    SELECT table_schema || '.' || table_name AS name, 1 AS count FROM information_schema.tables
    UNION ALL SELECT indicator_code, count(*) FROM mart.indicator_values GROUP BY indicator_code
"""


def _held(workspace: Workspace) -> dict[str, int]:
    return {row["name"]: row["count"] for row in ask_release(workspace, HELD_SQL).to_pylist()}


@cache
def _known_indicators() -> frozenset[str]:
    return frozenset(definition.code for definition in definitions())


def _print_one(question: Question, rows: pa.Table) -> None:
    console.print(Text(question.id, "bold"), f" {question.title.id}\n    {question.title.en}", soft_wrap=True)
    if rows.num_rows:
        told, different = said_once(question, rows, console.width)
        for line in told:
            console.print(f"  {line}", soft_wrap=True)
        console.print(*answer_tables(question, different, console.width), sep="\n")
        if rows.num_rows > SHOWN_ROWS:
            console.print(f"… {shown(rows.num_rows - SHOWN_ROWS)} baris lagi | more rows; all of them with --csv, --to")
        console.print(
            "Angka ditulis cara Indonesia | Numbers as in Indonesia: 1.234,5. " + f"{NOTHING} = kosong | null"
        )
    else:
        console.print(f"{NO_ROW[0].upper()}{NO_ROW[1:]}")
    for heading, text in (("Artinya", question.meaning.id), ("What it means", question.meaning.en)):
        console.print(f"\n{heading}", style="bold")
        console.print(" ".join(text.split()))


def _the_one(asked: str, questions: Sequence[Question]) -> Question:
    if len(questions) > 1:
        ids = ", ".join(question.id for question in questions)
        raise NotAnsweredError(f"{asked}: dijawab oleh {ids}; sebut satu | answered by {ids}; name one")
    return questions[0]


def _save(to: Path, question: Question, rows: pa.Table) -> None:
    headings = [column_heading(question, name).replace("\n", " | ") for name in rows.column_names]
    texts = (question.title.id, question.title.en, question.meaning.id, question.meaning.en)
    save(to, in_words(rows), headings, [question.id, *(" ".join(text.split()) for text in texts)])


def _nearest(asked: str) -> str:
    """Nearest by id or by words of the title in either language."""
    words = {q.id: f"{q.id} {' '.join(q.also)} {q.title.id} {q.title.en}" for q in load_questions()}
    near = process.extract(asked, words, scorer=fuzz.partial_ratio, processor=utils.default_process, limit=NEAREST)
    named = ", ".join(known for _words, _score, known in near)
    return f"tidak ada pertanyaan {asked}; yang mirip: {named} | no question {asked}; the nearest: {named}"
