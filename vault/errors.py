"""What the vault says when it cannot do its work: every message says what to do, in Bahasa Indonesia and English."""

from __future__ import annotations


class VaultError(Exception):
    """Base of the vault's errors; `message_id` and `message_en` are the two texts, `str()` gives both."""

    def __init__(self, message_id: str, message_en: str) -> None:
        super().__init__(f"{message_id}\n{message_en}")
        self.message_id = message_id
        self.message_en = message_en
