"""Why an engine cannot be opened, in words that say how to get what is missing."""

from __future__ import annotations

NOT_INSTALLED = "Spark tidak terpasang: jalankan `make spark`. | Spark is not installed: run `make spark`."
NO_JAVA = "Spark memerlukan Java 17 atau lebih baru di PATH. | Spark needs Java 17 or newer on the PATH."


class EngineError(RuntimeError):
    """The engine cannot be opened here; the message says in two languages what is missing and how to get it."""
