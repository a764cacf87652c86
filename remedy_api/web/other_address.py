"""What a person sees who came to a door by an address that is not its own: why nothing works there, and where it does.

The usual case is plain HTTP from another machine. Browsers give such pages no means to seal (no WebCrypto outside secure
contexts), so no page is served there at all: there is no fallback. Programs get the problem of the rim.
"""

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from remedy_api.kit.http.language import language_of
from remedy_api.kit.http.rim import Door, is_ours, may_seal
from remedy_api.kit.i18n import _N, current_language, direction, render, speaking
from remedy_api.web.pages.shell import environment
from remedy_api.web.security_headers import PageKind, mark_page

TITLE = _N("This service cannot be used under this address")
PLAIN = _N(
    "A browser lets a page lock what you write only when the page comes over HTTPS, or from your own machine. Here it would come "
    "unprotected, so nothing is shown and nothing can be sent. What you have not sent stays on your device."
)
OPERATOR = _N(
    "For whoever runs this service: put HTTPS in front of this door, name its address in %(setting)s, and see what remedy doctor "
    "says."
)
INSTEAD = _N("Use this address instead:")


class OtherAddress:
    """Answers pages that are asked for under another name. Everything else is the rim's to judge."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.hosts = door.hosts
        self.any_host = door.any_host
        self.setting = "REMEDY_CASEWORK_ORIGINS" if door.accounts else "REMEDY_INTAKE_ORIGINS"
        # An address on this machine helps nobody who is on another one.
        self.instead = next((origin for origin in door.origins if origin.startswith("https://") and may_seal(origin)), None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _wants_page(scope) or scope["path"] in self.any_host or is_ours(scope, self.hosts):
            await self.app(scope, receive, send)
            return
        mark_page(scope, PageKind.TEXT)
        with speaking(language_of(scope)):
            await self._page()(scope, receive, send)

    def _page(self) -> HTMLResponse:
        language = current_language()
        content = environment.get_template("other_address.html").render(
            language=language,
            direction=direction(language),
            title=render(TITLE),
            reason=render(PLAIN),
            operator=render(OPERATOR, setting=self.setting),
            lead=render(INSTEAD),
            instead=self.instead,
        )
        return HTMLResponse(content, status_code=421, headers={"Content-Language": language})


def _wants_page(scope: Scope) -> bool:
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return scope["method"] in ("GET", "HEAD") and b"text/html" in accepted
