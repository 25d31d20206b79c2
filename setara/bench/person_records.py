"""Labelled person records for benchmarks of linkage, made by DuckDB: invented people, written down more than once.

A row is a record on some list; `person_no` says whose it is, and nothing that links may look at it. 15 % of the records
repeat a person who is on a list already, with the errors of real lists: a NIK mistyped, cut by a spreadsheet to 15
digits, of another member of the family or left out; names mistyped, shortened or in another order; birth dates with day
and month swapped, mistyped or known by the year only; people who moved or have a new family card. Families share a
card, a village and mostly a family name; there are twins, some with names that sound alike. NIKs begin with 99, which
no province has. All draws are hashes of numbers and the seed: the same rows with any number of threads.
"""

from __future__ import annotations

import random

import duckdb

SEED = 20260
DUPLICATE_SHARE = 0.15
PERSONS_OF_A_VILLAGE = 2500
FAMILY_SIZE = 4
FAMILIES_WITH_TWINS = 0.04
"""Twins are 1.1 % of births: 2.2 % of persons, half of them with their twin on the same card."""
GIVEN_NAMES, FAMILY_NAMES = 2500, 900
ONSETS = ("b", "d", "g", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "y", "h", "f")
VOWELS = ("a", "e", "i", "o", "u")
CODAS = ("", "", "", "n", "r", "s", "t")

_MACROS = (
    "CREATE OR REPLACE TEMP MACRO drawn(number, what) AS (hash(number, what, {seed}) >> 11) / 9007199254740992.0",
    "CREATE OR REPLACE TEMP MACRO below(n, number, what) AS CAST(floor(n * drawn(number, what)) AS BIGINT)",
    """CREATE OR REPLACE TEMP MACRO word(words, number, what) AS
      words[1 + CAST(floor(len(words) * drawn(number, what) ** 2) AS INT)]""",
    """CREATE OR REPLACE TEMP MACRO mistyped_number(digits, place) AS
      left(digits, place) || (CAST(digits[place + 1] AS INT) + 1) % 10 || substr(digits, place + 2)""",
    """CREATE OR REPLACE TEMP MACRO swapped(text, place) AS
      left(text, place) || text[place + 2] || text[place + 1] || substr(text, place + 3)""",
)
_FAMILIES = """
CREATE OR REPLACE TEMP TABLE families AS
SELECT
  family_no,
  below({villages}, family_no, 1) AS village_no,
  word({family_names}, family_no, 2) AS family_name,
  drawn(family_no, 3) < {families_with_twins} AS has_twins,
FROM range({families}) numbers(family_no)
"""
_BORN = """
CREATE OR REPLACE TEMP TABLE born AS
SELECT
  person_no,
  family_no,
  village_no,
  family_name,
  has_twins AND person_no % {family_size} = {family_size} - 1 AS is_second_twin,
  person_no - CAST(is_second_twin AS INT) AS birth_no,
  drawn(birth_no, 5) < 0.5 AS is_woman,
  CASE
    WHEN drawn(birth_no, 6) < 0.02 THEN make_date(1945 + below(75, birth_no, 7), 1, 1)
    ELSE DATE '1945-01-01' + CAST(below(27300, birth_no, 7) AS INT)
  END AS birth_date,
  word({given_names}, birth_no, 8) AS name_of_birth,
  CASE
    WHEN is_second_twin AND drawn(family_no, 9) < 0.3
    THEN left(name_of_birth, -1) || CASE WHEN name_of_birth[-1] = 'a' THEN 'i' ELSE 'a' END
    ELSE word({given_names}, person_no, 8)
  END AS given_name,
  CASE WHEN drawn(person_no, 11) < 0.5 THEN word({given_names}, person_no, 12) END AS second_name,
FROM range({persons}) numbers(person_no)
JOIN families ON family_no = person_no // {family_size}
"""
_PERSONS = """
CREATE OR REPLACE TEMP TABLE persons AS
SELECT
  person_no,
  family_no,
  village_no,
  CASE WHEN drawn(birth_no, 20) < 0.1 THEN below({villages}, birth_no, 21) ELSE village_no END // 10 AS registered_at,
  printf('99%02d%02d', registered_at // 90 + 1, registered_at % 90 + 1)
    || printf('%02d', day(birth_date) + 40 * CAST(is_woman AS INT)) || strftime(birth_date, '%m%y') AS number_begins,
  number_begins || printf('%04d', row_number() OVER (PARTITION BY number_begins ORDER BY person_no)) AS nik,
  printf('99%014d', family_no * 7919) AS family_card_no,
  concat_ws(' ', given_name, second_name, CASE WHEN drawn(person_no, 22) < 0.9 THEN family_name END) AS person_name,
  birth_date,
  CASE WHEN is_woman THEN 'F' ELSE 'M' END AS sex,
FROM born
"""
_RECORDS = """
CREATE OR REPLACE TABLE {table} AS
WITH written AS (
  SELECT range AS record_no, range AS person_no, false AS is_again FROM range({persons})
  UNION ALL
  SELECT range, below({persons}, range, 30), true FROM range({persons}, {records})
),
told AS (
  SELECT
    record_no,
    persons.*,
    is_again,
    drawn(record_no, 31) + CASE WHEN is_again THEN 0 ELSE 1 END AS nik_draw,
    drawn(record_no, 32) + CASE WHEN is_again THEN 0 ELSE 1 END AS name_draw,
    drawn(record_no, 33) + CASE WHEN is_again THEN 0 ELSE 1 END AS date_draw,
    drawn(record_no, 34) + CASE WHEN is_again THEN 0 ELSE 1 END AS home_draw,
    drawn(record_no, 35) + CASE WHEN is_again THEN 0 ELSE 1 END AS card_draw,
    string_split(person_name, ' ') AS words,
    below(15, record_no, 36) AS nik_at,
    1 + below(len(person_name) - 2, record_no, 37) AS name_at,
  FROM written
  JOIN (
    SELECT *, lead(nik, 1, nik) OVER (PARTITION BY family_no ORDER BY person_no) AS nik_of_relative FROM persons
  ) persons USING (person_no)
)
SELECT
  record_no,
  person_no,
  family_no,
  CASE
    WHEN nik_draw < 0.42 THEN nik
    WHEN nik_draw < 0.56 THEN mistyped_number(nik, nik_at)
    WHEN nik_draw < 0.68 THEN swapped(nik, nik_at - CAST(nik_at = 14 AS INT))
    WHEN nik_draw < 0.80 THEN left(nik, 15) || '0'
    WHEN nik_draw < 0.84 THEN nik_of_relative
    WHEN nik_draw < 0.87 THEN left(nik, 12) || printf('%04d', 1 + below(60, record_no, 38))
    WHEN nik_draw < 1 OR drawn(record_no, 40) < 0.02 THEN NULL
    ELSE nik
  END AS nik,
  CASE
    WHEN name_draw < 0.52 THEN person_name
    WHEN name_draw < 0.66 THEN left(person_name, name_at) || 'e' || substr(person_name, name_at + 2)
    WHEN name_draw < 0.72 THEN left(person_name, name_at) || substr(person_name, name_at + 2)
    WHEN name_draw < 0.77 THEN swapped(person_name, name_at)
    WHEN name_draw < 0.84 THEN concat_ws(' ', words[1], words[2][1], words[3])
    WHEN name_draw < 0.90 AND len(words) > 2 THEN concat_ws(' ', words[1], words[3])
    WHEN name_draw < 0.94 THEN array_to_string(list_reverse(words), ' ')
    WHEN name_draw < 0.98 THEN replace(replace(person_name, 'y', 'j'), 'f', 'v')
    WHEN name_draw < 1 THEN words[1]
    ELSE person_name
  END AS person_name,
  CASE
    WHEN date_draw < 0.85 THEN birth_date
    WHEN date_draw < 0.89 AND day(birth_date) < 13 THEN make_date(year(birth_date), day(birth_date), month(birth_date))
    WHEN date_draw < 0.92 THEN birth_date + INTERVAL 1 YEAR
    WHEN date_draw < 0.95 THEN birth_date + CASE WHEN day(birth_date) < 19 THEN 10 ELSE -10 END * INTERVAL 1 DAY
    WHEN date_draw < 0.97 THEN make_date(year(birth_date), 1, 1)
    WHEN date_draw < 1 OR drawn(record_no, 41) < 0.02 THEN NULL
    ELSE birth_date
  END::DATE AS birth_date,
  sex,
  CASE
    WHEN home_draw < 0.90 THEN village_no
    WHEN home_draw < 0.95 THEN village_no // 10 * 10 + below(10, record_no, 42)
    WHEN home_draw < 1 THEN below({villages}, record_no, 43)
    ELSE village_no
  END AS lives_at,
  printf('99%02d%03d%03d', lives_at // 900 + 1, lives_at // 10 % 90 + 1, lives_at % 10 + 1) AS area_code_bps,
  CASE
    WHEN card_draw < 0.72 THEN family_card_no
    WHEN card_draw < 0.80 THEN mistyped_number(family_card_no, nik_at)
    WHEN card_draw < 0.90 THEN printf('99%014d', ({families} + record_no) * 7919)
    WHEN card_draw < 1 OR drawn(record_no, 44) < 0.05 THEN NULL
    ELSE family_card_no
  END AS family_card_no,
FROM told
"""


def write_person_records(connection: duckdb.DuckDBPyConnection, table: str, records: int, seed: int = SEED) -> None:
    """Makes `table`: record_no, person_no, family_no, nik, person_name, birth_date, sex, area_code_bps, family_card_no.

    `records` rows, DUPLICATE_SHARE of them written again; NIK, birth date and card may be null.
    """
    persons = records - round(records * DUPLICATE_SHARE)
    words = random.Random(seed)
    values = {
        "table": table,
        "seed": seed,
        "records": records,
        "persons": persons,
        "families": -(-persons // FAMILY_SIZE),
        "family_size": FAMILY_SIZE,
        "families_with_twins": FAMILIES_WITH_TWINS,
        "villages": max(10, persons // PERSONS_OF_A_VILLAGE),
        "given_names": _names(words, GIVEN_NAMES, (2, 3)),
        "family_names": _names(words, FAMILY_NAMES, (2, 3)),
    }
    for statement in (*_MACROS, _FAMILIES, _BORN, _PERSONS, _RECORDS):
        connection.execute(statement.format(**values))
    for made in ("families", "born", "persons"):
        connection.execute(f"DROP TABLE {made}")


def _names(words: random.Random, count: int, syllables: tuple[int, ...]) -> list[str]:
    """So many different invented names, as an SQL list is written."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(_syllable(words) for _ in range(words.choice(syllables)))] = None
    return list(found)


def _syllable(words: random.Random) -> str:
    return words.choice(ONSETS) + words.choice(VOWELS) + words.choice(CODAS)
