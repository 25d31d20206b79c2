"""Two days of asking BPS: figures come, one is revised, a release is put off, and then the service goes away."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from bps_office import GAP, HEADCOUNT, BpsOffice, known_figures, published_figures
from typer.testing import CliRunner

from setara.bps_server.faults import Fault, Scenario
from setara.bps_server.server import BpsServer
from setara.cli import app
from sources.bps.archive import Seen
from sources.bps.fetch import Fetched
from warehouse.areas_table import areas_table
from warehouse.engines.opening import open_engine, stored

pytestmark = pytest.mark.xdist_group("two_days")

MONDAY, TUESDAY, WEDNESDAY = date(2025, 7, 14), date(2025, 7, 15), date(2025, 7, 16)
IN_2024 = ("5371", "0", "124", "0")
"""Kota Kupang, no categories, 2024, the whole year."""
FIRST, REVISED = 8.24, 8.31
REVISION = Scenario(revised=((*HEADCOUNT, IN_2024, REVISED),))
P0_OF_2024 = """
    SELECT value, known_from, known_to FROM {table}
    WHERE indicator_code = 'poverty_headcount_pct' AND area_code_bps = '5371' AND period = '2024'
    ORDER BY known_from
"""


@dataclass(frozen=True)
class TwoDays:
    """What came of each time the office asked; its releases are 20250714 and 20250715."""

    office: BpsOffice
    monday: Fetched
    monday_again: Fetched
    tuesday: Fetched
    tuesday_evening: Fetched
    seen_on_monday: list[Seen]
    seen_on_tuesday: list[Seen]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoDays]:
    with BpsServer(known_figures(2021, 2024)) as service:
        office = BpsOffice(tmp_path_factory.mktemp("two_days"), service)
        monday = office.fetch(MONDAY)
        monday_again = office.fetch(MONDAY)
        seen_on_monday = office.archive.seen()
        office.release(MONDAY)

        service.scenario = REVISION

        def goes_away(_: int) -> None:
            service.scenario = replace(REVISION, faults=(Fault("server_500"),))

        tuesday = office.fetch(TUESDAY, after_each=goes_away)
        service.scenario = replace(REVISION, faults=(Fault("hang"),))
        tuesday_evening = office.fetch(TUESDAY)
        office.release(TUESDAY)
        yield TwoDays(office, monday, monday_again, tuesday, tuesday_evening, seen_on_monday, office.archive.seen())


def test_on_monday_every_variable_comes_in_as_few_answers_as_the_limit_of_years_allows(days: TwoDays) -> None:
    assert (days.monday.outcome, days.monday.got, days.monday.new_bodies) == ("fetched", 2, 4)
    assert [seen.request.split("th=")[1] for seen in days.seen_on_monday] == [
        "121%3A122&var=584",
        "121%3A122&var=990001",
        "123%3A124&var=584",
        "123&var=990001",
    ]


def test_asking_again_without_a_change_delivers_nothing(days: TwoDays) -> None:
    assert (days.monday_again.outcome, days.monday_again.new_bodies) == ("fetched", 0)


def test_on_tuesday_the_revised_body_comes_and_then_the_service_is_gone(days: TwoDays) -> None:
    assert (days.tuesday.outcome, days.tuesday.got, days.tuesday.new_bodies) == ("partly", 1, 1)
    (failure,) = days.tuesday.failures
    assert ((failure.domain, failure.variable), failure.cause) == (GAP, "server_failed")
    assert "Try later" in failure.next_step


def test_in_the_evening_nothing_comes_and_that_is_told_and_no_error(days: TwoDays) -> None:
    assert (days.tuesday_evening.outcome, days.tuesday_evening.got) == ("away", 0)
    assert [failure.cause for failure in days.tuesday_evening.failures] == ["too_slow"]


def test_what_was_not_reached_keeps_the_age_that_it_had(days: TwoDays) -> None:
    then = {seen.request: seen.checked_at for seen in days.seen_on_monday}
    now = {seen.request: seen.checked_at for seen in days.seen_on_tuesday}
    older = {request.rsplit("=")[-1] for request in now if now[request] == then[request]}
    newer = {request.rsplit("=")[-1] for request in now if now[request] > then[request]}
    assert (older, newer) == ({GAP[1]}, {HEADCOUNT[1]})
    ages = "SELECT indicator_code, received_age_days FROM meta.calendar WHERE state = 'published' AND period = '{}'"
    assert sorted(days.office.ask(ages.format(2023))) == [("poverty_gap_index", 1), ("poverty_headcount_pct", 1)]
    assert days.office.ask(ages.format(2024)) == [("poverty_headcount_pct", 0)]


def test_the_release_that_bps_put_off_is_postponed_and_not_late(days: TwoDays) -> None:
    of_march = "FROM meta.calendar WHERE period = '2025-S1' AND indicator_code = 'poverty_headcount_pct'"
    assert days.office.ask(f"SELECT state, postponed_until, n_received {of_march}") == [
        ("postponed", date(2025, 7, 25), 0)
    ]


def test_the_revision_is_a_vintage_and_ends_the_former(days: TwoDays) -> None:
    assert days.office.ask(P0_OF_2024.format(table="mart.indicator_values")) == [
        (FIRST, MONDAY, TUESDAY),
        (REVISED, TUESDAY, None),
    ]


def test_as_of_monday_gives_back_what_was_known_on_monday(days: TwoDays) -> None:
    as_of = "mart.indicator_values_as_of('{}')"
    assert days.office.ask(P0_OF_2024.format(table=as_of.format(MONDAY))) == [(FIRST, MONDAY, TUESDAY)]
    assert days.office.ask(P0_OF_2024.format(table=as_of.format(TUESDAY))) == [(REVISED, TUESDAY, None)]


def test_a_body_that_changes_but_repeats_its_figures_adds_no_vintage(days: TwoDays) -> None:
    vintages = "SELECT count(*), count(DISTINCT (indicator_code, area_code_bps, period)) FROM mart.indicator_values"
    assert days.office.ask(vintages) == [(47 + 66 + 1, 47 + 66)]


def test_diff_shows_the_one_revision_and_nothing_else(days: TwoDays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETARA_WORKSPACE", str(days.office.workspace.root))
    shown = CliRunner().invoke(app, ["diff", "20250714", "latest", "--csv"])
    (change,) = csv.DictReader(shown.stdout.splitlines())
    assert {name: change[name] for name in ("kind", "indicator_code", "area_code_bps", "period", "source_code")} == {
        "kind": "revised",
        "indicator_code": "poverty_headcount_pct",
        "area_code_bps": "5371",
        "period": "2024",
        "source_code": "bps_webapi",
    }
    assert (change["old_value"], change["new_value"]) == (str(FIRST), str(REVISED))
    assert (change["old_known_from"], change["new_known_from"]) == (str(MONDAY), str(TUESDAY))

    table = CliRunner().invoke(app, ["diff"]).stdout
    assert "20250714 → 20250715" in table
    assert "direvisi" in table
    assert "8.31" in table


@pytest.mark.parametrize(("name", "told"), [("20240101", "20250714, 20250715"), ("latest", None)])
def test_diff_with_a_release_that_is_not_there_says_which_there_are(
    days: TwoDays, monkeypatch: pytest.MonkeyPatch, name: str, told: str | None
) -> None:
    monkeypatch.setenv("SETARA_WORKSPACE", str(days.office.workspace.root))
    outcome = CliRunner().invoke(app, ["diff", name])
    assert (told in str(outcome.exception)) if told else ("No figure changed" in outcome.stdout)


def test_on_wednesday_the_old_figure_is_back_and_another_withdrawn(days: TwoDays) -> None:
    days.office.service.scenario = Scenario(revised=((*GAP, ("5301", "0", "123", "0"), None),))
    wednesday = days.office.fetch(WEDNESDAY)
    assert (wednesday.outcome, wednesday.new_bodies) == ("fetched", 2)
    _, _, judged = days.office.judged()
    assert judged.findings.num_rows == 0
    assert set(judged.row_fates["fate"].to_pylist()) == {"loaded"}

    engine = open_engine()
    figures = published_figures(engine, judged, stored(engine, "areas", areas_table(())))
    rows = engine.to_pyarrow(figures.filter(figures.known_from > MONDAY).order_by("indicator_code", "known_from"))
    told = ("indicator_code", "area_code_bps", "period", "value", "obs_status", "value_status")
    vintage = ("known_from", "known_to")
    assert [tuple(row[name] for name in (*told, *vintage)) for row in rows.to_pylist()] == [
        ("poverty_gap_index", "5301", "2023", None, "M", "withdrawn", WEDNESDAY, None),
        ("poverty_headcount_pct", "5371", "2024", REVISED, "A", "ok", TUESDAY, WEDNESDAY),
        ("poverty_headcount_pct", "5371", "2024", FIRST, "A", "ok", WEDNESDAY, None),
    ]


def test_the_key_is_in_no_file_of_the_office(days: TwoDays) -> None:
    files = [path for path in days.office.folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    key = days.office.service.scenario.key.encode()
    assert not [path for path in files if key in path.read_bytes()]
