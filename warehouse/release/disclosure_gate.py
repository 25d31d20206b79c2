"""The release gate's audit: what a built release and the kept ones tell together, before it becomes visible."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.core.disclosure_audit import SECONDS, BlockVerdict, audit
from warehouse import contract
from warehouse.release.parquet import parquet_path
from warehouse.release.releases import list_releases, releases_folder

PARQUET = "parquet"


class DisclosureRefused(RuntimeError):  # noqa: N818 - the name says what happened
    """Small counts follow from the release, or it could not be proved that none does; names blocks, never a count."""

    def __init__(self, unsafe: Sequence[BlockVerdict]) -> None:
        self.unsafe = tuple(unsafe)
        named = "; ".join(" ".join((*verdict.key, verdict.status)) for verdict in unsafe[:5])
        super().__init__(
            f"Rilis ditolak, tidak ada yang diterbitkan: {len(unsafe)} blok dapat membuka jumlah kecil. "
            "Rilis sebelumnya tetap berlaku; laporkan blok ini kepada pengembang. | "
            f"Release refused, nothing was published: {len(unsafe)} blocks may give small counts away. "
            f"The release before it stands; report these blocks to the developers: {named}"
        )


def audit_release(built: Path, older: Sequence[pa.Table], *, seconds: float = SECONDS) -> list[BlockVerdict]:
    """The verdict on each block of the release in folder `built`, for who also has the facts of the `older` ones.

    DisclosureRefused where a block is not safe. One that shows nothing is: what is told of it is told already.
    """
    parents = _table(built, "areas").select(["area_code_bps", "parent_area_code_bps"])
    found = audit(_table(built, "facts"), parents, older, seconds=seconds)
    unsafe = [verdict for verdict in found if not verdict.is_safe and verdict.n_hidden < verdict.n_cells]
    if unsafe:
        raise DisclosureRefused(unsafe)
    return found


def kept_facts(warehouse_dir: Path) -> list[pa.Table]:
    """The facts of all releases that are kept, the oldest first."""
    folder = releases_folder(warehouse_dir)
    return [_table(folder / manifest.release_id, "facts") for manifest in list_releases(warehouse_dir)]


def _table(release: Path, name: str) -> pa.Table:
    table = pq.read_table(parquet_path(release / PARQUET, contract.load(name)))
    return table.cast(contract.load(name).arrow_schema())
