"""Bodies of the loopback service, in the shapes of the real one."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from setara.bps_server import tables
from setara.bps_server.figures import Catalogue, Variable

PAGE_SIZE = 10
MOST_YEARS = {"0000": 3}
MOST_YEARS_ELSEWHERE = 2
MOST_CELLS = 5_000
"""Above this the answer is null: the real limit is not published."""
BAD_KEY = "You are not Allowed to take this action. Please re-check your key"
YEARS_MISSING = (
    "'th' parameter is required and must be an integer, separated by colon (:) for range or semicolon (;) for "
    "multiple values."
)
TOO_MANY_YEARS = (
    "The maximum allowed number of years for the 'th' parameter is {most}. You provided {given}. Please reduce the "
    "number of years accordingly."
)
NOT_AVAILABLE: dict[str, Any] = {"status": "OK", "data-availability": "list-not-available", "data": ""}
PROVINCE = ("5300", "Nusa Tenggara Timur", "https://ntt.bps.go.id")
COUNTRY = ("0000", "Pusat", "https://www.bps.go.id")

Params = Mapping[str, str]
Body = Any


def error(message: str) -> Body:
    """An error as the service writes it, under HTTP 200."""
    return {"status": "Error", "message": message}


def domain_list(figures: Catalogue, params: Params) -> Body:
    """Country, province and its regencies; this list has one page whatever its length."""
    regencies = next(iter(figures.values())).labels["vervar"] if figures else {}
    entries = [COUNTRY, PROVINCE, *((code, _short(str(label)), "") for code, label in sorted(regencies.items()))]
    kind = params.get("type", "all")
    wanted = [
        {"domain_id": code, "domain_name": name, "domain_url": url}
        for code, name, url in entries
        if kind == "all" or (kind == "prov") == code.endswith("00")
    ]
    head = {"page": 1, "pages": 1, "total": len(wanted)}
    return {"status": "OK", "data-availability": "available", "data": [head, wanted]}


def _short(label: str) -> str:
    """The service calls Kota Kupang and Kabupaten Kupang alike."""
    return label.removeprefix("Kabupaten ").removeprefix("Kota ")


def listing(figures: Catalogue, params: Params) -> Body:
    """A page of a list model."""
    maker = LISTS.get(params.get("model", ""))
    if maker is None:
        return error("Unable to resolve the request")
    of_domain = {name: variable for (domain, name), variable in figures.items() if domain == params.get("domain")}
    items = list(maker(of_domain, params))
    return page(items, int(params.get("page", "1"))) if items else NOT_AVAILABLE


def page(items: list[dict[str, Any]], number: int) -> Body:
    """One page of items, with the head that says how many there are."""
    here = items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    head = {
        "page": number,
        "pages": math.ceil(len(items) / PAGE_SIZE),
        "per_page": PAGE_SIZE,
        "count": len(here),
        "total": len(items),
    }
    return {"status": "OK", "data-availability": "available", "data": [head, here]} if here else NOT_AVAILABLE


def _subjects(of_domain: Mapping[str, Variable]) -> list[str]:
    return sorted({variable.subject for variable in of_domain.values()})


def _variables(of_domain: Mapping[str, Variable], params: Params) -> Iterable[dict[str, Any]]:
    subjects = _subjects(of_domain)
    for name, variable in sorted(of_domain.items(), key=lambda item: int(item[0])):
        subject_id = subjects.index(variable.subject) + 1
        if params.get("subject", str(subject_id)) == str(subject_id):
            yield {
                "var_id": int(name),
                "title": variable.entry["label"],
                "sub_id": subject_id,
                "sub_name": variable.subject,
                "def": variable.entry.get("def", ""),
                "notes": html.escape(str(variable.entry.get("note", ""))),
                "vertical": 1,
                "unit": variable.entry.get("unit", ""),
                "graph_id": 1,
                "graph_name": "bar",
            }


def _labels(name: str, key: str, label: str) -> Callable[[Mapping[str, Variable], Params], Iterable[dict[str, Any]]]:
    def made(of_domain: Mapping[str, Variable], params: Params) -> Iterable[dict[str, Any]]:
        variable = of_domain.get(params.get("var", ""))
        labels = {} if variable is None else variable.labels[name]
        return [{key: int(identifier), label: text} for identifier, text in labels.items()]

    return made


def _years(of_domain: Mapping[str, Variable], params: Params) -> Iterable[dict[str, Any]]:
    variable = of_domain.get(params.get("var", ""))
    years = variable.years if variable else []
    return [{"th_id": int(year), "th": str(1900 + int(year))} for year in years]


def _units(of_domain: Mapping[str, Variable], params: Params) -> Iterable[dict[str, Any]]:
    units = sorted({str(variable.entry.get("unit", "")) for variable in of_domain.values()})
    return [{"unit_id": number, "unit": unit} for number, unit in enumerate(units)]


def _subject_items(of_domain: Mapping[str, Variable], params: Params) -> Iterable[dict[str, Any]]:
    return [
        {"sub_id": number, "title": subject, "subcat_id": 1, "subcat": "Sosial dan Kependudukan", "ntabel": None}
        for number, subject in enumerate(_subjects(of_domain), start=1)
    ]


def _subject_categories(of_domain: Mapping[str, Variable], params: Params) -> Iterable[dict[str, Any]]:
    return [{"subcat_id": 1, "title": "Sosial dan Kependudukan"}] if of_domain else []


LISTS: dict[str, Callable[[Mapping[str, Variable], Params], Iterable[dict[str, Any]]]] = {
    "subcat": _subject_categories,
    "subject": _subject_items,
    "var": _variables,
    "vervar": _labels("vervar", "kode_ver_id", "vervar"),
    "turvar": _labels("turvar", "turvar_id", "turvar"),
    "th": _years,
    "turth": _labels("turtahun", "turth_id", "turth"),
    "unit": _units,
    "statictable": tables.static_items,
}


def data(figures: Catalogue, params: Params) -> Body:
    """A `model=data` body; null where it would be too large."""
    domain = params.get("domain", "")
    years = asked_years(params.get("th", ""))
    if not years:
        return error(YEARS_MISSING)
    most = MOST_YEARS.get(domain, MOST_YEARS_ELSEWHERE)
    if len(years) > most:
        return error(TOO_MANY_YEARS.format(most=most, given=len(years)))
    variable = figures.get((domain, params.get("var", "")))
    found = {} if variable is None else _asked(variable, years, params.get("vervar"))
    if variable is None or not found:
        return NOT_AVAILABLE
    return None if len(found) > MOST_CELLS else _data_body(variable, found)


def asked_years(written: str) -> list[str]:
    """Year ids of `a`, `a;b` or `a:b`; none where it is not written so."""
    parts = written.replace(":", ";").split(";")
    if not all(part.isdecimal() for part in parts):
        return []
    if ":" in written:
        return [str(year) for year in range(int(parts[0]), int(parts[-1]) + 1)]
    return parts


def _asked(variable: Variable, years: list[str], vervar: str | None) -> dict[tuple[str, ...], float]:
    return {ids: figure for ids, figure in variable.figures.items() if ids[2] in years and vervar in (None, ids[0])}


def _data_body(variable: Variable, found: Mapping[tuple[str, ...], float]) -> Body:
    places = {"vervar": 0, "turvar": 1, "tahun": 2, "turtahun": 3}
    lists = {
        name: [
            {"val": identifier if name == "turvar" else int(identifier), "label": label}
            for identifier, label in variable.labels[name].items()
            if any(ids[place] == identifier for ids in found)
        ]
        for name, place in places.items()
    }
    content = {ids[0] + variable.id + "".join(ids[1:]): figure for ids, figure in found.items()}
    return {
        "status": "OK",
        "data-availability": "available",
        "last_update": "2025-01-15 09:00:00",
        "subject": [{"val": 1, "label": variable.subject}],
        "var": [variable.entry],
        "turvar": lists["turvar"],
        "labelvervar": "Kabupaten/Kota",
        "vervar": lists["vervar"],
        "tahun": lists["tahun"],
        "turtahun": lists["turtahun"],
        "datacontent": content,
        "related": [],
    }
