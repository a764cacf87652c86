"""The headers of every answer of both doors, errors included.

Each policy starts from `default-src 'none'` and opens what that kind of page needs, nothing by habit. The layer stands
outside of everything else, so an answer cannot be made that misses it.
"""

from collections.abc import Iterable
from enum import StrEnum

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_KIND = "remedy.page_kind"


class PageKind(StrEnum):
    """What a page needs of the browser. A page endpoint sets it with `mark_page`; without it an answer runs nothing."""

    DATA = "data"
    TEXT = "text"
    REPORTER = "reporter"
    CASEWORK = "casework"
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind of page, no secret


_SHUT = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
# `data:` is the empty icon and pictures drawn by the page itself; `blob:` is what was opened or chosen on the device.
_TEXT = {**_SHUT, "style-src": "'self'", "img-src": "'self' data:"}
_ISLAND = {
    **_TEXT,
    "script-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' data: blob:",
}
_POLICIES: dict[PageKind, dict[str, str]] = {
    # Not a page: a browser that shows it anyway gets an empty, powerless one.
    PageKind.DATA: {**_SHUT, "sandbox": ""},
    PageKind.TEXT: _TEXT,
    PageKind.REPORTER: _ISLAND,
    PageKind.CASEWORK: _ISLAND,
    # Argon2id is WebAssembly; only where a passphrase is taken.
    PageKind.PASSPHRASE: {**_ISLAND, "script-src": "'self' 'wasm-unsafe-eval'"},
}
_DENIED = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-create",
    "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "web-share", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _DENIED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
}
_LASTING = {"Strict-Transport-Security": "max-age=63072000"}
_HASHED = "/static/assets/"
_FOREVER = b"public, max-age=31536000, immutable"
_OWN = frozenset(name.lower().encode() for name in (*_ALWAYS, "Content-Security-Policy", "Cache-Control", "Server"))


def policy(kind: PageKind) -> str:
    """The Content-Security-Policy of a kind of page."""
    return "; ".join(f"{directive} {sources}".strip() for directive, sources in _POLICIES[kind].items())


def headers_of(kind: PageKind, https: bool) -> dict[str, str]:
    """What every answer of a kind carries besides its own, for whoever checks that it arrives; `https`: as for the layer."""
    return {"Content-Security-Policy": policy(kind), **_ALWAYS, **(_LASTING if https else {})}


def mark_page(scope: Scope, kind: PageKind) -> None:
    """Say what kind of page this answer is: `mark_page(request.scope, PageKind.CASEWORK)`."""
    scope[PAGE_KIND][0] = kind


def _lines(kind: PageKind, https: bool) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers_of(kind, https).items()]


class SecurityHeaders:
    """The outermost layer. `https`: the door is served over TLS (through a proxy), so browsers shall never go back."""

    def __init__(self, app: ASGIApp, https: bool = False) -> None:
        self.app = app
        self.lines = {kind: _lines(kind, https) for kind in PageKind}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # A list, because routing copies the scope: the endpoint and this layer must look at the same place.
        marked = [PageKind.DATA]
        scope[PAGE_KIND] = marked
        hashed = scope["path"].startswith(_HASHED)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", ()) if pair[0].lower() not in _OWN]
                lasting = hashed and message["status"] in (200, 206, 304)
                cache = (b"cache-control", _FOREVER if lasting else b"no-store")
                kind = _kind(marked[0], kept)
                message["headers"] = [*kept, *self.lines[kind], cache]
            await send(message)

        await self.app(scope, receive, dressed)


def _kind(marked: PageKind, headers: Iterable[tuple[bytes, bytes]]) -> PageKind:
    """What the endpoint said of a page; whatever is no page is data, also where a page was meant and an error came."""
    content_type = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    return marked if content_type.startswith(b"text/html") else PageKind.DATA
