"""The child process that takes files out of archives: `python -m sources.books.archive_child SECONDS PARENT_PID`.

An answer is framed: its head is `refusal`, or `names` and `sizes`, and behind it are the bytes of the files.
"""

from __future__ import annotations

from sources.books import limits
from sources.books.archive import NO_ARCHIVE, TOO_LARGE, is_archive, members_of
from sources.books.confined import serve
from sources.books.framing import framed


def answer_to(content: bytes) -> bytes:
    """The files of an archive, or why there are none."""
    if not is_archive(content):
        return framed({"refusal": NO_ARCHIVE})
    try:
        found = members_of(content)
    except MemoryError:
        found = TOO_LARGE
    if isinstance(found, str):
        return framed({"refusal": found})
    index = {"names": [member.name for member in found], "sizes": [len(member.content) for member in found]}
    return framed(index, *(member.content for member in found))


if __name__ == "__main__":
    serve(answer_to, limits.MEMORY_BYTES)
