"""`RELEASE.md`: a release told in one page, in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pyarrow as pa

from warehouse.release.manifest import ReleaseFacts


def release_notes(facts: ReleaseFacts, rows: Mapping[str, int], findings: pa.Table) -> str:
    """Markdown with the rows of each table (`rows`, by qualified name) and the findings by code and severity."""
    counted = Counter(zip(findings["code"].to_pylist(), findings["severity"].to_pylist(), strict=True))
    lines = [
        f"# Setara {facts.release_id}",
        "",
        f"Ruang kerja / Workspace: {facts.workspace_name}  ",
        f"Dibuat / Built: {facts.built_at_utc:%Y-%m-%d %H:%M} UTC  ",
        f"Setara {facts.setara_version}, DuckDB {facts.duckdb_version}, {facts.platform}  ",
        f"Mesin / Engine: {facts.engine}",
        *(["", f"**{facts.missing['id']} / {facts.missing['en']}**"] if facts.missing else []),
        "",
        "## Isi / Contents",
        "",
        "| Tabel / Table | Baris / Rows |",
        "|---|---:|",
        *(f"| {table} | {count} |" for table, count in rows.items()),
        "",
        "## Temuan / Findings",
        "",
    ]
    if not counted:
        return "\n".join([*lines, "Tidak ada temuan. / No findings.", ""])
    return "\n".join(
        [
            *lines,
            "| Kode / Code | Tingkat / Severity | Jumlah / Count |",
            "|---|---|---:|",
            *(f"| {code} | {severity} | {count} |" for (code, severity), count in sorted(counted.items())),
            "",
            "Rincian dan langkah berikut: tabel meta.findings. / Details and next steps: table meta.findings.",
            "",
        ]
    )
