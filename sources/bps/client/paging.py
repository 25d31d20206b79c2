"""All pages of a list, or none of it: clients that trust page counts drop the last page or read one twice."""

from __future__ import annotations

import json
from typing import Any

from sources.bps.answers import NoDataError, NotDataBodyError, parse_answer
from sources.bps.client.errors import PagesError
from sources.bps.client.request import Request
from sources.bps.client.transport import Transport

READINGS = 3
"""How often a list is read from its start when it does not make a whole."""

Item = dict[str, Any]


def every_item(transport: Transport, request: Request) -> list[Item]:
    """The items of all pages in order; none where the API says that the list is not available.

    Raises PagesError where the pages do not make a whole even when the list is read again, else the errors of answers.
    """
    for reading in range(1, READINGS + 1):
        try:
            return _read(transport, request)
        except NoDataError:
            return []
        except PagesError:
            if reading == READINGS:
                raise
    raise AssertionError("unreachable")


def _read(transport: Transport, request: Request) -> list[Item]:
    head, items = _page(transport, request, 1)
    pages = int(head.get("pages", 1))
    for number in range(2, pages + 1):
        later, more = _page(transport, request, number)
        changed = [name for name in ("pages", "total") if later.get(name) != head.get(name)]
        if changed:
            raise PagesError(f"{request}: {', '.join(changed)} changed at page {number}")
        items += more
    _check_whole(request, head, items)
    return items


def _page(transport: Transport, request: Request, number: int) -> tuple[Item, list[Item]]:
    answer = parse_answer(transport.get(request.with_params(page=number)).content)
    data = answer.get("data")
    if not (isinstance(data, list) and len(data) == 2 and isinstance(data[0], dict) and isinstance(data[1], list)):
        raise NotDataBodyError(f"{request}: no list in page {number}")
    head, items = data
    if int(head.get("page", number)) != number:
        raise PagesError(f"{request}: page {number} came as page {head['page']}")
    return head, items


def _check_whole(request: Request, head: Item, items: list[Item]) -> None:
    seen = {json.dumps(item, sort_keys=True) for item in items}
    if len(seen) != len(items):
        raise PagesError(f"{request}: {len(items) - len(seen)} items came twice")
    total = head.get("total")
    if total is not None and int(total) != len(items):
        raise PagesError(f"{request}: {len(items)} of {total} items came")
