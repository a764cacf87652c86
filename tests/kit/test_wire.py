"""Bytes, days and text have one spelling in JSON; everything else is refused."""

import json
from datetime import date
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from remedy_api.kit.http.wire import B64, Day, Hex32, HexId, Line, Prose, Schema


class Parcel(Schema):
    """Each type once."""

    id: HexId
    digest: Hex32
    key: Annotated[bytes, B64(4)]
    seal: Annotated[bytes, B64(0, 12)]
    day: Day


GOOD = {"id": "0a" * 16, "digest": "ff" * 32, "key": "AAECAw==", "seal": "", "day": "2026-11-24"}


@given(
    st.binary(min_size=16, max_size=16),
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=4, max_size=4),
    st.binary(max_size=12),
)
def test_bytes_survive_the_way_there_and_back(identity: bytes, digest: bytes, key: bytes, seal: bytes) -> None:
    parcel = Parcel(id=identity, digest=digest, key=key, seal=seal, day=date(2026, 2, 28))
    assert Parcel.model_validate(json.loads(parcel.model_dump_json())) == parcel
    assert Parcel.model_validate_json(parcel.model_dump_json()) == parcel


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "0A" * 16),
        ("id", "0a" * 15),
        ("id", "0a" * 16 + "\n"),
        ("id", "٠a" * 16),
        ("id", 12),
        ("id", None),
        ("digest", "0a" * 16),
        ("key", "AAECAw"),
        ("key", "AAECAx=="),
        ("key", "AAECAw==\n"),
        ("key", "AAEC_w=="),
        ("key", "AAECAwQ="),
        ("key", ""),
        ("key", "AAÉCAw=="),
        ("key", [0, 1, 2, 3]),
        ("seal", "A" * 400),
        ("day", "2026-02-30"),
        ("day", "2026-11-24T00:00:00"),
        ("day", "20261124"),
        ("day", 0),
        ("more", 1),
    ],
)
def test_any_other_spelling_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Parcel.model_validate({**GOOD, name: value})


def test_the_documentation_says_what_is_read() -> None:
    schema = Parcel.model_json_schema()["properties"]
    assert schema["id"]["pattern"] == "^[0-9a-f]{32}$"
    assert (schema["key"]["minLength"], schema["key"]["maxLength"]) == (8, 8)
    assert (schema["seal"]["minLength"], schema["seal"]["maxLength"]) == (0, 16)
    assert schema["day"] == {"format": "date", "title": "Day", "type": "string"}
    assert Parcel.model_json_schema(mode="serialization")["properties"]["id"]["pattern"] == "^[0-9a-f]{32}$"


LINE: TypeAdapter[str] = TypeAdapter(Annotated[str, Line(10)])
PROSE: TypeAdapter[str] = TypeAdapter(Annotated[str, Prose(30)])


@pytest.mark.parametrize(("typed", "kept"), [("  Ana  ", "Ana"), ("e\u0301", "é"), ("لجنة", "لجنة"), ("👷🏽‍♀️", "👷🏽‍♀️")])
def test_a_line_is_trimmed_and_composed(typed: str, kept: str) -> None:
    assert LINE.validate_python(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "a\nb", "a\x00b", "a\x1b[31m", "a\u2028b", "x" * 11, 5, None, b"Ana"])
def test_what_is_no_line_is_refused(typed: object) -> None:
    with pytest.raises(ValidationError):
        LINE.validate_python(typed)


def test_prose_keeps_its_lines() -> None:
    assert PROSE.validate_python(" one\r\ntwo\tthree \n") == "one\ntwo\tthree"
    assert PROSE.validate_python("") == ""
    with pytest.raises(ValidationError):
        PROSE.validate_python("bell\a")
