"""Confirmations: a sender writes "memang benar" beside a true outlier, or the office says so in corrections.csv.

A confirmed finding stays and is marked with who confirmed it and when; its row loads. Only findings that can be true
are confirmable (`confirmable: true` in texts.yml): nobody can confirm more pupils than children.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from expectations import wording
from expectations.broken import Broken, Confirmation
from expectations.kinds.row_rules import value_of
from expectations.receipts import delivery_of
from expectations.rule import Rule
from warehouse.contract import Contract, load

ANSWERS = "row_answers"
"""Rows beside which a sender answered: is_yes, is_stale, and the codes of findings that cannot be confirmed."""
SENDER, OFFICE = "sender", "office"
TOLD = ["sheet_id", "source", "period_status", "period", "answers"]
PLACE = ("row_id", "sheet_id", "row_number", "area_code_bps", "period")
YES = re.compile(
    r"\W*(?:(?:ya|iya|sudah|udah|sdh|memang|emang|angka|nilai|data|ini|itu)\W+)*"
    r"(?:benar|bener|betul|(?<=memang )(?:demikian|begitu))\b"
    r"(?!\W*[?\d])(?!\W*(?:benar|bener|betul|tidak|bukan|belum|salah|keliru)\b)",
    re.IGNORECASE,
)


def says_yes(text: str) -> bool:
    """True for "memang benar", with "ya" or the like before it and reasons after it; not for a question or a doubt."""
    return YES.match(text) is not None


def stale_answers(rows: Mapping[str, pa.Table], sheets: pa.Table) -> frozenset[str]:
    """Rows whose answer was given on another period: last month's return, filled in anew, still holds it, or the same
    words stood in an earlier file about another period and no summary says that they were asked for now."""
    asked_by, told = _asked_and_told(sheets)
    stale = set()
    for source, table in rows.items():
        answered = _answered(table, ("row_id", "sheet_id", "area_code_bps", "period", "received_on"))
        said: dict[tuple[str, str], set[tuple[date, str]]] = defaultdict(set)
        for row in answered:
            said[row["area_code_bps"], row["confirmation"]].add((row["received_on"], row["period"]))
        for row in answered:
            asked = asked_by.get(delivery_of(row["sheet_id"]))
            if asked is None:
                before = said[row["area_code_bps"], row["confirmation"]]
                is_stale = any(day < row["received_on"] and period != row["period"] for day, period in before)
            else:
                is_stale = row["period"] not in told.get((asked, source), {row["period"]})
            if is_stale:
                stale.add(row["row_id"])
    return frozenset(stale)


def _asked_and_told(sheets: pa.Table) -> tuple[dict[str, str], dict[tuple[str, str], set[str]]]:
    """The delivery that each returned file answers, and the periods of each delivery by its source."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    asked_by: dict[str, str] = {}
    if not sheets["answers"].is_valid().to_numpy(zero_copy_only=False).any():
        return asked_by, told
    for sheet in sheets.select(TOLD).to_pylist():
        number = delivery_of(sheet["sheet_id"])
        if sheet["answers"]:
            asked_by[number] = sheet["answers"]
        if sheet["period_status"] == "ok":
            told[number, sheet["source"]].add(sheet["period"])
    return asked_by, told


def confirmations(
    rows: Mapping[str, pa.Table], stale: Collection[str], corrections: pa.Table
) -> dict[str, Confirmation]:
    """Confirmation by row_id: from the rows' own answers on the day of receipt, else from lines of the office.

    What the office confirms holds of every row that says the same: a file that comes again repeats rows which count
    where they stood first.
    """
    by_office = corrections.filter(pc.equal(corrections["outcome"], "confirmed"))
    found = {
        row_id: Confirmation(OFFICE, line["decided_on"])
        for line in by_office.select(["source", "row_id", "decided_on"]).to_pylist()
        for row_id in _saying_the_same(rows[line["source"]], load(line["source"]), line["row_id"])
    }
    answered = (row for table in rows.values() for row in _answered(table, ("row_id", "received_on")))
    return found | {
        r["row_id"]: Confirmation(SENDER, r["received_on"])
        for r in answered
        if r["row_id"] not in stale and says_yes(r["confirmation"])
    }


def _saying_the_same(table: pa.Table, source: Contract, row_id: str) -> list[str]:
    """Keys of the rows of the same village and period that say what this row says, its own among them."""
    told = table.select(["row_id", "area_code_bps", "period", *(column.name for column in source.own_columns)])
    (row,) = told.filter(pc.equal(told["row_id"], row_id)).to_pylist()
    said = {name: value for name, value in row.items() if name != "row_id"}
    near = told.filter(pc.equal(told["area_code_bps"], row["area_code_bps"]))
    return [each["row_id"] for each in near.to_pylist() if said == {name: each[name] for name in said}]


def marked(broken: Iterable[Broken], confirmed: Mapping[str, Confirmation]) -> list[Broken]:
    """What was broken, with the confirmation of those that can be and are confirmed."""
    return [_marked(each, confirmed.get(each.row_id or "")) for each in broken]


def _marked(each: Broken, confirmation: Confirmation | None) -> Broken:
    if confirmation is None or not wording.texts()[each.rule.code].confirmable:
        return each
    return replace(each, confirmation=confirmation)


def row_answers(rows: Mapping[str, pa.Table], stale: Collection[str], broken: Collection[Broken]) -> pa.Table:
    """The table ANSWERS: of each row with an answer whether it says yes, whether it would have to be given again, and
    which findings it cannot take away."""
    answered = [row for table in rows.values() for row in _answered(table, PLACE)]
    of_row: dict[str | None, set[str]] = {row["row_id"]: set() for row in answered}
    asked = set()
    for each in broken:
        if each.row_id not in of_row or each.confirmation is not None:
            continue
        if wording.texts()[each.rule.code].confirmable:
            asked.add(each.row_id)
        if wording.severity(each.rule.code) != "warn":
            of_row[each.row_id].add(each.rule.code)
    told = [
        {
            **{name: row[name] for name in PLACE},
            "is_yes": says_yes(row["confirmation"]),
            "is_stale": row["row_id"] in stale and row["row_id"] in asked,
            "not_confirmable": ", ".join(sorted(of_row[row["row_id"]])) or None,
        }
        for row in answered
    ]
    return pa.Table.from_pylist(told, schema=_ANSWERS_SCHEMA)


def _answered(table: pa.Table, names: tuple[str, ...]) -> list[dict]:
    return table.filter(pc.is_valid(table["confirmation"])).select([*names, "confirmation"]).to_pylist()


_ANSWERS_SCHEMA = pa.schema(
    [(name, pa.int64() if name == "row_number" else pa.string()) for name in PLACE]
    + [("is_yes", pa.bool_()), ("is_stale", pa.bool_()), ("not_confirmable", pa.string())]
)

RULES = (
    Rule("C02", ANSWERS, lambda t: t.is_yes),
    Rule(
        "C03",
        ANSWERS,
        lambda t: t.not_confirmable.isnull(),
        when=lambda t: t.is_yes & ~t.is_stale,
        args={"value": value_of("not_confirmable")},
        public_args=frozenset({"value"}),
    ),
    Rule("C04", ANSWERS, lambda t: ~t.is_stale, when=lambda t: t.is_yes),
)
