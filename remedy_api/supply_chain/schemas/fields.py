"""Kinds of values that several schemas of the supply chain share, and what is said when one cannot be accepted."""

from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from remedy_api.kit.http.fields import explain
from remedy_api.kit.http.wire import HexId, Line, Prose, Schema
from remedy_api.kit.i18n import _N
from remedy_api.supply_chain.identifiers.cpv import CpvWrong, parse_cpv, purchase
from remedy_api.supply_chain.identifiers.lei import LeiWrong, parse_lei
from remedy_api.supply_chain.identifiers.os_id import OsIdWrong, parse_os_id
from remedy_api.supply_chain.states import Activity, Confidence, ProductKind, SiteStatus, Source, Standing, ValueBand

T = TypeVar("T")

explain("os-id-length", "os-id", _N("An OS ID has 15 characters. Please compare it with the one on Open Supply Hub."))
explain("os-id-shape", "os-id", _N("An OS ID is two letters of a country, seven digits, and six more digits or letters."))
explain("os-id-day", "os-id", _N("After the country, an OS ID has a year and a day of that year. There is no such day."))
explain("os-id-check", "os-id", _N("The last character of this OS ID does not fit the others. One of them was mistyped."))
explain("lei-shape", "lei", _N("A Legal Entity Identifier has 20 characters: 18 digits or letters, and two digits."))
explain("lei-check", "lei", _N("The last two digits of this Legal Entity Identifier do not fit the others. One was mistyped."))
explain("cpv", "cpv", _N("A CPV code has eight digits, and perhaps a hyphen and a ninth digit, like 30213100-6."))
explain("twins", "twins", _N("The same is named twice here."))
explain("place", "place", _N("Latitude and longitude go together: give both or none."))
explain("days", "days", _N("The last day cannot be before the first."))
explain("country", "country", _N("This must be the two-letter code of a country, like BD."))


def _one_line(value: str) -> str:
    # Composed anew, a text can be longer than it came; the table counts what is kept.
    if "\n" in value or "\t" in value or len(value) > 300:
        raise PydanticCustomError("line", "expected one line of text")
    return value


def _os_id(value: str) -> str:
    try:
        return parse_os_id(value)
    except OsIdWrong as error:
        raise PydanticCustomError(f"os-id-{error.code}", "not an OS ID") from error


def _lei(value: str) -> str:
    try:
        return parse_lei(value)
    except LeiWrong as error:
        raise PydanticCustomError(f"lei-{error.code}", "not a LEI") from error


def _cpv(value: str) -> str:
    try:
        return parse_cpv(value)
    except CpvWrong as error:
        raise PydanticCustomError("cpv", "not a CPV code") from error


def _purchases(codes: list[str]) -> list[str]:
    return _distinct(codes, {purchase(code) for code in codes})


def _activities(codes: list[Activity]) -> list[Activity]:
    return _distinct(codes, set(codes))


def _distinct(values: list[T], different: set[T]) -> list[T]:
    if len(different) != len(values):
        raise PydanticCustomError("twins", "must not repeat itself")
    return values


Name = Annotated[str, Line(200), AfterValidator(_one_line)]
NativeName = Annotated[str, Prose(200), AfterValidator(_one_line)]
Address = Annotated[str, Prose(300), AfterValidator(_one_line)]
OsId = Annotated[str, Field(max_length=40), AfterValidator(_os_id)]
Lei = Annotated[str, Field(max_length=40), AfterValidator(_lei)]
Cpvs = Annotated[list[Annotated[str, Field(max_length=12), AfterValidator(_cpv)]], Field(max_length=20), AfterValidator(_purchases)]
Latitude = Annotated[float, Field(ge=-90, le=90), AfterValidator(lambda value: round(value, 6))]
Longitude = Annotated[float, Field(ge=-180, le=180), AfterValidator(lambda value: round(value, 6))]
Tier = Annotated[int, Field(ge=1, le=9)]

# Codes come as text, from JSON and from the database alike; only the listed ones are taken.
ActivityCode = Annotated[Activity, Field(strict=False)]
ActivityCodes = Annotated[list[ActivityCode], Field(max_length=20), AfterValidator(_activities)]
StatusCode = Annotated[SiteStatus, Field(strict=False)]
SourceCode = Annotated[Source, Field(strict=False)]
ConfidenceCode = Annotated[Confidence, Field(strict=False)]
StandingCode = Annotated[Standing, Field(strict=False)]
KindCode = Annotated[ProductKind, Field(strict=False)]
BandCode = Annotated[ValueBand, Field(strict=False)]


class CompanySummary(Schema):
    """What is shown of a company where it stands beside something else."""

    company: HexId
    name: str
    native_name: str
    country: str
    lei: str | None
