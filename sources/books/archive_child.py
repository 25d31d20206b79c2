"""The child process that takes files out of archives: `python -m sources.books.archive_child SECONDS PARENT_PID`.

An answer is the length of a JSON index in 8 bytes, the index (`refusal`, or `names` and `sizes`), and the files' bytes.
"""

from __future__ import annotations

import json

from sources.books import limits
from sources.books.archive import NO_ARCHIVE, TOO_LARGE, is_archive, members_of
from sources.books.confined import LENGTH, serve


def answer_to(content: bytes) -> bytes:
    """The files of an archive, or why there are none."""
    if not is_archive(content):
        return _framed({"refusal": NO_ARCHIVE}, [])
    try:
        found = members_of(content)
    except MemoryError:
        found = TOO_LARGE
    if isinstance(found, str):
        return _framed({"refusal": found}, [])
    index = {"names": [member.name for member in found], "sizes": [len(member.content) for member in found]}
    return _framed(index, [member.content for member in found])


def _framed(index: dict[str, object], contents: list[bytes]) -> bytes:
    head = json.dumps(index).encode()
    return b"".join([LENGTH.pack(len(head)), head, *contents])


if __name__ == "__main__":
    serve(answer_to, limits.MEMORY_BYTES)
