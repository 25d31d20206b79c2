"""`setara bps search`, `add` and `wanted`, as a person at the keyboard meets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from setara.bps_access import NoKeyError
from setara.bps_server.faults import Fault
from setara.bps_server.figures import collected
from setara.bps_server.server import BpsServer
from setara.cli import app
from setara.commands.bps import AskingFailedError
from setara.workspace import Workspace
from sources.bps.client.errors import FirewallError
from sources.bps.search import KEPT_FOR

POVERTY = {
    "var": [{"val": 584, "label": "Persentase Penduduk Miskin (P0)", "unit": "Persen", "subj": "Kemiskinan"}],
    "vervar": [{"val": 5371, "label": "Kota Kupang"}],
    "turvar": [{"val": "0", "label": "Tidak ada"}],
    "tahun": [{"val": 124, "label": "2024"}],
    "turtahun": [{"val": 0, "label": "Tahun"}],
    "datacontent": {"537158401240": 8.24},
}
GAP = {
    **POVERTY,
    "var": [{"val": 700, "label": "[revisi] Indeks Kedalaman Kemiskinan", "unit": "Indeks"}],
    "datacontent": {"537170001240": 1.5},
}


DOMAINS = ("--domain", "5300", "--domain", "5371", "--domain", "5303")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BpsServer]:
    """A service that has variables of 5300 and 5371, and a workspace whose settings name it."""
    monkeypatch.setenv("SETARA_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("SETARA_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("SETARA_NOW", "2026-11-01T08:00:00+08:00")
    with BpsServer(collected([("5300", POVERTY), ("5300", GAP), ("5371", POVERTY)])) as running:
        monkeypatch.setenv("BPS_API_URL", running.base_url)
        monkeypatch.setenv("BPS_API_KEY", running.scenario.key)
        assert run("init").exit_code == 0
        yield running


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def search(*words: str) -> Result:
    return run("bps", "search", *words, *DOMAINS)


def test_variables_of_all_domains_are_found_and_known_ones_named(service: BpsServer) -> None:
    found = search("kemiskinn")
    assert found.exit_code == 0
    rows = [[part.strip() for part in line.split("│")[1:-1]] for line in found.stdout.splitlines() if "│" in line]
    assert rows == [
        ["5300", "700", "[revisi] Indeks Kedalaman Kemiskinan", "Indeks", ""],
        ["5300", "584", "Persentase Penduduk Miskin (P0)", "Persen", "poverty_headcount_pct"],
        ["5371", "584", "Persentase Penduduk Miskin (P0)", "Persen", ""],
    ]
    assert "3 dari | of 3" in found.stdout
    assert "setara bps add" in found.stdout


def test_lists_are_read_once_and_said_to_be_as_old_as_they_are(
    service: BpsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    search("miskin")
    n_requests = len(service.requests)
    monkeypatch.setenv("SETARA_NOW", "2026-11-13T09:00:00+08:00")
    later = search("miskin", "--limit", "1")
    assert [request for request in service.requests[n_requests:] if "5303" not in request] == []
    assert "1 dari | of 3" in later.stdout
    assert "5300: 2 variabel | variables, dibaca 12 hari lalu" in later.stdout


def test_a_domain_that_cannot_be_read_says_why_and_the_others_are_shown(service: BpsServer) -> None:
    search("miskin", "--domain", "5300")
    service.scenario = replace(service.scenario, faults=(Fault("waf_403", "var"),))
    n_requests = len(service.requests)
    kept_of_5300 = run("bps", "search", "miskin", "--domain", "5303", "--domain", "0000", "--domain", "5300")
    assert kept_of_5300.exit_code == 1
    assert "5303: firewall" in kept_of_5300.stdout
    assert "Wait a day" in kept_of_5300.stdout
    assert "Could not be read: 5303, 0000" in kept_of_5300.stdout
    assert "poverty_headcount_pct" in kept_of_5300.stdout
    assert len(service.requests) == n_requests + 1, "what one domain meets, others meet"


def test_an_old_list_is_better_than_none(service: BpsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    search("miskin")
    monkeypatch.setenv("SETARA_NOW", "2027-01-01T08:00:00+08:00")
    service.scenario = replace(service.scenario, faults=(Fault("bad_key"),))
    old = search("miskin")
    assert old.exit_code == 1
    assert "key_refused" in old.stdout
    assert service.scenario.key not in old.stdout
    assert "dibaca 61 hari lalu" in old.stdout
    assert KEPT_FOR.days < 61


def test_without_a_key_it_says_where_to_get_one(service: BpsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BPS_API_KEY")
    refused = search("miskin")
    assert isinstance(refused.exception, NoKeyError)
    assert "webapi.bps.go.id" in str(refused.exception)


def test_words_that_nothing_has_ask_for_others(service: BpsServer) -> None:
    assert "Try other words" in search("zzzz").stdout


def test_a_draft_is_shown_and_kept_in_the_outbox(service: BpsServer, tmp_path: Path) -> None:
    drafted = run("bps", "add", "5300", "700")
    assert drafted.exit_code == 0, drafted.exception
    path = tmp_path / "workspace" / "outbox" / "bps_drafts" / "5300_700.yml"
    text = path.read_text(encoding="utf-8")
    assert text in drafted.stdout
    assert yaml.safe_load(text)["entries"][0]["vervar"] == "ntt_kabkota"
    assert "Kota Kupang / Tidak ada / 2024: 1.5" in text


def test_a_variable_of_the_catalog_is_not_drafted_again(service: BpsServer) -> None:
    assert "poverty_headcount_pct" in run("bps", "add", "5300", "584").stdout
    assert service.requests == []


def test_a_number_that_the_list_does_not_have_says_how_to_find_it(service: BpsServer) -> None:
    refused = run("bps", "add", "5300", "12")
    assert isinstance(refused.exception, AskingFailedError)
    assert "setara bps search" in str(refused.exception)


def test_a_draft_that_bps_does_not_answer_says_what_to_do(service: BpsServer, tmp_path: Path) -> None:
    search("miskin")
    service.scenario = replace(service.scenario, faults=(Fault("waf_403", "th"),))
    refused = run("bps", "add", "5300", "700")
    assert isinstance(refused.exception, AskingFailedError)
    assert FirewallError.next_step in str(refused.exception)
    assert not (tmp_path / "workspace" / "outbox" / "bps_drafts").exists()


@pytest.fixture
def sikka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace of two other regencies."""
    monkeypatch.setenv("SETARA_WORKSPACE", str(tmp_path / "sikka"))
    Workspace(tmp_path / "sikka").create("Sikka", ("5310", "5311"))


@pytest.mark.usefixtures("sikka")
def test_what_is_still_to_be_found_is_listed_with_its_words_for_the_workspace() -> None:
    """Whatever the workspace, the domains were those of Kupang."""
    listed = run("bps", "wanted")
    assert listed.exit_code == 0
    assert "indeks kedalaman kemiskinan" in listed.stdout
    domains = {part for line in listed.stdout.splitlines() if "│" in line for part in line.split("│")[1].split()}
    assert domains == {"0000", "5300", "5310", "5311"}


@pytest.mark.usefixtures("service", "sikka")
def test_a_search_is_of_the_workspace() -> None:
    found = run("bps", "search", "kemiskinn")
    read = [line.split()[0] for line in found.stdout.splitlines() if "dibaca 0 hari lalu" in line]
    assert read == ["0000:", "5300:", "5310:", "5311:"]
