"""What a page asks a browser for, read from its HTML as the server sent it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# What the templates are made of. No field and no button: those are drawn by listed scripts.
_TAGS = frozenset(
    {"html", "head", "meta", "link", "title", "script", "body", "main", "header", "footer", "nav", "aside", "section", "div"}
    | {"a", "p", "span", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "details", "summary", "noscript"}
    | {"strong", "em", "small", "code", "bdi", "br", "time"}
)
_LOADING = {"script": "src", "link": "href"}
_SHEETS = ("stylesheet", "modulepreload")
# Attributes by which some element of HTML makes a browser fetch, run or send something.
_ACTIVE = re.compile(r"on.*|style|srcset|srcdoc|action|formaction|poster|background|ping|http-equiv|data|manifest|imagesrcset")
_FINGERPRINT = re.compile(r'<code dir="ltr">([0-9a-f]{16})</code>')


@dataclass(slots=True)
class Loaded:
    """A file that a page names, with the hash that it names for it."""

    address: str
    integrity: str


@dataclass(slots=True)
class PageRead:
    """What a page loads, where it leads, what of it should not be there, and the fingerprint at its foot."""

    loads: list[Loaded] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    shown: str = ""


def read_page(html: str) -> PageRead:
    """Read one page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if footer := re.search(r'<p class="version">.*?</p>', html, re.DOTALL):
        reader.found.shown = "".join(_FINGERPRINT.findall(footer[0]))
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = PageRead()
        self._within = ""
        self._exits = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._within = tag
        if tag not in _TAGS or len(given) != len(attrs):
            self.found.foreign.append(f"<{tag}>")
        self.found.foreign += [f"<{tag} {name}>" for name in given if _ACTIVE.fullmatch(name)]
        if tag == "a":
            # One link leads away, and says so by its place: the one that a reporter in danger presses.
            leaves = given.get("id") == "quick-exit" and given.get("href", "").startswith("https://")
            self._exits += leaves
            if not leaves or self._exits > 1:
                self.found.leads.append(given.get("href", ""))
        elif tag in _LOADING:
            self._loading(tag, given)
        else:
            self.found.foreign += [f"<{tag} {name}>" for name in ("src", "href") if name in given]

    def _loading(self, tag: str, given: dict[str, str]) -> None:
        address = given.get(_LOADING[tag], "")
        if tag == "link" and (given.get("rel"), address) == ("icon", "data:,"):
            return
        if tag == "link" and given.get("rel") not in _SHEETS:
            self.found.foreign.append(f"<link rel={given.get('rel', '')}>")
        self.found.loads.append(Loaded(address, given.get("integrity", "")))

    def handle_data(self, data: str) -> None:
        if self._within in ("script", "style") and data.strip():
            self.found.foreign.append(f"<{self._within}>")

    def handle_comment(self, data: str) -> None:
        """Our pages have none. A browser ends one elsewhere than this parser does, so that a script could hide behind it."""
        self.found.foreign.append("<!-- -->")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.found.foreign.append("<!>")

    def unknown_decl(self, data: str) -> None:
        self.found.foreign.append("<![>")

    def handle_pi(self, data: str) -> None:
        self.found.foreign.append("<?>")

    def handle_endtag(self, tag: str) -> None:
        self._within = ""
