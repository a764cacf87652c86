"""Countries, by the two letters of ISO 3166-1."""

from functools import lru_cache
from typing import Annotated

from babel import Locale
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

# XX and ZZ stand for "unknown", and CLDR has two-letter codes beside ISO 3166 for groups of countries.
_NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ"}


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes as CLDR knows them. Asked for when one is needed: all that CLDR says of English comes with them,
    which a worker that only takes reports does not hold.
    """
    return frozenset(code for code in map(str, Locale.parse("en").territories) if len(code) == 2 and code.isalpha()) - _NO_COUNTRY


def _known(value: str) -> str:
    if value not in countries():
        raise PydanticCustomError("country", "must be a two-letter country code")
    return value


Country = Annotated[str, Field(min_length=2, max_length=2), AfterValidator(_known)]
"""ISO 3166-1 alpha-2, upper case."""
