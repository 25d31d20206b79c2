"""Variables are found by BPS's own words, in lists that are read once and kept."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from setara.bps_server.faults import Fault, Scenario
from setara.bps_server.figures import bundled_figures
from setara.bps_server.server import BpsServer
from sources.bps.client.errors import FirewallError
from sources.bps.client.transport import Limits, Transport
from sources.bps.search import KEPT_FOR, Variable, kept_list, matching, read_list

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def variable(number: str, title: str, subject: str = "", definition: str = "", domain: str = "5300") -> Variable:
    return Variable(domain, number, title, subject, "Persen", definition, "")


POVERTY = variable("584", "Persentase Penduduk Miskin (P0) Menurut Kabupaten/Kota", "Kemiskinan")
GAP = variable("1", "Indeks Kedalaman Kemiskinan (P1)", "Kemiskinan")
GINI = variable("98", "Gini Rasio Provinsi", "Konsumsi dan Pengeluaran", domain="0000")
NUTRITION = variable("1489", "Balita Stunting", "Kesehatan", "Status gizi balita menurut tinggi per umur")
CHILDREN = variable("7", "Anak-anak yang Pernah Disusui", "Kesehatan")
ALL = [POVERTY, GAP, GINI, NUTRITION, CHILDREN]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["miskin"], [POVERTY, GAP]),
        (["MISKIN", "penduduk"], [POVERTY]),
        (["penduduk miskin"], [POVERTY]),
        (["kemiskinn"], [GAP, POVERTY]),
        (["kabupaten"], [POVERTY]),
        (["p1"], [GAP]),
        (["p0"], [POVERTY]),
        (["gini"], [GINI]),
        (["gizi"], [NUTRITION]),
        (["rasio", "gini"], [GINI]),
        (["anak"], [CHILDREN]),
        (["anak", "miskin"], []),
        (["zzz"], []),
        ([""], []),
    ],
)
def test_all_words_are_found_in_any_order_misspelt_or_as_part(words: list[str], found: list[Variable]) -> None:
    assert matching(ALL, words) == found


def test_a_word_of_the_title_counts_more_than_one_elsewhere() -> None:
    elsewhere = variable("9", "Lain", definition="stunting")
    assert matching([elsewhere, NUTRITION], ["stunting"]) == [NUTRITION, elsewhere]


def test_two_thousand_titles_take_no_time() -> None:
    words = " ".join(f"kata{number}" for number in range(60))
    many = [variable(str(n), f"Persentase Rumah Tangga {n} Menurut Provinsi", definition=words) for n in range(2000)]
    started = time.process_time()
    assert matching([*many, POVERTY], ["persentas", "miskin"]) == [POVERTY]
    assert time.process_time() - started < 1


def test_a_list_is_kept_with_the_time_it_was_read_at(tmp_path: Path) -> None:
    assert kept_list(tmp_path, "5300") is None
    with BpsServer(bundled_figures()) as service, transport_to(service) as transport:
        read = read_list(transport, tmp_path, "5300", NOW)
    assert kept_list(tmp_path, "5300") == read
    assert "584" in [each.variable for each in read.variables]
    assert read.is_young(NOW + KEPT_FOR - timedelta(seconds=1))
    assert not read.is_young(NOW + KEPT_FOR)


def test_an_empty_list_is_not_kept_since_the_service_may_have_it_tomorrow(tmp_path: Path) -> None:
    with BpsServer(bundled_figures()) as service, transport_to(service) as transport:
        assert read_list(transport, tmp_path, "5371", NOW).variables == ()
    assert kept_list(tmp_path, "5371") is None


def test_a_list_that_fails_leaves_the_kept_one(tmp_path: Path) -> None:
    with BpsServer(bundled_figures()) as service, transport_to(service) as transport:
        read = read_list(transport, tmp_path, "5300", NOW)
        service.scenario = Scenario(faults=(Fault("waf_403", "var"),))
        with pytest.raises(FirewallError):
            read_list(transport, tmp_path, "5300", NOW + KEPT_FOR)
    assert kept_list(tmp_path, "5300") == read


def transport_to(service: BpsServer) -> Transport:
    return Transport(service.scenario.key, lambda _: None, service.base_url, Limits(between_requests_s=0))
