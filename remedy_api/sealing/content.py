"""What an entry says, as padded plaintext. The kind stands only in here: from outside all entries look
alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.lp import exact, lp, number, read_lp, text
from remedy_api.sealing.padding import attachment_size, check_zeros, ladder, pad

ATTACHMENT: Final = "attachment"
FILED_KINDS = ("person", "answers", "narrative")
CONVERSATION_KINDS = ("message", "reprisal")
WORKERS_KINDS = (
    "message",
    "reasons",
    "mandate",
    "risk",
    "safe_contact",
    "referral",
    "notice",
    "finding",
    "comment",
    "interests",
    "witness",
    "reprisal",
    "reprisal_link",
)
TABLE_KINDS = ("message", "reasons", "plan", "report", "minute", "reply")
TEXT_KINDS = tuple(dict.fromkeys((*FILED_KINDS, *CONVERSATION_KINDS, *WORKERS_KINDS, *TABLE_KINDS)))
NEVER_DISCLOSED = frozenset({"person", "mandate", "risk", "reprisal_link", "safe_contact", "witness", "reprisal", "interests"})
MAX_ATTACHMENT = 25 * 1024 * 1024

_MAX_LANGUAGE = 35
_MAX_FORM = 64
_MAX_NAME = 255
_MAX_TYPE = 127


@dataclass(frozen=True)
class Text:
    """A text with its BCP 47 language; `form` and `version` say which form it answers (empty and 0:
    none).
    """

    kind: str
    language: str
    text: str
    form: str = ""
    version: int = 0


@dataclass(frozen=True)
class Attachment:
    """A file: name and media type as its author gave them (never to be trusted), and its bytes."""

    name: str
    type: str
    content: bytes
    kind: ClassVar[str] = ATTACHMENT


Content = Text | Attachment


def check_kind(kind: str, room_kind: str, epoch: int) -> None:
    """Raises `kind-not-allowed` for what does not belong into that epoch of that kind of room."""
    allowed: tuple[str, ...]
    if room_kind == "workers":
        allowed = WORKERS_KINDS
    elif room_kind == "table":
        allowed = TABLE_KINDS
    elif room_kind == "reporter":
        allowed = FILED_KINDS if epoch == 0 else CONVERSATION_KINDS
    else:
        raise SealError(Code.UNKNOWN_KIND, room_kind)
    if kind not in (*allowed, ATTACHMENT):
        raise SealError(Code.KIND_NOT_ALLOWED, kind)


def check_disclosed_kind(kind: str) -> None:
    """Raises `kind-not-allowed` for what is never disclosed."""
    if kind in NEVER_DISCLOSED:
        raise SealError(Code.KIND_NOT_ALLOWED, kind)


def _check_text(item: Text) -> None:
    if item.kind not in TEXT_KINDS:
        raise SealError(Code.KIND_NOT_ALLOWED)
    if not item.language or (item.version and not item.form):
        raise SealError(Code.MALFORMED, "text")
    text(item.language.encode(), _MAX_LANGUAGE, "language")
    text(item.form.encode(), _MAX_FORM, "form")


def _check_attachment(item: Attachment) -> None:
    if len(item.content) > MAX_ATTACHMENT:
        raise SealError(Code.TOO_LARGE, "attachment")
    text(item.name.encode(), _MAX_NAME, "name")
    text(item.type.encode(), _MAX_TYPE, "type")


def encode_content(content: Content) -> bytes:
    """The padded plaintext. Raises `too-large` for what no size of the protocol holds."""
    if isinstance(content, Text):
        inner = lp(content.kind, content.language, content.form, content.version, content.text)
        _check_text(content)
        plain = lp(inner)
        return pad(plain, ladder(len(plain)))
    inner = lp(ATTACHMENT, len(content.content), content.name, content.type)
    _check_attachment(content)
    plain = lp(inner) + content.content
    return pad(plain, attachment_size(len(plain)))


def parse_content(padded: bytes) -> Content:
    """Strictly: the size its padding must have, padding of zeros only, nothing beside what it says."""
    end = 4 + int.from_bytes(padded[:4], "big")
    if end > len(padded):
        raise SealError(Code.MALFORMED, "content")
    items = read_lp(padded[4:end])
    if items and items[0] == ATTACHMENT.encode():
        return _parse_attachment(items, padded, end)
    if ladder(end) != len(padded):
        raise SealError(Code.PADDING_SIZE)
    check_zeros(padded[end:])
    if len(items) != 5:
        raise SealError(Code.MALFORMED, "text")
    kind, language, form, version, body = items
    content = Text(
        kind=text(kind, 32, "kind"),
        language=text(language, _MAX_LANGUAGE, "language"),
        form=text(form, _MAX_FORM, "form"),
        version=number(version, "version"),
        text=text(body, len(body), "text"),
    )
    _check_text(content)
    return content


def _parse_attachment(items: tuple[bytes, ...], padded: bytes, end: int) -> Attachment:
    if len(items) != 4:
        raise SealError(Code.MALFORMED, "attachment")
    size = number(exact(items[1], 8, "size"), "size")
    if attachment_size(end + size) != len(padded):
        raise SealError(Code.PADDING_SIZE)
    check_zeros(padded[end + size :])
    content = Attachment(
        name=text(items[2], _MAX_NAME, "name"),
        type=text(items[3], _MAX_TYPE, "type"),
        content=padded[end : end + size],
    )
    _check_attachment(content)
    return content
