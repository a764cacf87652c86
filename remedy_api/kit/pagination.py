"""Lists in pages, by keyset: no counting, no offsets, and no page shifts when something is added before it."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from sqlalchemy import BindParameter, ColumnElement, Integer, Select, bindparam, desc, tuple_
from sqlmodel import Session

from remedy_api.kit.errors import Field, Invalid
from remedy_api.kit.http.wire import Schema
from remedy_api.kit.i18n import _N

T = TypeVar("T")
DEFAULT_LIMIT = 50
MOST = 100
_LONGEST_CURSOR = 512


class Page(Schema, Generic[T]):
    """One page of a list; `next` goes into `after` of the next request, null at the end."""

    items: list[T]
    next: str | None


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page was asked for."""

    after: str | None = None
    limit: int = DEFAULT_LIMIT


Cursor = Annotated[str | None, Query(max_length=_LONGEST_CURSOR, description="`next` of the page before")]
"""The query parameter of a list whose pages are larger than others'."""


def paging(
    after: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="most items of the page")] = DEFAULT_LIMIT,
) -> Paging:
    """The query parameters of every list."""
    return Paging(after, limit)


PagingQuery = Annotated[Paging, Depends(paging)]


def at_most(count: int) -> BindParameter[int]:
    """For LIMIT: the number itself in the statement. As a parameter it keeps PostgreSQL from planning once for all: not
    knowing that few rows are wanted, it would find the general plan dear on a large table and plan anew each time.
    """
    return bindparam(None, count, Integer, unique=True, literal_execute=True)


def fetch_page(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    *,
    keys: Sequence[Any],
    paging: Paging,
    descending: bool = False,
) -> tuple[list[Any], str | None]:
    """One page of what `statement` selects, and the cursor of the next one.

    `keys` are columns that together are unique and never null, in the order of the list; there should be an index on them.
    Rows come back as the statement alone would give them: the entity when it selects one thing, else tuples. Raises Invalid
    for a cursor that no page of this list has given.
    """
    ordered = statement.order_by(*(desc(key) if descending else key for key in keys)).add_columns(*keys)
    if paging.after is not None:
        position = tuple_(*_read_cursor(paging.after, keys))
        whole = tuple_(*keys)
        ordered = ordered.where(whole < position if descending else whole > position)
    rows = session.execute(ordered.limit(at_most(paging.limit + 1))).all()
    more = len(rows) > paging.limit
    rows = rows[: paging.limit]
    width = len(keys)
    cursor = _write_cursor(tuple(rows[-1][-width:])) if more else None
    items = [row[0] if len(row) == width + 1 else tuple(row[:-width]) for row in rows]
    return items, cursor


def _write_cursor(values: tuple[Any, ...]) -> str:
    plain = [_to_plain(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).rstrip(b"=").decode()


def _to_plain(value: Any) -> str | int:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | str):
        return value
    raise TypeError(f"a list cannot be ordered by {type(value).__name__}")


def _read_cursor(cursor: str, keys: Sequence[ColumnElement[Any]]) -> list[Any]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        plain = json.loads(raw)
        if not isinstance(plain, list) or len(plain) != len(keys):
            raise ValueError
        return [_from_plain(value, key.type.python_type) for value, key in zip(plain, keys, strict=True)]
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise Invalid((Field("/after", "cursor", _N("This page does not exist. Begin again at the first one.")),)) from error


def _from_plain(value: Any, wanted: type[Any]) -> Any:
    if wanted is int:
        if type(value) is not int or not -(2**63) <= value < 2**63:
            raise ValueError
        return value
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError
    value.encode()
    if wanted is bytes:
        return bytes.fromhex(value)
    return date.fromisoformat(value) if wanted is date else value
