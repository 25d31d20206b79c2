"""Whom the vault knows: the numbers and names that nothing outside it may show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from vault.tokens import NUMBER
from warehouse import contract

LEAST_CHARS = 8
"""Shorter names are also words of other things, as are places of birth and addresses."""
MOST_WORDS = 6
_WORDS = re.compile(r"\w+")


def secrets_of(people: Mapping[str, pa.Table], things: Iterable[str] = ()) -> set[str]:
    """Numbers (NIK, family card) and names of two words or more in these tables, which are given by contract.

    `things` are names of schools, villages, offices and the like, which are public: who has the name of a saint that a
    school is called by (`SD Santa Maria Goreti`) is not shown by the school.
    """
    public = {name for thing in things for name in _names_within(thing)}
    secrets = (secret for name, table in people.items() for secret in _secrets(name, table))
    return {secret for secret in secrets if NUMBER.fullmatch(secret) or _plain(_WORDS.findall(secret)) not in public}


def _secrets(name: str, table: pa.Table) -> Iterator[str]:
    for column in contract.load(name).columns:
        if column.personal and column.type == "text" and column.name in table.column_names:
            is_name = column.name.endswith("_name")
            for text in table[column.name].unique().drop_null().to_pylist():
                if NUMBER.fullmatch(text) or (is_name and len(text) >= LEAST_CHARS and " " in text.strip()):
                    yield text


def _names_within(thing: str) -> Iterator[str]:
    """Words that stand together in a longer name. The whole of it is none: a person may stand in its place."""
    words = _WORDS.findall(thing)
    for length in range(2, min(MOST_WORDS, len(words) - 1) + 1):
        for start in range(len(words) - length + 1):
            yield _plain(words[start : start + length])


def _plain(words: Iterable[str]) -> str:
    return " ".join(words).casefold()
