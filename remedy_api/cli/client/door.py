"""One door over HTTP: problems become exceptions, cookies and entity tags are carried by hand."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N, current_language

Json = dict[str, Any]
TRIES = 3
"""A request whose answer was lost is sent again with the same key, so often in all."""


class Refusal(Refused):
    """A door's answer that is a problem: its HTTP status, its code, and sentences in the caller's language, of which the
    first says what happened and the others what is missing.
    """

    def __init__(self, status: int, code: str, *sentences: str) -> None:
        super().__init__(_N("%(detail)s (%(problem)s)"), detail="\n  ".join(sentences), problem=code)
        self.status = status
        self.problem = code


@dataclass(frozen=True)
class Answer:
    """A successful answer: its JSON (or raw bytes) and its entity tag, if it has one."""

    content: bytes
    etag: str | None

    def json(self) -> Json:
        """The body as JSON."""
        body: Json = json.loads(self.content)
        return body

    def list(self) -> list[Json]:
        """The body as a list."""
        body: list[Json] = json.loads(self.content)
        return body


@dataclass
class Door:
    """The address of a door (no slash at the end) and the cookies it gave, or the token that a program shows instead."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    timeout: float = 60.0
    token: str = field(default="", repr=False)
    _transport: httpx.HTTPTransport | None = field(default=None, repr=False)

    def get(self, path: str, **query: str) -> Answer:
        """GET; `query` values of an empty text are left out."""
        return self._send("GET", path, params={key: value for key, value in query.items() if value})

    def send(self, method: str, path: str, body: Json, *, match: str | None = None) -> Answer:
        """Send JSON. `match` is the entity tag this change rests on."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        if match is not None:
            headers["If-Match"] = match
        return self._send(method, path, content=json.dumps(body).encode(), headers=headers)

    def post_bytes(self, path: str, body: bytes, media_type: str, key: str | None = None) -> Answer:
        """POST sealed bytes. The same `key` (made here if none is given) makes a second try the same request."""
        headers = {"Content-Type": media_type, "Idempotency-Key": key or uuid.uuid4().hex}
        return self._send("POST", path, content=body, headers=headers)

    def pages(self, path: str, limit: int = 100) -> list[Json]:
        """All items of a list."""
        items: list[Json] = []
        after = ""
        while True:
            page = self.get(path, after=after, limit=str(limit)).json()
            items += page["items"]
            after = page["next"] or ""
            if not after:
                return items

    def _send(self, method: str, path: str, headers: Mapping[str, str] | None = None, **options: Any) -> Answer:
        # Origin says that this is no cross-site request; a program states it as a page of the door would.
        head = {"Accept-Language": current_language(), "Origin": self.address, **(headers or {})}
        if self.token:
            head["Authorization"] = f"Bearer {self.token}"
        elif self.cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        # One connection for many requests; a client for each, so that no cookie jar keeps anything from one to the next.
        self._transport = self._transport or httpx.HTTPTransport()
        client = httpx.Client(transport=self._transport, timeout=self.timeout)
        for attempt in range(TRIES):
            try:
                response = client.request(method, self.address + path, headers=head, **options)
                break
            except httpx.TransportError:
                if attempt == TRIES - 1:
                    raise Refused(
                        _N("%(address)s does not answer. Check the address and the network, then try again; nothing was lost."),
                        address=self.address,
                    ) from None
        self._keep_cookies(response)
        if response.is_success or response.status_code == httpx.codes.NOT_MODIFIED:
            return Answer(response.content, response.headers.get("ETag"))
        raise _refusal(response)

    def _keep_cookies(self, response: httpx.Response) -> None:
        # By hand: a cookie jar withholds Secure cookies on plain http, which browsers allow on localhost.
        for line in response.headers.get_list("Set-Cookie"):
            name, _, rest = line.partition("=")
            value = rest.partition(";")[0]
            if value and "max-age=0" not in line.lower():
                self.cookies[name.strip()] = value
            else:
                self.cookies.pop(name.strip(), None)


def _refusal(response: httpx.Response) -> Refusal:
    try:
        problem = response.json()
        missing = [str(failure["message"]) for failure in problem.get("failures", ())]
        return Refusal(response.status_code, str(problem["code"]), str(problem["detail"]), *missing)
    except (ValueError, KeyError, TypeError):
        return Refusal(response.status_code, "unknown", response.reason_phrase)
