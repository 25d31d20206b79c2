"""What the measurements were taken on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")
PACKAGES = ("duckdb", "ibis-framework", "pyarrow", "numpy", "pandas", "polars")


def machine() -> dict[str, str]:
    """Processor, cores, memory, system and versions, by name; polars is "-" where it is not installed."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory_gb": f"{memory / 1e9:.1f}",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **{package: _version(package) for package in PACKAGES},
    }


def _processor() -> str:
    if CPU_INFO.exists():
        names = [line.split(":", 1)[1].strip() for line in CPU_INFO.read_text().splitlines() if "model name" in line]
        if names:
            return names[0]
    return platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
