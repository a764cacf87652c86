"""Which language an answer is in: the page's own, else what the caller's browser asks for."""

from starlette.types import Scope

from remedy_api.kit.i18n import known, negotiate


def language_of(scope: Scope) -> str:
    """The language of a request: the first part of its path when that is an offered language (`/ar/inbox`), else
    Accept-Language, else English. Scripts of our pages send their page's language as Accept-Language.
    """
    first: str = scope["path"][1:].partition("/")[0]
    if known(first):
        return first
    wishes = b",".join(value for name, value in scope["headers"] if name == b"accept-language")
    return negotiate(wishes.decode("latin-1"))
