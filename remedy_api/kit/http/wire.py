"""How bytes, days and typed text travel in JSON, strictly: one spelling each, and bytes everywhere after
parsing.

Schemas build on `Schema`: unknown fields are refused, nothing is converted silently ("1" is no number),
values are frozen. Because a strict schema does not turn text into enums or days, use `Day` for days and
`Field(strict=False)` on enums. `B64`, `Line` and `Prose` are sized markers: `name: Annotated[str,
Line(100)]`.
"""

import base64
import binascii
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

# Every field name any schema declares. A problem may name these in its pointers; other names came from the
# caller.
FIELD_NAMES: set[str] = set()


class Schema(BaseModel):
    """The base of every request and answer."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Remember the declared names, for the pointers of problems."""
        super().__pydantic_init_subclass__(**kwargs)
        FIELD_NAMES.update(cls.model_fields)


@dataclass(frozen=True, slots=True)
class Hex:
    """`length` bytes; in JSON exactly twice as many lowercase hex digits."""

    length: int

    def parse(self, value: object) -> bytes:
        """The bytes of a JSON string, or the bytes themselves when an answer is built in Python."""
        if isinstance(value, bytes) and len(value) == self.length:
            return value
        if isinstance(value, str) and len(value) == 2 * self.length and re.fullmatch("[0-9a-f]+", value):
            return bytes.fromhex(value)
        raise PydanticCustomError("hex", "expected {digits} hex digits", {"digits": 2 * self.length})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        dump = core_schema.plain_serializer_function_ser_schema(bytes.hex, when_used="json")
        return core_schema.no_info_plain_validator_function(self.parse, serialization=dump)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        digits = 2 * self.length
        return {
            "type": "string",
            "pattern": f"^[0-9a-f]{{{digits}}}$",
            "minLength": digits,
            "maxLength": digits,
        }


@dataclass(frozen=True, slots=True)
class B64:
    """Exactly `least` bytes, or `least` to `most`; in JSON padded base64 in its one canonical spelling."""

    least: int
    most: int = 0

    @property
    def limits(self) -> tuple[int, int]:
        """The smallest and the largest number of bytes."""
        return self.least, self.most or self.least

    def parse(self, value: object) -> bytes:
        """The bytes of a JSON string, or the bytes themselves when an answer is built in Python."""
        least, most = self.limits
        raw = value if isinstance(value, bytes) else _decode(value, most)
        if raw is not None and least <= len(raw) <= most:
            return raw
        raise PydanticCustomError("base64", "expected {least} to {most} bytes", {"least": least, "most": most})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        dump = core_schema.plain_serializer_function_ser_schema(_encode, when_used="json")
        return core_schema.no_info_plain_validator_function(self.parse, serialization=dump)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        least, most = self.limits
        return {
            "type": "string",
            "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
            "contentEncoding": "base64",
            "minLength": 4 * ((least + 2) // 3),
            "maxLength": 4 * ((most + 2) // 3),
        }


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _decode(value: object, most: int) -> bytes | None:
    if not isinstance(value, str) or len(value) > 4 * ((most + 2) // 3):
        return None
    try:
        raw = base64.b64decode(value.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    # The decoder accepts stray bits in the last symbol; here one sequence of bytes has one spelling.
    return raw if _encode(raw) == value else None


class IsoDay:
    """A day in JSON: exactly YYYY-MM-DD, never a time."""

    @staticmethod
    def parse(value: object) -> date:
        """The day of a JSON string, or the day itself when an answer is built in Python."""
        if type(value) is date:
            return value
        if isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise PydanticCustomError("day", "no such day") from error
        raise PydanticCustomError("day", "expected a day as YYYY-MM-DD")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        dump = core_schema.plain_serializer_function_ser_schema(date.isoformat, when_used="json")
        return core_schema.no_info_plain_validator_function(self.parse, serialization=dump)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Prose:
    """Text a person typed, at most `most` characters: NFC, trimmed, may be empty, no control characters."""

    most: int
    least: int = 0

    def parse(self, value: str) -> str:
        """The text as it is kept."""
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
        if any(unicodedata.category(symbol) in ("Cc", "Cs") and symbol not in "\n\t" for symbol in text):
            raise PydanticCustomError("text", "expected text without control characters")
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        typed = core_schema.str_schema(strict=True, max_length=self.most, min_length=self.least)
        return core_schema.no_info_after_validator_function(self.parse, typed)


@dataclass(frozen=True, slots=True)
class Line(Prose):
    """One line of text a person typed (a name), at most `most` characters: as Prose, never empty."""

    least: int = 1

    def parse(self, value: str) -> str:
        """The line as it is kept."""
        text = unicodedata.normalize("NFC", value).strip()
        if not text:
            raise PydanticCustomError("missing", "must not be empty")
        if any(unicodedata.category(symbol) in ("Cc", "Cs", "Zl", "Zp") for symbol in text):
            raise PydanticCustomError("line", "expected one line of text")
        return text


HexId = Annotated[bytes, Hex(16)]
"""The 16 random bytes of a room, entry, user, slot, organisation, invitation or session; 32 hex digits in
JSON.
"""

Hex32 = Annotated[bytes, Hex(32)]
"""The 32 bytes of a kid, digest, fingerprint or lookup; 64 hex digits in JSON."""

Day = Annotated[date, IsoDay()]
"""A day; nothing about a complaint is ever finer."""
