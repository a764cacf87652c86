"""What is wrong with which field: pydantic's findings in our own words, naming only fields that a schema declares."""

from collections.abc import Mapping, Sequence
from typing import Any

from remedy_api.kit.errors import Field
from remedy_api.kit.http.wire import FIELD_NAMES
from remedy_api.kit.i18n import _N

_GENERIC = ("not-accepted", _N("This value cannot be accepted."))

# pydantic's error type: our code and sentence. A value is filled from the error's context, which holds only limits.
_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("missing", _N("This is missing.")),
    "extra_forbidden": ("unknown-field", _N("Something was sent here that is not known.")),
    "string_too_short": ("too-short", _N("This is too short. Least number of characters: %(min_length)s.")),
    "string_too_long": ("too-long", _N("This is too long. Greatest number of characters: %(max_length)s.")),
    "too_short": ("too-few", _N("There are too few. Least number: %(min_length)s.")),
    "too_long": ("too-many", _N("There are too many. Greatest number: %(max_length)s.")),
    "greater_than_equal": ("too-small", _N("This number is too small. Smallest possible: %(ge)s.")),
    "less_than_equal": ("too-big", _N("This number is too big. Biggest possible: %(le)s.")),
    "greater_than": ("too-small", _N("This number must be greater than %(gt)s.")),
    "less_than": ("too-big", _N("This number must be less than %(lt)s.")),
    "enum": ("no-choice", _N("This is not one of the choices.")),
    "literal_error": ("no-choice", _N("This is not one of the choices.")),
    "hex": ("not-hex", _N("This must be written in hexadecimal digits. Number of digits: %(digits)s.")),
    "base64": ("not-base64", _N("This must be written in base64. Bytes: %(least)s to %(most)s.")),
    "day": ("no-day", _N("This must be a day written as year, month and day, like 2026-11-24.")),
    "line": ("not-one-line", _N("This must be one line of text.")),
    "text": ("no-text", _N("This holds characters that cannot be kept.")),
    "string_type": ("wrong-kind", _N("This must be text.")),
    "int_type": ("wrong-kind", _N("This must be a whole number.")),
    "int_parsing": ("wrong-kind", _N("This must be a whole number.")),
    "float_type": ("wrong-kind", _N("This must be a number.")),
    "bool_type": ("wrong-kind", _N("This must be yes or no.")),
    "list_type": ("wrong-kind", _N("This must be a list.")),
    "tuple_type": ("wrong-kind", _N("This must be a list.")),
    "dict_type": ("wrong-kind", _N("This must be an object with named fields.")),
    "model_type": ("wrong-kind", _N("This must be an object with named fields.")),
    "model_attributes_type": ("wrong-kind", _N("This must be an object with named fields.")),
}
_MOST_FIELDS = 20


def explain(kind: str, code: str, message: str) -> None:
    """Say a finding of a package's own schemas in a sentence: `kind` is the type of its PydanticCustomError, unique."""
    _SENTENCES[kind] = (code, message)


def unreadable(found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the body was no JSON at all, so that no field can be named."""
    return any(error["type"] == "json_invalid" for error in found)


def field_errors(found: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields of a problem, at most twenty."""
    return tuple(_field(error) for error in found[:_MOST_FIELDS])


def _field(error: Mapping[str, Any]) -> Field:
    code, sentence = _SENTENCES.get(error["type"], _GENERIC)
    context = error.get("ctx", {})
    numbers = {name: value for name, value in context.items() if isinstance(value, int | float)}
    limits: dict[str, str | int] = {name: value if isinstance(value, int) else f"{value:g}" for name, value in numbers.items()}
    return Field(_pointer(error["loc"], error["type"]), code, sentence, limits)


def _pointer(place: Sequence[str | int], kind: str) -> str:
    """A JSON pointer into the body, or "#query/limit" for a declared parameter outside of it.

    Names that came with the request (an unknown field, the key of a map) stand as "*": a pointer echoes nothing.
    """
    source, *steps = place
    if kind == "extra_forbidden":
        steps = steps[:-1]
    if source != "body":
        return f"#{source}/{'/'.join(str(step) for step in steps[:1])}"
    return "".join(f"/{step if isinstance(step, int) or step in FIELD_NAMES else '*'}" for step in steps)
