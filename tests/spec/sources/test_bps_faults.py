"""Every fault of the service at every kind of request: how often is asked, how long it lasts, what comes of it.

A fault that passes costs a retry; one that stays ends in an error of its cause. Nothing half is handed on, and the key
is in no word, whatever goes wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from setara.bps_server.faults import ALWAYS, NAMES, Fault, Scenario
from setara.bps_server.figures import Catalogue, bundled_figures
from setara.bps_server.server import BpsServer
from setara.bps_server.tables import AREA, STATIC_TABLES, TABLE_ID, YEARS
from sources.bps.answers import AnswerError
from sources.bps.client.data import figures
from sources.bps.client.lists import domains, listed
from sources.bps.client.tables import simdasi_table, static_table, static_tables
from sources.bps.client.transport import Answer, Limits, Transport

LIMITS = Limits(connect_s=1, read_s=0.4, total_s=0.6, attempts=3, between_requests_s=0, longest_wait_s=0.02)
LONGEST_S = LIMITS.attempts * (LIMITS.total_s + LIMITS.read_s + 0.5)

ENDPOINTS: dict[str, tuple[str, Callable[[Transport], int]]] = {
    "figures": ("data", lambda t: len(figures(t, "5300", "584", [110, 111]).answers)),
    "variables": ("var", lambda t: len(listed(t, "var", "5300"))),
    "areas": ("vervar", lambda t: len(listed(t, "vervar", "5300", var="584"))),
    "years": ("th", lambda t: len(listed(t, "th", "5300", var="584"))),
    "subjects": ("subject", lambda t: len(listed(t, "subject", "5300"))),
    "units": ("unit", lambda t: len(listed(t, "unit", "5300"))),
    "domains": ("domain", lambda t: len(domains(t))),
    "static tables": ("statictable", lambda t: len(static_tables(t, "5300"))),
    "a static table": ("statictable", lambda t: len([static_table(t, "5300", "1")])),
    "a SIMDASI table": ("interoperabilitas", lambda t: len([simdasi_table(t, AREA, YEARS[0], TABLE_ID)])),
}
WHOLE: dict[str, Callable[[Catalogue], int]] = {
    "figures": lambda known: 1,
    "variables": len,
    "areas": lambda known: len(known["5300", "584"].labels["vervar"]),
    "years": lambda known: len(known["5300", "584"].years),
    "subjects": lambda known: len({variable.subject for variable in known.values()}),
    "units": lambda known: len({variable.entry["unit"] for variable in known.values()}),
    "domains": lambda known: 22 + len(("country", "province")),
    "static tables": lambda known: len(STATIC_TABLES),
    "a static table": lambda known: 1,
    "a SIMDASI table": lambda known: 1,
}
TRANSIENT = {
    "hang": "too_slow",
    "slow_drip": "too_slow",
    "truncated_json": "cut_off",
    "wrong_content_type": "strange_type",
    "server_500": "server_failed",
    "connection_cut": "no_connection",
}
STAYING = ("figures", "variables")
FINAL = {"bad_key": "key_refused", "waf_403": "firewall"}


@dataclass
class Outcome:
    """What came of asking."""

    n: int | None = None
    cause: str = ""
    words: str = ""
    seconds: float = 0.0
    requests: list[str] = field(default_factory=list)
    kept: list[Answer] = field(default_factory=list)


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return bundled_figures()


def asked(known: Catalogue, endpoint: str, *faults: Fault) -> Outcome:
    outcome = Outcome()
    with BpsServer(known, Scenario(faults=faults, drip_s=0.02)) as service:
        with Transport(service.scenario.key, outcome.kept.append, service.base_url, LIMITS) as transport:
            started = time.monotonic()
            try:
                outcome.n = ENDPOINTS[endpoint][1](transport)
            except AnswerError as error:
                outcome.cause, outcome.words = error.cause, f"{error} {error.next_step} {error.detail!r}"
                cause: BaseException | None = error
                while cause is not None:
                    outcome.words += repr(cause)
                    cause = cause.__cause__
            outcome.seconds = time.monotonic() - started
        outcome.requests = service.requests
        assert service.scenario.key not in outcome.words
        assert not any(service.scenario.key.encode() in answer.content for answer in outcome.kept)
    return outcome


@pytest.fixture(scope="module")
def calm(known: Catalogue) -> dict[str, int]:
    """How many requests each endpoint takes without a fault."""
    return {endpoint: len(asked(known, endpoint).requests) for endpoint in ENDPOINTS}


@pytest.fixture(scope="module")
def met(known: Catalogue) -> Iterator[dict[tuple[str, str, int], Future[Outcome]]]:
    """What comes of each transient fault at each endpoint, and how often it is met.

    Nearly all of the time is waiting for a service that hangs or drips, so that four wait at once.
    """
    passing = [(endpoint, fault, 1) for fault in TRANSIENT for endpoint in ENDPOINTS]
    staying = [(endpoint, fault, ALWAYS) for fault in TRANSIENT for endpoint in STAYING]
    with ThreadPoolExecutor(4) as pool:
        yield {
            (endpoint, fault, times): pool.submit(asked, known, endpoint, Fault(fault, ENDPOINTS[endpoint][0], times))
            for endpoint, fault, times in (*passing, *staying)
        }


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_without_a_fault_the_list_is_whole(known: Catalogue, endpoint: str) -> None:
    assert asked(known, endpoint).n == WHOLE[endpoint](known)


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("fault", TRANSIENT)
def test_a_fault_that_passes_costs_one_more_request(
    known: Catalogue, calm: dict[str, int], met: dict, endpoint: str, fault: str
) -> None:
    outcome = met[endpoint, fault, 1].result()
    assert outcome.n == WHOLE[endpoint](known)
    assert len(outcome.requests) == calm[endpoint] + 1
    assert max(answer.attempts for answer in outcome.kept) == 2


@pytest.mark.parametrize("endpoint", STAYING)
@pytest.mark.parametrize("fault", TRANSIENT)
def test_a_fault_that_stays_ends_in_its_cause_and_in_time(met: dict, endpoint: str, fault: str) -> None:
    outcome = met[endpoint, fault, ALWAYS].result()
    assert (outcome.n, outcome.cause) == (None, TRANSIENT[fault])
    assert len(outcome.requests) == LIMITS.attempts
    assert outcome.kept == []
    assert outcome.seconds < LONGEST_S


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("fault", FINAL)
def test_what_is_final_is_asked_once(known: Catalogue, endpoint: str, fault: str) -> None:
    outcome = asked(known, endpoint, Fault(fault, ENDPOINTS[endpoint][0]))
    assert (outcome.n, outcome.cause, len(outcome.requests)) == (None, FINAL[fault], 1)


def test_figures_that_are_too_many_come_year_by_year_and_then_area_by_area(known: Catalogue) -> None:
    by_year = asked(known, "figures", Fault("null_too_large", "data", times=1))
    assert by_year.n == 2
    by_area = asked(known, "figures", Fault("null_too_large", "data", times=ALWAYS))
    assert by_area.n == 2 * 22
    assert sum("vervar=" in request for request in by_area.requests) == 2 * 22


def test_pages_that_do_not_make_a_whole_give_nothing(known: Catalogue) -> None:
    outcome = asked(known, "variables", Fault("duplicate_page", "var"))
    assert (outcome.n, outcome.cause) == (None, "pages")
    passing = asked(known, "variables", Fault("duplicate_page", "var", times=2))
    assert passing.n == WHOLE["variables"](known)


def test_a_list_that_is_not_available_is_empty_and_figures_say_which_request_had_none(known: Catalogue) -> None:
    assert asked(known, "variables", Fault("list_not_available", "var")).n == 0
    scenario = Scenario(faults=(Fault("list_not_available", "data"),))
    with (
        BpsServer(known, scenario) as service,
        Transport(scenario.key, lambda _: None, service.base_url, LIMITS) as transport,
    ):
        found = figures(transport, "5300", "584", [110])
    assert (found.answers, [str(request) for request in found.without_data]) == (
        (),
        ["list?domain=5300&lang=ind&model=data&th=110&var=584"],
    )


def test_every_fault_of_the_service_is_in_this_matrix() -> None:
    others = {"null_too_large", "duplicate_page", "list_not_available"}
    assert set(NAMES) == set(TRANSIENT) | set(FINAL) | others
