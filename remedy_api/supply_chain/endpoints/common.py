"""What these endpoints share: who asks, the search, and creations that happen once."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Query
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from remedy_api.access import guards
from remedy_api.access.actor import Actor
from remedy_api.kit.clock import today
from remedy_api.kit.http.idempotency import IdempotencyKey, idempotent, request_hash, scope_hash

SignedIn = Annotated[Actor, Depends(guards.signed_in)]
Search = Annotated[str, Query(max_length=200, description="how a word of the name, or the number, begins; nothing: all by name")]


class Creation:
    """The key and the request of a creation, as a dependency."""

    def __init__(self, key: IdempotencyKey, request: Annotated[bytes, Depends(request_hash)]) -> None:
        self.key = key
        self.request = request

    def once(self, session: Session, actor: Actor, place: str, make: Callable[[], BaseModel]) -> Response:
        """Do `make` once; `place` names what is created where."""
        return idempotent(
            session,
            self.key,
            scope=scope_hash(place, actor.person or b""),
            request=self.request,
            day=today(),
            answer=lambda: make().model_dump_json().encode(),
        )


Once = Annotated[Creation, Depends()]
