"""The outermost layer of an app: a request that failed is logged by its route, and every answer may be counted. Nothing else is
known here: no address, no path, no query, no header.
"""

import logging
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from remedy_api.kit.logging import took

log = logging.getLogger("remedy.http")
Count = Callable[[str, str, int, float], None]
"""(method, template of the route, status, seconds) → counted. Hung at `app.state.count`; without it nothing is."""
NO_ROUTE = "(none)"
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


class Watched:
    """The layer itself: `Watched(app, door="casework", times=True)`. `times`: whether a failure may say how long it took; at the
    reporters' door that tells how much somebody sent.
    """

    def __init__(self, app: ASGIApp, door: str, times: bool) -> None:
        self.app = app
        self.door = door
        self.times = times

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, began = 0, time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # A method is what somebody typed, too.
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = route_of(scope)
        if status >= 500:
            said: dict[str, str | int] = {"door": self.door, "method": method, "route": route, "status": status}
            log.error("request failed", extra=said | ({"took": took(seconds)} if self.times else {}))
        count: Count | None = getattr(scope["app"].state, "count", None) if "app" in scope else None
        if count is not None:
            count(method, route, status, seconds)


def route_of(scope: Scope) -> str:
    """The template of the route that served a request, with the names of its parts and none of their values."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else NO_ROUTE
