"""A short text to forward by phone: what became of a report, the commonest problems, by when and how to answer."""

from __future__ import annotations

import re
from collections import Counter

from returns.note import CONFIRMED, ORDER, Return
from returns.words import written_date
from returns.workbook.request import SUMMARY_ONLY
from sources.sheets.returned import ANSWER_HEADER

MOST_CHARACTERS = 600
COMMONEST = 3
PROBLEM_CHARACTERS = 90
SEND_AGAIN = re.compile(r",? lalu kirim (?:kembali|hasilnya|kembali berkas itu saja)\b.*$")
"""What every next step ends with, and the text says once."""
CLOSING = "Terima kasih."


def phone_text(given: Return, form: str) -> str:
    """At most MOST_CHARACTERS characters, none of a cell of the file; `form` is that of the workbook it goes with."""
    report = given.report.removeprefix("Laporan ")
    opening = f"Yth. Bapak/Ibu, laporan {report} sudah kami terima {written_date(given.received_on)}: {_counts(given)}."
    fixing = "Mohon baca ringkasan terlampir, perbaiki berkas asli Anda, lalu kirim kembali"
    if form != SUMMARY_ONLY:
        mending = "perbaiki sel berwarna" if given.has_colours else "ikuti lembar Ringkasan"
        fixing = f"Mohon buka berkas terlampir, {mending}, lalu kirim kembali berkas itu"
    fixing += f" paling lambat {written_date(given.answer_by)}."
    if form != SUMMARY_ONLY and any(note.is_confirmable for note in given.notes):
        fixing += f' Bila angkanya benar, tulis "{CONFIRMED}" di kolom {ANSWER_HEADER}.'
    problems: list[str] = []
    for line in _problems(given):
        if len("\n".join([opening, *problems, line, fixing, CLOSING])) <= MOST_CHARACTERS:
            problems.append(line)
    return "\n".join([opening, *problems, fixing, CLOSING])


def _counts(given: Return) -> str:
    loaded, held, rejected, duplicate = (given.rows(fate) for fate in ("loaded", "held", "rejected", "duplicate"))
    if not loaded + held + rejected + duplicate:
        return "tidak ada baris yang dapat dibaca"
    return f"{loaded} baris diterima, {held} ditahan, {rejected} ditolak"


def _problems(given: Return) -> list[str]:
    """The commonest things to do, the gravest first among equals: next steps hold no value of a cell."""
    steps = Counter((note.severity, note.next_step) for note in given.notes if note.asks)
    ordered = sorted(steps.items(), key=lambda item: (-item[1], ORDER.index(item[0][0]), item[0][1]))
    return [f"- {count}x: {_shortened(step)}" for (_, step), count in ordered[:COMMONEST]]


def _shortened(step: str) -> str:
    text = SEND_AGAIN.sub("", step).rstrip(". ")
    return text if len(text) <= PROBLEM_CHARACTERS else text[:PROBLEM_CHARACTERS].rsplit(" ", 1)[0].rstrip(",.;") + " …"
