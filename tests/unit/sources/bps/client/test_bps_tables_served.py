"""The client reads the tables of the loopback service, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from setara.bps_server import tables as served
from setara.bps_server.figures import bundled_figures
from setara.bps_server.server import BpsServer
from sources.bps.answers import NoDataError
from sources.bps.client import tables
from sources.bps.client.transport import Limits, Transport
from sources.bps.simdasi import AreaNotFoundError, TableNotFoundError
from sources.bps.tables_catalog import load_tables


@pytest.fixture(scope="module")
def transport() -> Iterator[Transport]:
    with BpsServer(bundled_figures()) as service:
        limits = Limits(between_requests_s=0)
        with Transport(service.scenario.key, lambda answer: None, service.base_url, limits) as opened:
            yield opened


def test_static_tables_are_listed_and_read(transport: Transport) -> None:
    assert len(tables.static_tables(transport, "5300")) == len(served.STATIC_TABLES) > 10
    (only,) = tables.static_tables(transport, "5300", keyword="statis 12 ")
    _, table = tables.static_table(transport, "5300", only["table_id"])
    assert table.grids() == [[[only["title"], ""], ["", "2023"], ["Alak", "-"], ["Maulafa", "1.234"]]]
    with pytest.raises(NoDataError):
        tables.static_table(transport, "5300", "99")


def test_simdasi_leads_from_subject_to_table(transport: Transport) -> None:
    assert [subject["subject"] for subject in tables.simdasi_subjects(transport, served.AREA)] == ["Contoh"]
    (entry,) = tables.simdasi_tables(transport, served.AREA)
    _, table = tables.simdasi_table(transport, served.AREA, entry.years[-1], entry.table_id)
    assert [(row.area, row.cells[served.COLUMN].reading.value) for row in table.rows] == [
        ("5371010", 1836.0),
        ("5371020", None),
    ]
    with pytest.raises(TableNotFoundError):
        tables.simdasi_table(transport, served.AREA, 1999, entry.table_id)
    with pytest.raises(AreaNotFoundError):
        tables.simdasi_subjects(transport, "9999000")


def test_nothing_made_up_has_a_title_of_the_catalog() -> None:
    titles = {title for table in load_tables().tables for title in table.titles}
    assert not titles & {served.TITLE, *served.STATIC_TABLES.values()}
