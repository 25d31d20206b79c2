"""The access log names the command and nothing that was given to it."""

from __future__ import annotations

import pytest

from setara.vault_access import command_of


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["/x/.venv/bin/setara", "run", "--only", "bps"], "run"),
        (["/x/setara/cli.py", "findings", "--code", "N01"], "findings"),
        (["setara", "village", "map", "Daftar Warga Contoh.xlsx"], "village map"),
        (["setara", "vault", "return", "7"], "vault return"),
        (["setara", "query", "FROM core.facts"], "query"),
        (["setara"], ""),
        (["/x/bin/prefect", "worker", "start"], "flow"),
    ],
)
def test_only_the_command_is_named(arguments: list[str], command: str) -> None:
    assert command_of(arguments) == command
