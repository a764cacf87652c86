"""Arrays as parameters, written in one go: the driver's general way looks at every element several times."""

from struct import pack
from typing import Any

from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import AdaptersMap, Dumper
from psycopg.pq import Format

_BYTEA, _BYTEA_ARRAY, _INT4, _INT4_ARRAY = 17, 1001, 23, 1007
_NULL = pack(">i", -1)


class Bytes(tuple[bytes | None, ...]):
    """A parameter of type bytea[]: `Bytes([b"one", None])`."""


class Ints(tuple[int, ...]):
    """A parameter of type int[]: `Ints([1, 2])`."""


def _head(count: int, element: int) -> bytes:
    """Dimensions, whether nulls may come, type of the elements, and of the one dimension length and lower bound."""
    return pack(">iiIii", 1, 1, element, count, 1) if count else pack(">iiI", 0, 0, element)


class _BytesDumper(Dumper):
    format = Format.BINARY
    oid = _BYTEA_ARRAY

    def dump(self, obj: Any) -> Buffer:
        parts = [_head(len(obj), _BYTEA)]
        for item in obj:
            if item is None:
                parts.append(_NULL)
            else:
                parts += (len(item).to_bytes(4, "big"), item)
        return b"".join(parts)


class _IntsDumper(Dumper):
    format = Format.BINARY
    oid = _INT4_ARRAY

    def dump(self, obj: Any) -> Buffer:
        return _head(len(obj), _INT4) + b"".join(pack(">ii", 4, item) for item in obj)


def register(context: AdaptContext) -> None:
    """Teach a connection these kinds of parameters."""
    adapters: AdaptersMap = context.adapters
    adapters.register_dumper(Bytes, _BytesDumper)
    adapters.register_dumper(Ints, _IntsDumper)
