"""Records of persons brought to one spelling, and each different spelling of a person once: an identity.

Ibis expressions; they run inside the vault. Most records repeat an identity word for word (the same list each month):
only identities are compared with each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse import contract

IDENTIFYING = ("nik", "family_card_no", "person_name", "birth_date", "sex", "area_code_bps")
"""What tells one person from another, by the names that all contracts use."""
IDENTITY = ("nik", "family_card_no", "name", "birth_date", "sex", "area_code_bps")
"""IDENTIFYING in one spelling, all of them text: birth_date is YYYYMMDD. Records that agree in all are one identity."""
COMPARED = (*IDENTITY, "name_key", "first_word", "last_word")
"""Columns of an identity that the model may look at."""
TELLING = ("person_name", "family_card_no")
"""A NIK alone, or with a birth date, is not enough to tell that it is another's."""
NUMBER_DIGITS = 16
PLAIN_NAME = "^[A-Z]+( [A-Z]+)*$"
MOST_HOLDERS = 50
"""A NIK or card that stands with more identities than this is a filler and tells nothing of a person."""
TITLES = r"\b(ALM|ALMH|H|HJ|DR|DRS|DRA|IR|PDT|RM|SE|SH|SKM|SPD|ST|AMD|MSI|NY|TN|SDR|SDRI)\.( |$)"
"""Titles written in lists, with their full stop; in others they cannot be told from initials."""


@cache
def person_lists() -> tuple[str, ...]:
    """The contracts whose rows are persons that can be compared: with a NIK and a column of TELLING.

    A column of IDENTIFYING that a contract lacks is unknown there.
    """
    columns = {name: contract.load(name).column_names for name in contract.names("staging")}
    return tuple(name for name, has in columns.items() if "nik" in has and not set(TELLING).isdisjoint(has))


def told(lists: Mapping[str, ir.Table]) -> ir.Table:
    """All rows of the lists: row_id, received_on, IDENTITY and `identity` (int64), the same for the same spelling.

    `lists` are accepted rows by contract, any of `person_lists`.
    """
    return ibis.union(*(_spelled(lists[name]) for name in person_lists() if name in lists), distinct=False)


def identities(rows: ir.Table) -> ir.Table:
    """One row per `identity` of `told`: IDENTITY."""
    return rows.group_by("identity").agg(**{column: _[column].arbitrary() for column in IDENTITY})


def first_rows(rows: ir.Table, wanted: ir.Table) -> ir.Table:
    """For each `identity` of `wanted`: first_row, received_on and row_id of its first record among `told`."""
    place = rows.received_on.cast("string") + " " + rows.row_id
    return rows.mutate(place=place).semi_join(wanted, "identity").group_by("identity").agg(first_row=_.place.min())


def compared(found: ir.Table) -> ir.Table:
    """`identity` and COMPARED of `identities`, without numbers that stand with more than MOST_HOLDERS of them."""
    words = found.name.split(" ")
    return found.select(
        "identity",
        "name",
        "birth_date",
        "sex",
        "area_code_bps",
        nik=_unless_filler(found, "nik"),
        family_card_no=_unless_filler(found, "family_card_no"),
        name_key=_sound(found.name).split(" ").sort().join(" "),
        first_word=words[0],
        last_word=words[-1],
    )


def plain_name(written: ir.StringValue) -> ir.StringValue:
    """A name in capitals, without titles, signs and double spaces; null where nothing is left."""
    capitals = written.upper()
    cleaned = capitals.re_replace(TITLES, " ").re_replace("[^A-Z]+", " ").strip()
    # Most names are plain already, and cleaning costs more than all else here.
    return ibis.ifelse(capitals.re_search(PLAIN_NAME), capitals, cleaned).nullif("")


def _spelled(rows: ir.Table) -> ir.Table:
    given = {name: rows[name] if name in rows.columns else ibis.null() for name in IDENTIFYING}
    name = plain_name(given["person_name"].cast("string"))
    columns = {
        "nik": _number(given["nik"].cast("string")),
        "family_card_no": _number(given["family_card_no"].cast("string")),
        "name": name,
        "birth_date": given["birth_date"].cast("date").strftime("%Y%m%d"),
        "sex": given["sex"].cast("string"),
        "area_code_bps": given["area_code_bps"].cast("string"),
    }
    spelled = rows.select("row_id", "received_on", **columns)
    parts = [spelled[column].fill_null("") for column in columns]
    return spelled.mutate(identity=ibis.literal("|").join(parts).hash().cast("int64"))


def _sound(name: ir.StringValue) -> ir.StringValue:
    """Letters that stand for each other in old and new spelling, or are not heard, made one."""
    return name.replace("J", "Y").replace("V", "F").replace("Z", "S").replace("H", "")


def _number(written: ir.StringValue) -> ir.StringValue:
    """A NIK or card number of 16 digits; null where it is anything else."""
    is_number = (written.length() == NUMBER_DIGITS) & written.try_cast("int64").notnull()
    return ibis.ifelse(is_number, written, ibis.null("string"))


def _unless_filler(found: ir.Table, number: str) -> ir.Value:
    fillers = found.group_by(number).having(_.count() > MOST_HOLDERS).agg()
    return ibis.ifelse(found[number].isin(fillers[number]), ibis.null("string"), found[number])
