"""Every answer of the API as a snapshot with its origin, and a delivery for each that holds figures that are new.

Bytes are kept once by their sha256, with a record of where they first came from. Of each request the archive knows what
it last answered and when that was last seen to be so: freshness is counted from there. An answer equal to the last one
of its request is no delivery; one that returns to older figures is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sources.bps.client.request import Request
from sources.bps.client.transport import Answer
from sources.received.snapshots import Blobs, Ledger, Receipt, sha256_of, write_atomic

ATTRIBUTION = "Layanan ini menggunakan API Badan Pusat Statistik (BPS)"
PRODUCER = "Badan Pusat Statistik (BPS)"
SOURCE_CODE = "bps_webapi"
FAMILY = "bps"


@dataclass(frozen=True)
class Seen:
    """What a request last answered: the body's sha256, the delivery made of it, and when it was last seen so."""

    request: str
    sha256: str
    drop: str
    checked_at: datetime


@dataclass(frozen=True)
class Archive:
    """Snapshots of answers: bytes in `blobs`, deliveries in `ledger`, records of origin and of requests in `root`."""

    root: Path
    blobs: Blobs
    ledger: Ledger

    def keep(self, answer: Answer) -> None:
        """Keep the bytes, and where they came from when they first came."""
        sha256 = sha256_of(answer.content)
        record = self.root / "origins" / f"{sha256}.json"
        if not record.exists():
            self.blobs.put(sha256, answer.content)
            write_atomic(record, json.dumps(origin_of(answer), ensure_ascii=False, sort_keys=True).encode())

    def deliver(self, answers: Iterable[Answer], today: date) -> int:
        """Hand figures on to the pipeline as deliveries of `today`; returns how many were not there before.

        Killed between two writes, the next call makes the same delivery again under the same name.
        """
        return sum(self._deliver(answer, today) for answer in answers)

    def seen(self) -> list[Seen]:
        """What is known of every request for figures, by request."""
        records = [json.loads(path.read_text(encoding="utf-8")) for path in (self.root / "requests").glob("*.json")]
        found = [Seen(**{**record, "checked_at": datetime.fromisoformat(record["checked_at"])}) for record in records]
        return sorted(found, key=lambda seen: seen.request)

    def _deliver(self, answer: Answer, today: date) -> bool:
        sha256, path = sha256_of(answer.content), self._path(answer.request)
        last: dict[str, str] = (
            json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"sha256": "", "drop": ""}
        )
        is_new = last["sha256"] != sha256
        drop = sha256_of(f"{answer.request}\0{sha256}\0{last['drop']}".encode())[:32] if is_new else last["drop"]
        if is_new:
            self.ledger.add(Receipt(drop, sha256, FAMILY, today, len(answer.content), origin_of(answer)))
        record = {
            "request": str(answer.request),
            "sha256": sha256,
            "drop": drop,
            "checked_at": answer.fetched_at.isoformat(),
        }
        write_atomic(path, json.dumps(record).encode())
        return is_new

    def _path(self, request: Request) -> Path:
        return self.root / "requests" / f"{sha256_of(str(request).encode())[:32]}.json"


def origin_of(answer: Answer) -> dict[str, str]:
    """The origin block: what was asked (without the key), when, what came, and the terms' attribution."""
    return {
        "domain": answer.request.param("domain") or "",
        "source_code": SOURCE_CODE,
        "recorded_from_api": "true",
        "producer": PRODUCER,
        "citation": ATTRIBUTION,
        "request": str(answer.request),
        "fetched_at": answer.fetched_at.isoformat(timespec="milliseconds"),
        "http_status": str(answer.status),
        "sha256": sha256_of(answer.content),
    }
