"""The page of saved questions, written from their files: `python -m warehouse.questions_page` (or `make docs`)."""

from __future__ import annotations

from pathlib import Path

from warehouse.question import Question, load_questions

PAGE = Path(__file__).parents[1] / "docs" / "questions.md"

_HEAD = """# Pertanyaan tersimpan / Saved questions

Dibuat dari `warehouse/questions/`; jangan disunting di sini. / Made from `warehouse/questions/`; do not edit here.

`setara questions` menyebut mana yang dapat dijawab rilis ini, `setara ask A4` menjawab satu pertanyaan, tanpa kunci
brankas. `--to a4.xlsx` menulisnya untuk Excel, beserta artinya; `--to a4.csv` dengan `;` dan koma desimal; `--csv`
untuk program lain. / `setara questions` says which of them this release answers, `setara ask A4` answers one, without
the vault's key. `--to a4.xlsx` writes it for Excel, with its meaning; `--to a4.csv` with `;` and decimal commas;
`--csv` is for other programs.

Pertanyaan baru adalah satu berkas `<ID>.yml`: `id`, `title` dan `meaning` dalam dua bahasa, `sql` (satu SELECT atas
`core`, `mart`, `meta`), bila perlu `also` (baris lain yang juga dijawabnya) dan `columns` (judul kolom). / A new
question is one file `<ID>.yml`: `id`, `title` and `meaning` in both languages, `sql` (one SELECT over `core`, `mart`,
`meta`), where needed `also` (other rows that it answers) and `columns` (headings of columns).
"""


def questions_page() -> str:
    """Markdown with every question: its ids, what it asks, and what its answer means, in both languages."""
    return "\n".join([_HEAD, *(_section(question) for question in load_questions())])


def _section(question: Question) -> str:
    ids = ", ".join((question.id, *question.also))
    texts = (question.title.id, question.title.en, question.meaning.id, question.meaning.en)
    return "\n\n".join([f"## {ids}", *(" ".join(text.split()) for text in texts), ""])


if __name__ == "__main__":
    PAGE.write_text(questions_page(), encoding="utf-8")
