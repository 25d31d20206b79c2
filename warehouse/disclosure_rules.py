"""How counts of persons are protected, as the contracts of their sources say it: read once, given typed.

A contract's `disclosure` has
threshold: counts below it are hidden, of persons and children and of `counts`; zeros are published;
least_for_means, least_for_quantiles: how many rows must stand behind a mean, or a median or other quantile;
counts: measures that are protected like persons, though their unit is another;
public: counts of persons that tell nothing of one, and are published as they are;
linked: measures that tell each other, so that they are hidden in the same areas;
linked_values: measures whose values of a breakdown tell each other, so that these are hidden in the same areas;
shares: a part and the rest of the same persons, linked, too; where one is zero all have the trait or none, so both go;
parts: a measure that counts some of the persons of another, hidden where that is; their rest is protected, too;
    with `whole_breakdown` the breakdown of the whole, whose value is that of the part as far as the `+`;
numerators_not_of_persons: indicators whose numerator counts households, places or money; any other numerator of records
    is taken for persons, so that a new indicator is protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from warehouse import contract

PERSONS = ("persons", "children")
SHARED = "staged_row"
LEAST = ("threshold", "least_for_means", "least_for_quantiles")
KEYS = frozenset(
    {*LEAST, "counts", "public", "linked", "linked_values", "shares", "parts", "numerators_not_of_persons"}
)


class DisclosureRuleError(ValueError):
    """A contract's `disclosure` does not say what it must; the message names the contract and the key."""


@dataclass(frozen=True)
class Part:
    """A measure that counts some of the persons that another one counts."""

    part: str
    whole: str
    whole_breakdown: str | None = None

    def whole_of(self, breakdown: str, breakdown_value: str) -> tuple[str, str]:
        """Breakdown and breakdown value of the whole, from those of the part."""
        if self.whole_breakdown is None:
            return breakdown, breakdown_value
        return self.whole_breakdown, breakdown_value.partition("+")[0]


@dataclass(frozen=True)
class DisclosureRules:
    """What all contracts together say of protection."""

    thresholds: Mapping[str, float]
    """By source; `threshold` gives that of any."""
    least_for_means: Mapping[str, int]
    least_for_quantiles: Mapping[str, int]
    """By source, all of them."""
    counts: frozenset[str]
    public: frozenset[str]
    groups: Mapping[str, str]
    """Of each linked measure one of its group that stands for all: they are hidden together."""
    linked_values: frozenset[str]
    shares: Mapping[str, str]
    """Of each part the rest, and of each rest the part."""
    parts: tuple[Part, ...]
    numerators_not_of_persons: frozenset[str]
    """Indicators, by code."""

    def threshold(self, source: str) -> float:
        """The least count that is published of a source; that of all sources where it has no contract of its own."""
        return self.thresholds.get(source, self.thresholds[SHARED])

    def group(self, measure: str) -> str:
        """What stands for the measures that are hidden together with this one; itself where it is alone."""
        return self.groups.get(measure, measure)

    def protects(self, measure: str, unit: str) -> bool:
        """Whether small counts of that measure are hidden."""
        return measure not in self.public and (unit in PERSONS or measure in self.counts)


@cache
def disclosure_rules() -> DisclosureRules:
    """The rules of all source contracts. DisclosureRuleError where one does not hold."""
    said = {name: contract.load(name).disclosure for name in contract.names("staging")}
    said = {name: rules for name, rules in said.items() if rules}
    for name, rules in said.items():
        _check(name, rules)
    pairs = [tuple(pair) for pair in _all(said, "shares")]
    return DisclosureRules(
        thresholds={name: float(rules["threshold"]) for name, rules in said.items()},
        least_for_means={name: rules["least_for_means"] for name, rules in said.items()},
        least_for_quantiles={name: rules["least_for_quantiles"] for name, rules in said.items()},
        counts=frozenset(_all(said, "counts")),
        public=frozenset(_all(said, "public")),
        groups=_groups([*_all(said, "linked"), *pairs]),
        linked_values=frozenset(_all(said, "linked_values")),
        shares={**dict(pairs), **{rest: part for part, rest in pairs}},
        parts=tuple(Part(**each) for each in _all(said, "parts")),
        numerators_not_of_persons=frozenset(_all(said, "numerators_not_of_persons")),
    )


def _all(said: Mapping[str, Mapping[str, Any]], key: str) -> list[Any]:
    return [each for _, rules in sorted(said.items()) for each in rules.get(key, ())]


def _groups(linked: Iterable[Iterable[str]]) -> dict[str, str]:
    """Groups that share a measure are one."""
    groups: dict[str, set[str]] = {}
    for measures in linked:
        group = set().union(measures, *(groups.get(measure, ()) for measure in measures))
        groups |= dict.fromkeys(group, group)
    return {measure: min(group) for measure, group in groups.items()}


def _check(name: str, rules: Mapping[str, Any]) -> None:
    unknown = sorted(set(rules) - KEYS)
    if unknown:
        raise DisclosureRuleError(f"{name}.yml: disclosure has unknown keys {unknown}")
    if not rules["threshold"] >= 2:
        raise DisclosureRuleError(f"{name}.yml: disclosure needs a threshold of at least 2")
    if any(len(pair) != 2 for pair in rules.get("shares", ())):
        raise DisclosureRuleError(f"{name}.yml: each of the disclosure's shares needs a part and its rest")
    if any(not {"part", "whole"} <= set(each) <= set(Part.__dataclass_fields__) for each in rules.get("parts", ())):
        raise DisclosureRuleError(f"{name}.yml: each of the disclosure's parts needs a part and its whole")
