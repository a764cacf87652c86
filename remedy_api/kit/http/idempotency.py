"""A creation that is sent twice happens once.

The key is inserted in the caller's own transaction, before the work: a duplicate that arrives meanwhile waits at the
unique key until the first has committed and then gets its answer, or does the work itself if the first was rolled back.
Only hashes of key, caller and request are kept, and a day; a sweep forgets them.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Annotated, ClassVar

from fastapi import Header, Request
from sqlalchemy import CheckConstraint, Column, Date, LargeBinary, SmallInteger, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel
from starlette.responses import Response

from remedy_api.kit.errors import Problem
from remedy_api.kit.i18n import _N

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=128,
        pattern="^[!-~]+$",
        description="Chosen by the caller, new for each creation and the same for its retries.",
    ),
]
"""The header parameter of a creation: 1 to 128 visible ASCII characters, required."""


class KeyReused(Problem):
    """The same key came with another request."""

    code = "idempotency-key-reused"
    status_hint = "invalid"
    message = _N("This was already sent with other content. Please start again.")


class IdempotencyRecord(SQLModel, table=True):
    """One creation that was answered: hashes only, and the answer to give again."""

    __tablename__: ClassVar[str] = "idempotency_key"
    __table_args__ = (
        CheckConstraint("octet_length(scope_hash) = 32", name="ck_idempotency_key_scope_hash"),
        CheckConstraint("octet_length(key_hash) = 32", name="ck_idempotency_key_key_hash"),
        CheckConstraint("octet_length(request_hash) = 32", name="ck_idempotency_key_request_hash"),
    )

    scope_hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    """H(who and where): the same key of two callers, or at two addresses, is two keys."""
    key_hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    request_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    status: int | None = Field(default=None, sa_column=Column(SmallInteger))
    """The HTTP status answered; null only inside the transaction that does the work."""
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    created_on: date = Field(sa_column=Column(Date, nullable=False, index=True))


def scope_hash(*parts: bytes | str) -> bytes:
    """The hash of who asks for what where, each part with its length before it so that no two lists collide."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return digest.digest()


async def request_hash(request: Request) -> bytes:
    """The hash of the exact bytes sent: a dependency for creations with a JSON body, which is in memory already."""
    return hashlib.sha256(await request.body()).digest()


def idempotent(
    session: Session,
    key: str,
    *,
    scope: bytes,
    request: bytes,
    day: date,
    answer: Callable[[], bytes],
    status: int = 201,
    media_type: str = "application/json",
) -> Response:
    """Do `answer` once per (scope, key) and give its bytes again to every retry of the same request.

    `scope`: see `scope_hash`; `request`: 32 bytes that stand for the request, see `request_hash`. `answer` writes
    through the same `session` and returns the body; if it raises, the key is rolled back with everything else and may
    be used again. Raises KeyReused when the key came with another request.
    """
    table = IdempotencyRecord.__table__  # type: ignore[attr-defined]
    mine = {"scope_hash": scope, "key_hash": hashlib.sha256(key.encode()).digest()}
    claim = insert(table).values(**mine, request_hash=request, created_on=day).on_conflict_do_nothing()
    if session.execute(claim.returning(table.c.created_on)).first() is None:
        row = session.execute(select(table).filter_by(**mine)).one()
        if row.request_hash != request:
            raise KeyReused
        return Response(row.body, row.status, {"Idempotency-Replayed": "true"}, media_type)
    body = answer()
    session.execute(update(table).filter_by(**mine).values(status=status, body=body))
    return Response(body, status, media_type=media_type)


def forget_keys(session: Session, before: date) -> int:
    """Delete the keys older than that day; how many there were."""
    table = IdempotencyRecord.__table__  # type: ignore[attr-defined]
    return session.execute(delete(table).where(table.c.created_on < before)).rowcount  # type: ignore[attr-defined, no-any-return]
