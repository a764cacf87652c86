"""The rim of an app: what every request passes before a route sees it, in one pure ASGI layer.

In this order: the host must be ours, cookies go where no account is, a change must come from our own page, the language
is set, the body is limited. Whatever goes wrong, here or inside, leaves as a problem; nothing reaches the server's own
plain-text error pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from remedy_api.kit.errors import Forbidden, Malformed, Problem
from remedy_api.kit.http.bearer import is_bearer
from remedy_api.kit.http.body import BodyLimits, limited_body
from remedy_api.kit.http.language import language_of
from remedy_api.kit.http.problems import render_problem, unexpected_problem
from remedy_api.kit.i18n import _N, speaking

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_SAFE = ("GET", "HEAD", "OPTIONS")


class WrongHost(Problem):
    """The Host header names no address of this door: a rebound name, or a proxy set up wrongly."""

    code = "wrong-host"
    status_hint = "misdirected"
    message = _N("This address does not belong to this service.")


class WrongOrigin(Forbidden):
    """A change that no page of this door sent."""

    code = "wrong-origin"
    message = _N("This change did not come from a page of this service, so it was refused.")


class TwoWaysIn(Malformed):
    """A token together with a cookie or with another token: one of them would be overlooked."""

    code = "two-ways-in"
    message = _N("A program shows its token and nothing else: no cookie, and no second token.")


@dataclass(frozen=True, slots=True)
class Door:
    """What one front door accepts.

    `origins`: the exact addresses of the door ("https://remedy.example", "http://localhost:8000"); their hosts are the
    only hosts answered to. `accounts`: whether people sign in here. With accounts, changes must carry one of the
    origins; without, cookies and tokens are dropped before anything can see them.

    A program's token stands in for the origin: no browser sends one by itself, and no page of another site can make it,
    because nothing here ever allows that (there is no CORS). So it needs no protection against forged requests, unless a
    cookie came along, and then the request is refused.
    """

    origins: Sequence[str]
    accounts: bool
    limits: BodyLimits = field(default_factory=BodyLimits)
    any_host: Sequence[str] = ("/healthz", "/readyz")

    @property
    def hosts(self) -> frozenset[bytes]:
        """The hosts of the origins on which browsers let a page seal, as they stand in a Host header."""
        return frozenset(origin.partition("://")[2].encode() for origin in self.origins if may_seal(origin))


def may_seal(origin: str) -> bool:
    """Whether browsers give pages of an origin the means to seal: over TLS, or on the machine itself."""
    parts = urlsplit(origin)
    return parts.scheme == "https" or parts.hostname in LOOPBACK


def is_ours(scope: Scope, hosts: frozenset[bytes]) -> bool:
    """Whether a request names exactly one host, and that one of these."""
    named = [value for name, value in scope["headers"] if name == b"host"]
    return len(named) == 1 and named[0] in hosts


class Rim:
    """The layer itself: `Rim(app, door=Door(…))`."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door
        self.hosts = door.hosts
        self.origins = frozenset(origin.encode() for origin in door.origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with speaking(language_of(scope)):
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            self._check(scope)
            if scope["method"] not in _SAFE:
                receive = await limited_body(scope, receive, self.door.limits)
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            # Nobody is left to answer, and a person closing a page is no fault.
            return
        except Exception as error:
            problem = error if isinstance(error, Problem) else unexpected_problem(error)
            # With half an answer out, ending the connection is the only way left to say that it is not whole. It is
            # not raised further: the server would log its message, which may hold somebody's words.
            if not started:
                await render_problem(problem)(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        """Host, cookies, token and origin; WrongHost, WrongOrigin or TwoWaysIn."""
        if scope["path"] not in self.door.any_host and not is_ours(scope, self.hosts):
            raise WrongHost
        origins, cookies, shown = [], False, []
        for name, value in scope["headers"]:
            if name == b"origin":
                origins.append(value)
            elif name == b"cookie":
                cookies = True
            elif name == b"authorization":
                shown.append(value)
        if not self.door.accounts:
            if cookies or shown:
                scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in (b"cookie", b"authorization")]
            return
        by_token = any(map(is_bearer, shown))
        if by_token and (cookies or len(shown) > 1):
            raise TwoWaysIn
        if scope["method"] in _SAFE or (by_token and not origins):
            return
        if len(origins) != 1 or origins[0] not in self.origins:
            raise WrongOrigin
