"""Mail addresses: which are accepted, and when two are the same.

Two spellings that look or fold alike are one address (NFKC, case folded, NFKC again): so nobody can register a twin of
somebody's address in other letters. What folds differently is another address, however similar it looks; it gets its
own account, lanes and mail. Mail only ever goes to the address as its owner registered it, never to one typed at sign-in.
"""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

LONGEST = 254
"""Characters of an address (RFC 5321)."""


def normalised(address: str) -> str:
    """The form under which an address is found again. Never raises: what cannot be one is simply nobody's."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address.strip()).casefold())
    return folded.strip()


def _plausible(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    # Controls, invisible and unassigned characters, spaces and quotes: nothing that could hide or end a mail header.
    odd = any(unicodedata.category(symbol)[0] in "CZ" or symbol in '"(),:;<>[]\\@' for symbol in local + domain)
    labels = domain.split(".")
    return bool(at and local and not odd and all(labels) and not local.startswith((".", "-")) and ".." not in local)


def acceptable(address: str) -> str:
    """An address somebody registers, trimmed and in NFKC, so that what is mailed to is what is looked up."""
    kept = unicodedata.normalize("NFKC", address.strip())
    if not (len(kept) <= LONGEST and _plausible(kept) and _plausible(normalised(kept))):
        raise PydanticCustomError("address", "expected a mail address")
    return kept


Address = Annotated[str, Field(min_length=3, max_length=LONGEST), AfterValidator(acceptable)]
"""A mail address somebody registers."""

Login = Annotated[str, Field(min_length=1, max_length=LONGEST)]
"""What somebody types to sign in: any text. Whether it is anybody's is not told."""
