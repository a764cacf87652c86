"""What may come in as a body: how large, how slowly, and which JSON.

JSON is read strictly before anything else sees it: one reading only, so no twin keys, no NaN or Infinity, no lone
surrogates, no NUL (PostgreSQL cannot keep it), no byte order mark, UTF-8 only, at most 32 levels. Everything else is a
stream that is counted while it flows and never spooled to disk.
"""

import asyncio
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope

from remedy_api.kit.errors import Malformed
from remedy_api.kit.http.problems import TooLarge, TooSlow

JSON_LIMIT = 64 * 1024
MOST_LEVELS = 32
_JSON = re.compile(rb"\s*application/(?:[a-z0-9.+-]+\+)?json\s*(?:;.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """How many bytes a path takes: as JSON (64 kB unless a pattern says more) and as a sealed stream (none unless…).

    `json` and `sealed` are (pattern of the whole path, bytes); what neither names takes `default`.
    `patience`: seconds without a single byte after which a sender is given up.
    """

    json: tuple[tuple[re.Pattern[str], int], ...] = ()
    sealed: tuple[tuple[re.Pattern[str], int], ...] = ()
    default: int = JSON_LIMIT
    patience: float = 30.0

    def of(self, path: str, is_json: bool) -> int:
        """The limit for a body of this kind at this path, in bytes."""
        table = self.json if is_json else self.sealed
        return next((limit for pattern, limit in table if pattern.fullmatch(path)), self.default)


def strict_json(raw: bytes) -> Any:
    """The value of a JSON text; Malformed for anything that two readers might read differently."""
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_twins, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    _check(value, escapes=b"\\u" in raw)
    return value


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twin keys")
    return found


def _no_constant(name: str) -> None:
    raise ValueError("NaN and Infinity are no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("number too large")
    return number


def _check(value: Any, escapes: bool) -> None:
    """Levels, surrogates and NUL, without recursion. Only an escape can bring the last two past the decoder."""
    layer, levels = [value], 0
    while layer:
        inner: list[Any] = []
        for one in layer:
            if isinstance(one, dict):
                inner += one.values()
                inner += one.keys()
            elif isinstance(one, list):
                inner += one
            elif escapes and isinstance(one, str) and not _storable(one):
                raise Malformed
        if any(isinstance(one, dict | list) for one in layer):
            levels += 1
        if levels > MOST_LEVELS:
            raise Malformed
        layer = inner


def _storable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


async def limited_body(scope: Scope, receive: Receive, limits: BodyLimits) -> Receive:
    """The body of a request behind its limits: JSON read and judged whole, a stream counted as it flows.

    Raises TooLarge, TooSlow, Malformed or ClientDisconnect for what is known at once; what shows only later
    in a stream is raised into the endpoint that reads it, as an HTTPException, which FastAPI hands on untouched.
    """
    content_type, length = _announced(scope)
    is_json = bool(content_type and _JSON.fullmatch(content_type))
    limit = limits.of(scope["path"], is_json)
    if length is not None and length > limit:
        raise TooLarge
    if not is_json:
        return _counted(receive, limit, limits.patience)
    raw = await _whole(_counted(receive, limit, limits.patience))
    if raw:
        strict_json(raw)
    return _replayed(raw, receive)


def _announced(scope: Scope) -> tuple[bytes | None, int | None]:
    content_type, length = None, None
    for name, value in scope["headers"]:
        if name == b"content-type":
            content_type = value
        elif name == b"content-length" and value.isdigit():
            length = int(value[:20])
    return content_type, length


def _counted(receive: Receive, limit: int, patience: float) -> Receive:
    seen, complete = 0, False

    async def counted() -> Message:
        nonlocal seen, complete
        if complete:
            return await receive()
        try:
            async with asyncio.timeout(patience):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408) from error
        seen += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if seen > limit:
            raise HTTPException(413)
        return message

    return counted


async def _whole(receive: Receive) -> bytes:
    parts = []
    try:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                # Half a text can be JSON too: 1 of 12.
                raise ClientDisconnect
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                return b"".join(parts)
    except HTTPException as error:
        raise (TooLarge if error.status_code == 413 else TooSlow) from error


def _replayed(raw: bytes, receive: Receive) -> Callable[[], Any]:
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": raw, "more_body": False}

    return replay
