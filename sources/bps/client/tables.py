"""Tables of the API other than figures by variable: static tables, and SIMDASI with its areas, subjects and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sources.bps.answers import NotDataBodyError, parse_answer
from sources.bps.client.errors import PagesError
from sources.bps.client.lists import Item, clean, listed, tidy
from sources.bps.client.request import Request, simdasi, view_of
from sources.bps.client.transport import Answer, Transport
from sources.bps.simdasi import SimdasiTable, checked, read_simdasi_table
from sources.bps.static_table import StaticTable, read_static_table

SUBJECTS, TABLES_OF_AREA, TABLES_OF_SUBJECT, TABLE = 22, 23, 24, 25
AREAS = {"province": 26, "regency": 27, "district": 28}


@dataclass(frozen=True)
class TableEntry:
    """A SIMDASI table as its area's list has it, with the years it is there for, ascending."""

    table_id: str
    number: str
    title: str
    subject: str
    years: tuple[int, ...]


def static_tables(
    transport: Transport,
    domain: str,
    lang: str = "ind",
    *,
    keyword: str | None = None,
    year: int | None = None,
    month: int | None = None,
) -> list[Item]:
    """All static tables of a domain with table_id, title, subject and updated_on; raises the errors of `listed`."""
    return listed(transport, "statictable", domain, lang, keyword=keyword, year=year, month=month)


def static_table(transport: Transport, domain: str, table_id: str, lang: str = "ind") -> tuple[Answer, StaticTable]:
    """One static table and the answer it came in; raises the errors of answers and of the service."""
    answer = transport.get(view_of("statictable", domain, id=table_id, lang=lang))
    return answer, read_static_table(answer.content)


def sdgs(transport: Transport, goal: int | None = None, lang: str = "ind") -> list[Item]:
    """Indicators of the Sustainable Development Goals, of one goal (1 to 17) or of all, with the variable of each."""
    return listed(transport, "sdgs", "0000", lang, goal=goal)


def simdasi_subjects(transport: Transport, area: str) -> list[Item]:
    """Subjects of the tables of an area (7 digits)."""
    return [tidy(item) for item in _items(transport, simdasi(SUBJECTS, wilayah=area))]


def simdasi_areas(transport: Transport, level: str, parent: str | None = None) -> list[Item]:
    """Areas with `kode` (7 digits) and `nama`; level is province, or regency and district with the parent's code."""
    return [tidy(item) for item in _items(transport, simdasi(AREAS[level], parent=parent))]


def simdasi_tables(transport: Transport, area: str, subject: str | None = None) -> list[TableEntry]:
    """Tables of an area (7 digits), of one subject (its mms_id) or of all."""
    request = simdasi(TABLES_OF_AREA, wilayah=area)
    if subject is not None:
        request = simdasi(TABLES_OF_SUBJECT, wilayah=area, id_subjek=subject)
    return [_entry(item) for item in _items(transport, request)]


def simdasi_table(transport: Transport, area: str, year: int, table_id: str) -> tuple[Answer, SimdasiTable]:
    """One table of an area and year and the answer it came in; raises a SimdasiError where it is not there."""
    answer = transport.get(simdasi(TABLE, wilayah=area, tahun=year, id_tabel=table_id))
    return answer, read_simdasi_table(answer.content)


def _items(transport: Transport, request: Request) -> list[dict[str, Any]]:
    """The items of a list, which stand bare or below `data`; SIMDASI gives them all in one page."""
    answer = parse_answer(transport.get(request).content)
    held = checked(answer)
    pages = int(answer["data"][0].get("pages", 1))
    if pages > 1:
        raise PagesError(f"{request}: {pages} pages")
    items = held.get("data") if isinstance(held, dict) else held
    if not (isinstance(items, list) and all(isinstance(item, dict) for item in items)):
        raise NotDataBodyError(f"{request}: no list")
    return items


def _entry(item: dict[str, Any]) -> TableEntry:
    years = tuple(sorted(int(year) for year in item.get("ketersediaan_tahun") or ()))
    title, subject = clean(item.get("judul")), clean(item.get("subject"))
    return TableEntry(clean(item.get("id_tabel")), clean(item.get("kode_tabel")), title, subject, years)
