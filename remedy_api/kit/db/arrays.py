"""Arrays of bytes as parameters, written in one go: the driver's general way looks at every element several times."""

from struct import pack
from typing import Any

from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import AdaptersMap, Dumper
from psycopg.pq import Format

_BYTEA, _BYTEA_ARRAY = 17, 1001
_NULL = pack(">i", -1)


class Bytes(tuple[bytes | None, ...]):
    """A parameter of type bytea[]: `Bytes([b"one", None])`."""


class BytesDumper(Dumper):
    """PostgreSQL's binary form of a one-dimensional array: dimensions, nulls, element type, length, lower bound, items."""

    format = Format.BINARY
    oid = _BYTEA_ARRAY

    def dump(self, obj: Any) -> Buffer:
        """The array as bytes."""
        parts = [pack(">iiIii", 1, 1, _BYTEA, len(obj), 1)] if obj else [pack(">iiI", 0, 0, _BYTEA)]
        for item in obj:
            if item is None:
                parts.append(_NULL)
            else:
                parts += (len(item).to_bytes(4, "big"), item)
        return b"".join(parts)


def register(context: AdaptContext) -> None:
    """Teach a connection this kind of parameter."""
    adapters: AdaptersMap = context.adapters
    adapters.register_dumper(Bytes, BytesDumper)
