"""A door as the world sees it, through whatever stands in front: reached, by the right name, unchanged, and large enough."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from remedy_api.cli.doctor.certificate import check_certificate
from remedy_api.cli.doctor.database import compared
from remedy_api.cli.doctor.finding import Finding, fault, ok, warning
from remedy_api.kit.clock import now
from remedy_api.kit.http.rim import may_seal
from remedy_api.kit.i18n import _N
from remedy_api.sealing.submission import MAX_ENVELOPE, SUBMISSION_MEDIA_TYPE
from remedy_api.web.security_headers import PageKind, headers_of

UPLOAD = 26 * 1024 * 1024
"""Bytes of a sealed attachment of 25 MB with all that goes with it."""
SECONDS = 60.0
_PIECE = bytes(1 << 18)
_LONGEST = MAX_ENVELOPE.to_bytes(4, "big")
_CACHES = ("age", "x-cache", "cf-cache-status", "x-varnish")
_TELLING = ("via", "x-powered-by", "x-served-by")


@dataclass(frozen=True, slots=True)
class Door:
    """A door under the address that people use. `trusted`: which certificates are believed."""

    name: str
    url: str
    page: str
    kind: PageKind
    upload: str
    trusted: ssl.SSLContext

    @property
    def https(self) -> bool:
        """Whether it is reached over TLS."""
        return self.url.startswith("https://")


def casework_door(url: str, trusted: ssl.SSLContext) -> Door:
    """The casework door, on its page for signing in."""
    return Door("casework", url, "/en/sign-in", PageKind.PASSPHRASE, f"/v1/rooms/{'0' * 32}/entries", trusted)


def intake_door(url: str, trusted: ssl.SSLContext) -> Door:
    """The reporter's door, on its first page."""
    return Door("intake", url, "/en/", PageKind.REPORTER, "/v1/submissions", trusted)


def check_door(door: Door, marker: str) -> list[Finding]:
    """All checks of one door. `marker`: a word in the path of one request, to be looked for in the proxy's logs."""
    if not may_seal(door.url):
        message = _N("%(url)s is plain HTTP: browsers give no page there the means to seal anything. Put TLS in front of the door.")
        return [fault(door.name, message, url=door.url)]
    found = check_certificate(door.name, door.url, door.trusted) if door.https else []
    if any(finding.level == "fault" for finding in found):
        return found
    try:
        with httpx.Client(base_url=door.url, verify=door.trusted, trust_env=False, timeout=SECONDS) as client:
            client.get(f"/{marker}")
            answer = client.get(door.page)
            return [*found, *_page(door, answer), *_upload(door, client)]
    except httpx.HTTPError as error:
        message = _N("%(url)s does not answer (%(reason)s). Check that Remedy and the proxy in front of it are running.")
        return [*found, fault(door.name, message, url=door.url, reason=type(error).__name__)]


def _page(door: Door, answer: httpx.Response) -> Iterator[Finding]:
    if answer.status_code == 421:
        message = _N(
            "The door at %(url)s does not know itself by this name. Let the proxy pass on the Host header, and name the address in "
            "%(setting)s."
        )
        yield fault(door.name, message, url=door.url, setting=f"REMEDY_{door.name.upper()}_ORIGINS")
        return
    if answer.status_code != 200:
        message = _N("The page %(url)s answers %(status)s. See what the proxy makes of it.")
        yield fault(door.name, message, url=f"{door.url}{door.page}", status=answer.status_code)
        return
    yield _headers(door, answer)
    if cached := [name for name in _CACHES if name in answer.headers]:
        message = _N("Something keeps copies of pages in front of %(url)s (%(names)s). Turn caching off there.")
        yield fault(door.name, message, url=door.url, names=", ".join(cached))
    if "set-cookie" in answer.headers:
        message = _N("The proxy in front of %(url)s sets a cookie, which follows people. Turn that off.")
        yield fault(door.name, message, url=door.url)
    told = [name for name in _TELLING if name in answer.headers]
    if any(letter.isdigit() for letter in answer.headers.get("server", "")):
        told.append("server")
    if told:
        message = _N("The proxy in front of %(url)s tells what it is (%(names)s). Take these headers away.")
        yield warning(door.name, message, url=door.url, names=", ".join(told))
    if moment := _date(answer):
        apart = abs((now() - moment).total_seconds())
        # The header has whole seconds, and the answer was some time on its way.
        yield compared(
            door.name, max(0.0, apart - 1 - answer.elapsed.total_seconds()), _N("The proxy's clock agrees with this machine's.")
        )


def _headers(door: Door, answer: httpx.Response) -> Finding:
    expected = {**headers_of(door.kind, door.https), "Cache-Control": "no-store"}
    wrong = [name for name, value in expected.items() if answer.headers.get_list(name) != [value]]
    if wrong == ["Strict-Transport-Security"] and not answer.headers.get_list(wrong[0]):
        message = _N("%(url)s is served over TLS and Remedy does not know it. Name the address, with https, in %(setting)s.")
        return fault(door.name, message, url=door.url, setting=f"REMEDY_{door.name.upper()}_ORIGINS")
    if wrong:
        message = _N(
            "The proxy in front of %(url)s takes away, changes or doubles headers: %(names)s. Let it pass them on as they are."
        )
        return fault(door.name, message, url=door.url, names=", ".join(wrong))
    return ok(door.name, _N("%(url)s answers by its name, with every header as it was sent."), url=door.url)


def _date(answer: httpx.Response) -> datetime | None:
    try:
        return parsedate_to_datetime(answer.headers["date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None


def _upload(door: Door, client: httpx.Client) -> Iterator[Finding]:
    """Send as much as the largest report, of zeros: the door refuses it itself, and what else does stands in the way. It says
    that it begins with the longest envelope, which the reporter's door reads to its end before it can refuse: an answer that
    came earlier could be there before the proxy has counted to its limit.
    """
    headers = {
        "Content-Type": SUBMISSION_MEDIA_TYPE,
        "Origin": door.url,
        "Content-Length": str(UPLOAD),
        "Idempotency-Key": "0" * 32,
    }
    try:
        answer = client.post(door.upload, content=_zeros(), headers=headers)
    except httpx.HTTPError as error:
        message = _N("A large upload to %(url)s is cut off (%(reason)s). Let the proxy take 30 MB and wait for them.")
        yield fault(door.name, message, url=door.url, reason=type(error).__name__)
        return
    by_us = answer.headers.get("content-type", "").startswith("application/problem+json")
    if answer.status_code == 413 or not by_us or answer.status_code >= 500:
        message = _N("A large upload to %(url)s is refused on its way (%(status)s). Let the proxy take 30 MB and wait for them.")
        yield fault(door.name, message, url=door.url, status=answer.status_code)
    else:
        yield ok(door.name, _N("An upload of 26 MB reaches the door at %(url)s."), url=door.url)


def _zeros() -> Iterator[bytes]:
    yield _LONGEST + _PIECE[len(_LONGEST) :]
    for _ in range(UPLOAD // len(_PIECE) - 1):
        yield _PIECE
