"""The lists of the API, their items made alike: text cleaned of HTML, ids as text, one name for one thing.

Bodies and documentation disagree on names (`kode_ver_id` and `vervar_id`, `ntabel` and `ntable`); NAMES settles it.
"""

from __future__ import annotations

import html
import re
from typing import Any

from sources.bps.client.paging import every_item
from sources.bps.client.request import Request, list_of
from sources.bps.client.transport import Transport

NAMES = {
    "kode_ver_id": "vervar_id",
    "name_group_ver_id": "group_name",
    "ntable": "ntabel",
    "sub_id": "subject_id",
    "sub_name": "subject",
    "subj_id": "subject_id",
    "subj": "subject",
    "def": "definition",
    "updt_date": "updated_on",
}
MODELS = (
    "subcat", "subject", "var", "vervar", "turvar", "th", "turth", "unit", "indicators", "statictable", "sdgs",
)  # fmt: skip
TAG = re.compile(r"<[^>]*>")

Item = dict[str, str]


def listed(transport: Transport, model: str, domain: str, lang: str = "ind", **params: str | int | None) -> list[Item]:
    """All items of a list model (one of MODELS) of a domain, e.g. `var` with subject, `th` with var.

    Raises ValueError for a model that is none of MODELS, and the errors of `every_item`.
    """
    if model not in MODELS:
        raise ValueError(f"no list model {model}; there are {', '.join(MODELS)}")
    found = every_item(transport, list_of(model, domain, lang=lang, **params))
    return [tidy(item) for item in found]


def domains(transport: Transport, kind: str = "all", province: str | None = None) -> list[Item]:
    """Domains with domain_id, domain_name, domain_url; `kind` is all, prov, kab, or kabbyprov with a province."""
    return [tidy(item) for item in every_item(transport, Request.of("domain", type=kind, prov=province))]


def tidy(item: dict[str, Any]) -> Item:
    """An item with known names and clean text; what is null is empty."""
    return {NAMES.get(name, name): clean(value) for name, value in item.items()}


def clean(value: Any) -> str:
    """Text of a value: HTML unescaped (some of it twice), tags and repeated blanks gone."""
    if value is None:
        return ""
    text = html.unescape(html.unescape(str(value)))
    return " ".join(TAG.sub(" ", text).split())
