"""The rim of an app: what every request passes before a route sees it, in one pure ASGI layer.

In this order: the host must be ours, cookies go where no account is, a change must come from our own page, the language
is set, the body is limited. Whatever goes wrong, here or inside, leaves as a problem; nothing reaches the server's own
plain-text error pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from remedy_api.kit.errors import Forbidden, Problem
from remedy_api.kit.http.body import BodyLimits, limited_body
from remedy_api.kit.http.language import language_of
from remedy_api.kit.http.problems import render_problem, unexpected_problem
from remedy_api.kit.i18n import _N, speaking

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


@dataclass(frozen=True, slots=True)
class Door:
    """What one front door accepts.

    `origins`: the exact addresses of the door ("https://remedy.example", "http://localhost:8000"); their hosts are the
    only hosts answered to. `accounts`: whether people sign in here. With accounts, changes must carry one of the
    origins; without, cookies are dropped before anything can see them.
    """

    origins: Sequence[str]
    accounts: bool
    limits: BodyLimits = field(default_factory=BodyLimits)
    any_host: Sequence[str] = ("/healthz",)

    @property
    def hosts(self) -> frozenset[bytes]:
        """The hosts of the origins, as they stand in a Host header."""
        return frozenset(origin.partition("://")[2].encode() for origin in self.origins)


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
        """Host, cookies and origin, in one pass over the headers; WrongHost or WrongOrigin."""
        hosts, origins, cookies = [], [], False
        for name, value in scope["headers"]:
            if name == b"host":
                hosts.append(value)
            elif name == b"origin":
                origins.append(value)
            elif name == b"cookie":
                cookies = True
        if scope["path"] not in self.door.any_host and (len(hosts) != 1 or hosts[0] not in self.hosts):
            raise WrongHost
        if not self.door.accounts:
            if cookies:
                scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"cookie"]
        elif scope["method"] not in _SAFE and (len(origins) != 1 or origins[0] not in self.origins):
            raise WrongOrigin
