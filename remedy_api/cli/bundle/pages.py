"""Every page of both doors, in every language, and what its protection must be."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from remedy_api.document import routes_of
from remedy_api.kit.i18n import languages
from remedy_api.web.demonstration import START
from remedy_api.web.pages import casework, intake
from remedy_api.web.pages.shell import PAGES
from remedy_api.web.security_headers import PageKind

_NOWHERE = "/{rest:path}"
_SHELLS = {PAGES + shell.path: PageKind.PASSPHRASE if shell.passphrase else PageKind.CASEWORK for shell in casework.SHELLS}
_ISLANDS = {PAGES + path: PageKind.REPORTER for path in ("/", "/receipt")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A page as it is asked for: its path, the status it must answer with, and its kind."""

    path: str
    status: int
    kind: PageKind


def pages_of(door: str) -> Iterator[Asked]:
    """The pages of a door, "casework" or "intake"; where a page takes an id, one that nobody has: each page is the same for all."""
    router, kinds = (casework.router, _SHELLS) if door == "casework" else (intake.router, _ISLANDS)
    for path in dict.fromkeys(route.path for route in routes_of(router.routes) if route.path.startswith(PAGES)):
        # The first page of casework sends on, and only a demonstration has a start page.
        if path == PAGES + START or (path == PAGES + "/" and door == "casework"):
            continue
        for language in languages():
            filled = path.replace(PAGES, f"/{language.code}").replace(_NOWHERE, "/no-such-page")
            for name in ("room", "organisation"):
                filled = filled.replace(f"{{{name}:hexid}}", secrets.token_hex(16))
            yield Asked(filled, 404 if path.endswith(_NOWHERE) else 200, kinds.get(path, PageKind.TEXT))
