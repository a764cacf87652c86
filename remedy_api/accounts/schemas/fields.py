"""Kinds of values that several schemas share."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from remedy_api.accounts.states import InvitationState, MembershipState, OrganisationKind, Role, SlotType
from remedy_api.kit.http.wire import B64, Prose
from remedy_api.kit.i18n import LANGUAGES, known


def _in_the_list(code: str) -> str:
    if code not in LANGUAGES:
        raise PydanticCustomError("language", "must be a language of the list")
    return code


def _offered(code: str) -> str:
    if not known(code):
        raise PydanticCustomError("language", "must be an offered language")
    return code


def _distinct(codes: list[str]) -> list[str]:
    if len(set(codes)) != len(codes):
        raise PydanticCustomError("twins", "must not repeat itself")
    return codes


_Code = Annotated[str, Field(min_length=2, max_length=12)]
LanguageCode = Annotated[_Code, AfterValidator(_in_the_list)]
"""Any language of locales.json."""
OfferedLanguage = Annotated[_Code, AfterValidator(_offered)]
"""A language in which pages are complete."""
LanguageCodes = Annotated[list[LanguageCode], Field(min_length=1, max_length=40), AfterValidator(_distinct)]
OfferedLanguages = Annotated[list[OfferedLanguage], Field(min_length=1, max_length=40), AfterValidator(_distinct)]

Notice = dict[LanguageCode, Annotated[str, Prose(20_000)]]
"""A long text by language."""
Description = dict[LanguageCode, Annotated[str, Prose(2_000)]]
"""A short text by language."""

KemPublic = Annotated[bytes, B64(1216)]
"""A public KEM key."""
SigPublic = Annotated[bytes, B64(32)]
"""A public signing key."""
Signature = Annotated[bytes, B64(64)]
"""An Ed25519 signature."""
Secret32 = Annotated[bytes, B64(32)]
"""32 bytes that prove something or open something."""
Mac = Annotated[bytes, B64(32)]
"""A MAC over an invitation; it means nothing to the server."""
SealedKey = Annotated[bytes, B64(60)]
"""32 bytes sealed: nonce, ciphertext, tag."""

# Codes come as text, from JSON and from the database alike; only the listed ones are taken.
KindCode = Annotated[OrganisationKind, Field(strict=False)]
RoleCode = Annotated[Role, Field(strict=False)]
SlotCode = Annotated[SlotType, Field(strict=False)]
MembershipCode = Annotated[MembershipState, Field(strict=False)]
InvitationCode = Annotated[InvitationState, Field(strict=False)]
