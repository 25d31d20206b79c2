"""Tables as Arrow streams: what processes hand to each other, and what is read again at once."""

from __future__ import annotations

import pyarrow as pa


def stream_of(table: pa.Table) -> pa.Buffer:
    """A table as an Arrow IPC stream, its schema's metadata included."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue()


def table_in_stream(content: bytes | pa.Buffer) -> pa.Table:
    """The table that `stream_of` made this of; pyarrow.ArrowInvalid where it is none."""
    with pa.ipc.open_stream(content) as stream:
        return stream.read_all()
