"""A draft is a piece of the catalog that a person completes."""

from __future__ import annotations

from functools import cache

import pytest
import yaml
from bps_bodies import body

from setara.bps_server.figures import collected
from setara.bps_server.server import BpsServer
from sources.bps.catalog import CATALOG, Catalog, CatalogError, load_systems, parse_catalog
from sources.bps.client.transport import Limits, Transport
from sources.bps.draft import Draft, draft
from sources.bps.search import Variable
from warehouse.yaml_files import read_yaml

POVERTY = body({"5371584012301": 9, "537158401230": 8.61, "537158401240": 8.24})
DISASTERS = body(
    {"118045119" + "0": 12, "218045119" + "0": 34},
    var=[{"val": 1804, "label": "Korban: jiwa", "unit": "Orang", "note": "<p>Sumber: BNPB</p>", "def": "a: b"}],
    vervar=[{"val": 1, "label": "Meninggal"}, {"val": 2, "label": "Terluka & hilang"}],
    turvar=[{"val": "5", "label": "Jumlah"}],
    tahun=[{"val": 119, "label": "2019"}],
)


@cache
def drafted(variable: str) -> Draft:
    listed = Variable("5300", variable, "Judul: [Metode Baru]", "Subjek", "Persen", "# bukan komentar", "catatan")
    with (
        BpsServer(collected(("5300", each) for each in (POVERTY, DISASTERS))) as service,
        Transport(service.scenario.key, lambda _: None, service.base_url, Limits(between_requests_s=0)) as transport,
    ):
        return draft(transport, listed)


def completed(text: str) -> Catalog:
    """What parse_catalog makes of a draft whose marks were replaced, beside the systems of the catalog."""
    piece = yaml.safe_load(text)
    whole = read_yaml(CATALOG)
    systems = {name: {**whole[name], **piece.get(name, {})} for name in ("vervar_systems", "turvar_systems")}
    return parse_catalog({"entries": piece["entries"], **systems})


def test_dimensions_that_the_catalog_reads_are_named() -> None:
    piece = yaml.safe_load(drafted("584").as_yaml(load_systems()))
    assert list(piece) == ["entries"]
    assert piece["entries"] == [
        {
            "domain": "5300",
            "variable": "584",
            "variable_id_by": "bps",
            "indicator_code": "???",
            "unit": "???",
            "method_version": "???",
            "vervar": "ntt_kabkota",
            "turvar": "none",
        }
    ]


def test_what_bps_says_of_it_is_told_with_labels_years_and_samples() -> None:
    comment = drafted("584").as_yaml(load_systems()).split("entries:")[0]
    assert all(line.startswith("#") for line in comment.splitlines())
    for told in ("Judul: [Metode Baru]", "unit_at_bps: Persen", "2023, 2024", "1: 5371 Kota Kupang", "1: 0 Tidak ada"):
        assert told in comment
    assert "Kota Kupang / Tidak ada / 2024: 8.24" in comment


def test_a_completed_draft_is_an_entry() -> None:
    text = drafted("584").as_yaml(load_systems())
    entry = completed(text.replace("???", "percent"))["5300", "584"]
    assert (entry.unit, entry.vervar["5371"], entry.turvar["0"]) == ("percent", "5371", "_T")


def test_ids_that_no_system_reads_become_a_system_of_their_own() -> None:
    text = drafted("1804").as_yaml(load_systems())
    piece = yaml.safe_load(text)
    assert piece["vervar_systems"] == {"vervar_5300_1804": {"1": "??? (Meninggal)", "2": "??? (Terluka & hilang)"}}
    assert piece["turvar_systems"] == {"turvar_5300_1804": {"5": "??? (Jumlah)"}}
    filled = text.replace("??? (Meninggal)", "53").replace("??? (Terluka & hilang)", "~")
    entry = completed(filled.replace("??? (Jumlah)", "_T").replace("???", "persons"))["5300", "1804"]
    assert (str(entry.vervar["1"]), entry.vervar["2"], entry.turvar) == ("53", None, {"5": "_T"})
    assert entry.leaves_out("2", "5")
    assert not entry.leaves_out("1", "5")


@pytest.mark.parametrize("open_mark", ["indicator_code: ???", "??? (Meninggal)"])
def test_a_draft_with_an_open_mark_is_no_entry(open_mark: str) -> None:
    text = drafted("1804").as_yaml(load_systems())
    filled = text.replace(open_mark, "OPEN").replace("???", "done").replace("OPEN", open_mark)
    with pytest.raises(CatalogError, match="still to be filled in"):
        completed(filled)


def test_a_variable_without_figures_gives_a_draft_without_samples() -> None:
    made = drafted("77")
    assert (made.years, made.samples) == ([], {})
    assert yaml.safe_load(made.as_yaml(load_systems()))["entries"][0]["variable"] == "77"
