"""Families from persons: who has which family card now, mistyped cards put right where other records tell.

Ibis expressions; they run inside the vault. A household is more than a card and is not made here: lists say who is on a
card, not who eats together.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _


def families(records: ir.Table) -> ir.Table:
    """One row per person that is on any card: person_token, family_card_no.

    `records` has person_token, family_card_no (16 digits or null), received_on and row_id. The card of a person's last
    record counts (ties: the last row_id), because people marry and move; but a card that nobody else has gives way to
    another of the same person that is one digit away and that others have: then it was mistyped.
    """
    stated = records.filter(_.family_card_no.notnull())
    seen = stated.mutate(seen=_.received_on.cast("string") + " " + _.row_id)
    cards = seen.group_by("person_token", "family_card_no").agg(seen=_.seen.max())
    holders = cards.group_by("family_card_no").agg(holders=_.count())
    held = cards.inner_join(holders, "family_card_no").select("person_token", "family_card_no", "seen", "holders")
    place = ibis.row_number().over(ibis.window(group_by="person_token", order_by=_.seen.desc()))
    latest = held.mutate(place=place).filter(_.place == 0).drop("place")
    right = _right_cards(latest, held)
    found = latest.left_join(right, "person_token")
    return found.select("person_token", family_card_no=found.right_card.coalesce(found.family_card_no))


def families_on_record(records: ir.Table) -> ir.Table:
    """row_id, family_card_no of `records` (as for `families`) whose own card is missing, or mistyped: nobody else has
    it and it is one digit from that of the person's family. All others are of the family on their card, for people
    marry and move."""
    known = families(records).rename(right_card="family_card_no")
    cards = records.group_by(card="family_card_no").agg(holders=_.person_token.nunique())
    each = records.inner_join(known, "person_token").left_join(cards, [("family_card_no", "card")])
    is_typo = (each.holders == 1) & (each.family_card_no.levenshtein(each.right_card) == 1)
    wanted = each.filter(each.family_card_no.isnull() | is_typo)
    return wanted.select("row_id", family_card_no=wanted.right_card)


def _right_cards(latest: ir.Table, held: ir.Table) -> ir.Table:
    """person_token and right_card of those whose latest card was mistyped."""
    other = held.select("person_token", other_card="family_card_no", other_holders="holders")
    pairs = latest.filter(_.holders == 1).inner_join(other, "person_token")
    is_typo = (pairs.family_card_no.levenshtein(pairs.other_card) == 1) & (pairs.other_holders > 1)
    return pairs.filter(is_typo).group_by("person_token").agg(right_card=_.other_card.min())
