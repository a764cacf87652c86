"""A door beside the published list: every file of it, and every page in every language."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from remedy_api.cli.bundle.page import read_page
from remedy_api.cli.bundle.pages import Asked, pages_of
from remedy_api.kit.i18n import _N, render
from remedy_api.web.published import fingerprint, integrity
from remedy_api.web.security_headers import PageKind, headers_of

SHOWN = 16
"""Digits of the fingerprint at the foot of a page."""
_STEERING = ("link", "refresh", "set-cookie", "sourcemap", "service-worker-allowed", "content-security-policy-report-only")
"""Headers that make a browser fetch, follow, keep or tell something. No page and no file comes with one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as published: the file or page it is about, and one translatable sentence."""

    where: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence in the caller's language."""
        return render(self.message, **self.values)


@dataclass(frozen=True, slots=True)
class Beside:
    """A door with the list it is compared with. `doors`: the addresses to which its pages may lead."""

    name: str
    client: httpx.Client
    hashes: Mapping[str, str]
    doors: Sequence[str]

    @property
    def https(self) -> bool:
        """Whether it is reached over TLS."""
        return str(self.client.base_url).startswith("https://")


def compare(door: Beside) -> Iterator[Difference]:
    """Everything that is not as published. Raises httpx.HTTPError when the door does not answer."""
    yield from compare_files(door)
    yield from _told(door)
    yield from compare_pages(door, pages_of(door.name))


def compare_files(door: Beside) -> Iterator[Difference]:
    """Each file of the list, fetched as a page would."""
    for name, digest in door.hashes.items():
        answer = door.client.get(f"/static/{name}")
        if answer.status_code != 200:
            yield Difference(name, _N("It is not there (%(status)s)."), {"status": str(answer.status_code)})
        elif hashlib.sha256(answer.content).hexdigest() != digest:
            yield Difference(name, _N("It is another file than the published one."))
        else:
            yield from _headers(door, name, answer, PageKind.DATA)


def compare_pages(door: Beside, pages: Iterable[Asked]) -> Iterator[Difference]:
    """Each of these pages: what it loads, where it leads, how it is protected, and the fingerprint it shows."""
    for asked in pages:
        yield from _page(door, asked)


def _told(door: Beside) -> Iterator[Difference]:
    """What the door tells programs of its fingerprint."""
    answer = door.client.get("/v1/programme", headers={"Accept": "application/json"})
    told = re.search(r'"bundle":\s*"([0-9a-f]*)"', answer.text)
    if told is None or told[1] != fingerprint(door.hashes):
        yield Difference("/v1/programme", _N("It tells another fingerprint: %(shown)s"), {"shown": told[1] if told else "–"})


def _page(door: Beside, asked: Asked) -> Iterator[Difference]:
    answer = door.client.get(asked.path, headers={"Accept": "text/html"})
    if answer.status_code != asked.status or answer.headers.get("content-type") != "text/html; charset=utf-8":
        yield Difference(
            asked.path, _N("This page does not answer as it should (%(status)s)."), {"status": str(answer.status_code)}
        )
        return
    yield from _headers(door, asked.path, answer, asked.kind)
    page = read_page(answer.text)
    if page.shown != fingerprint(door.hashes)[:SHOWN]:
        yield Difference(asked.path, _N("It shows another fingerprint: %(shown)s"), {"shown": page.shown or "–"})
    for loaded in page.loads:
        digest = door.hashes.get(loaded.address.removeprefix("/static/")) if loaded.address.startswith("/static/") else None
        if digest is None:
            yield Difference(asked.path, _N("It loads %(file)s, which is not on the list."), {"file": loaded.address or "–"})
        elif loaded.integrity != integrity(digest):
            yield Difference(asked.path, _N("It names another hash than the list for %(file)s."), {"file": loaded.address})
    for what in dict.fromkeys(page.foreign):
        yield Difference(asked.path, _N("It holds what no page holds: %(what)s"), {"what": what})
    for address in dict.fromkeys(page.leads):
        if not _at_home(address, door.doors):
            yield Difference(asked.path, _N("It leads to another address: %(address)s"), {"address": address})


def _headers(door: Beside, where: str, answer: httpx.Response, kind: PageKind) -> Iterator[Difference]:
    expected = headers_of(kind, door.https)
    wrong = [name for name, value in expected.items() if answer.headers.get_list(name) != [value]]
    wrong += [name for name in _STEERING if name in answer.headers]
    if wrong:
        yield Difference(where, _N("Its protection is not as it should be: %(names)s"), {"names": ", ".join(wrong)})


def _at_home(address: str, doors: Sequence[str]) -> bool:
    if address.startswith(("#", "?")):
        return True
    if address.startswith("/"):
        return not address.startswith(("//", "/\\"))
    return any(address == door or address.startswith(f"{door}/") for door in doors)
