"""Fetching: what comes is delivered whole, what does not come is told by its cause, and the key stays out of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from setara.bps_server.faults import Fault, Scenario
from setara.bps_server.figures import Catalogue, bundled_figures
from setara.bps_server.server import BpsServer
from sources.bps.archive import Archive
from sources.bps.catalog import load_catalog
from sources.bps.client.request import BASE_URL
from sources.bps.client.transport import Answer, Limits, Transport
from sources.bps.fetch import Fetched, askable, fetch, is_loopback
from sources.received.snapshots import Ledger, PlainBlobs

TODAY = date(2026, 11, 2)
LIMITS = Limits(connect_s=2, read_s=2, total_s=5, attempts=1, between_requests_s=0)
"""A busy machine answers within these; only what hangs takes longer."""
VARIABLES = [("5300", "990001"), ("5300", "990002")]


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return {place: variable for place, variable in bundled_figures().items() if place in VARIABLES}


@pytest.fixture
def service(known: Catalogue) -> Iterator[BpsServer]:
    with BpsServer(known) as running:
        yield running


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "answers", PlainBlobs(tmp_path / "bytes"), Ledger(tmp_path / "deliveries"))


def fetched(service: BpsServer, archive: Archive, *faults: Fault) -> Fetched:
    service.scenario = Scenario(faults=faults)
    entries = [load_catalog()[place] for place in VARIABLES]
    with Transport(service.scenario.key, archive.keep, service.base_url, LIMITS) as transport:
        return fetch(transport, archive, entries, TODAY, lambda _: None)


def causes(came: Fetched) -> list[tuple[str, str]]:
    return [(failure.variable, failure.cause) for failure in came.failures]


def test_all_that_is_known_comes_once(service: BpsServer, archive: Archive) -> None:
    first, again = fetched(service, archive), fetched(service, archive)
    assert (first.outcome, first.variables, first.got) == ("fetched", 2, 2)
    assert first.new_bodies == len(archive.ledger.deliveries()) == len(archive.seen())
    assert (again.outcome, again.got, again.new_bodies) == ("fetched", 2, 0)


def test_a_variable_whose_figures_are_not_there_is_told_and_the_next_one_comes(
    service: BpsServer, archive: Archive
) -> None:
    came = fetched(service, archive, Fault("list_not_available", "th", times=1))
    assert (came.outcome, came.got, causes(came)) == ("partly", 1, [("990001", "no_data")])


def test_a_cut_answer_costs_its_variable_and_no_other(service: BpsServer, archive: Archive) -> None:
    came = fetched(service, archive, Fault("truncated_json", "data", times=1))
    assert (came.outcome, came.got, causes(came)) == ("partly", 1, [("990001", "cut_off")])


def test_nothing_of_a_variable_is_delivered_when_a_later_request_of_it_fails(
    known: Catalogue, service: BpsServer, archive: Archive
) -> None:
    requests = len(known["5300", "990001"].years) // 2
    assert requests > 1

    def cut_at_second(answer: Answer) -> None:
        archive.keep(answer)
        if sum("model=data" in request for request in service.requests) == 1:
            service.scenario = Scenario(faults=(Fault("truncated_json", "data", times=1),))

    with Transport(service.scenario.key, cut_at_second, service.base_url, LIMITS) as transport:
        came = fetch(transport, archive, [load_catalog()["5300", "990001"]], TODAY, lambda _: None)
    assert causes(came) == [("990001", "cut_off")]
    assert sum("model=data" in request for request in service.requests) == 2
    assert (archive.ledger.deliveries(), archive.seen()) == ([], [])


@pytest.mark.parametrize(
    ("fault", "outcome", "cause"),
    [
        ("bad_key", "refused", "key_refused"),
        ("waf_403", "away", "firewall"),
        ("hang", "away", "too_slow"),
        ("server_500", "away", "server_failed"),
        ("connection_cut", "away", "no_connection"),
    ],
)
def test_what_every_variable_would_meet_ends_the_asking(
    service: BpsServer, archive: Archive, fault: str, outcome: str, cause: str
) -> None:
    came = fetched(service, archive, Fault(fault))
    assert (came.outcome, came.got, causes(came)) == (outcome, 0, [("990001", cause)])
    assert len(service.requests) == 1
    assert archive.ledger.deliveries() == []


def test_a_service_that_goes_away_in_between_leaves_what_came(service: BpsServer, archive: Archive) -> None:
    fetched(service, archive)
    checked = archive.seen()
    came = fetched(service, archive, Fault("server_500"))
    assert (came.outcome, archive.seen()) == ("away", checked)


@pytest.mark.parametrize("fault", ["bad_key", "waf_403", "server_500"])
def test_the_key_is_nowhere_whatever_happens(service: BpsServer, archive: Archive, tmp_path: Path, fault: str) -> None:
    came = (fetched(service, archive), fetched(service, archive, Fault(fault, "data")))
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 10
    key = service.scenario.key
    assert key not in repr(came)
    assert not any(key.encode() in content for content in written)


def test_figures_that_return_are_delivered_again_and_figures_that_stay_are_not(
    service: BpsServer, archive: Archive
) -> None:
    fetched(service, archive)
    n_before = len(archive.ledger.deliveries())
    ids = ("5371", "0", "123", "0")
    for value in (9.99, 9.99, None):
        revised = (("5300", "990001", ids, value),) if value else ()
        service.scenario = Scenario(revised=revised)
        with Transport(service.scenario.key, archive.keep, service.base_url, LIMITS) as transport:
            fetch(transport, archive, [load_catalog()[VARIABLES[0]]], TODAY, lambda _: None)
    deliveries = archive.ledger.deliveries()
    assert len(deliveries) == n_before + 2
    (twice,) = [delivery for delivery in deliveries if delivery.delivery_no == 2]
    first = next(each for each in deliveries if each.receipt == (twice.file_sha256, 1))
    assert (first.declared["request"], first.declared["fetched_at"] < twice.declared["fetched_at"]) == (
        twice.declared["request"],
        True,
    )


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("http://127.0.0.1:8080/v1/api/", True),
        ("http://[::1]:8080/", True),
        ("http://localhost/", True),
        (BASE_URL, False),
        ("http://127.0.0.1.example.org/", False),
        ("", False),
    ],
)
def test_ids_that_setara_gave_are_asked_only_of_a_service_on_this_machine(url: str, is_ours: bool) -> None:
    assert is_loopback(url) == is_ours
    asked = {entry.variable_id_by for entry in askable(load_catalog(), url)}
    assert asked == ({"bps", "setara"} if is_ours else {"bps"})


def test_figures_of_other_producers_are_never_asked_of_bps() -> None:
    producers = {entry.producer for entry in load_catalog().values()}
    assert producers == {"bps", "dukcapil", "big"}
    assert {entry.producer for entry in askable(load_catalog(), "http://127.0.0.1/")} == {"bps"}
