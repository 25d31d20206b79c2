"""Made bodies of the shape that the BPS Web API answers `model=data` with."""

from __future__ import annotations

import json
from typing import Any

YEAR = [{"val": 0, "label": "Tahun"}]
NO_TURVAR = [{"val": "0", "label": "Tidak ada"}]


def body(datacontent: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A body of P0 (584) for Kota Kupang in 2023 and 2024, unless said otherwise."""
    return {
        "status": "OK",
        "data-availability": "available",
        "last_update": "2025-01-20 10:00:00",
        "subject": [{"val": 23, "label": "Kemiskinan"}],
        "var": [{"val": 584, "label": "Persentase Penduduk Miskin", "unit": "Persen", "note": ""}],
        "turvar": NO_TURVAR,
        "labelvervar": "Kabupaten/Kota",
        "vervar": [{"val": 5371, "label": "Kota Kupang"}],
        "tahun": [{"val": 123, "label": "2023"}, {"val": 124, "label": "2024"}],
        "turtahun": YEAR,
        "datacontent": datacontent,
        "related": [],
        **changes,
    }


def written(answer: Any) -> bytes:
    """An answer as the bytes of a file."""
    return json.dumps(answer).encode()


def dimension(*ids: int | str) -> list[dict[str, Any]]:
    """A dimension list whose labels are the ids."""
    return [{"val": each, "label": str(each)} for each in ids]
