"""JSON has one reading here. Corpus: every case of JSONTestSuite, and strings that break programs."""

import base64
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from remedy_api.kit.errors import Malformed
from remedy_api.kit.http.body import MOST_LEVELS, strict_json

CORPORA = Path(__file__).parents[1] / "corpora"
CASES = {name: base64.b64decode(body) for name, body in json.loads((CORPORA / "json-parsing.json").read_text()).items()}
STRINGS: list[str] = json.loads((CORPORA / "naughty-strings.json").read_text(encoding="utf-8"))
JSON = {"Content-Type": "application/json"}

# JSON by the letter, refused on purpose: twin keys have two readings, and PostgreSQL keeps no NUL.
STRICTER = {
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
    "y_object_escaped_null_in_key.json",
    "y_string_null_escape.json",
}


@pytest.mark.parametrize("name", CASES)
def test_the_corpus_at_the_door(small: TestClient, name: str) -> None:
    answer = small.post("/anything", content=CASES[name], headers=JSON)
    assert answer.status_code < 500
    if name.startswith("y_") and name not in STRICTER:
        # A bare null is read, and then missed: the route wants a value.
        assert answer.status_code == (422 if CASES[name].strip() == b"null" else 200)
    elif name.startswith("n_") or name in STRICTER:
        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"a": "\\u0000"}',
        b"\xef\xbb\xbf{}",
        b'{"a": "\xff"}',
        '{"a": 1}'.encode("utf-16"),
        b"[" * (MOST_LEVELS + 1) + b"]" * (MOST_LEVELS + 1),
        b'{"a":' * (MOST_LEVELS + 1) + b"1" + b"}" * (MOST_LEVELS + 1),
        b"[" * 60_000,
        b"1" * 5_000,
    ],
)
def test_what_two_readers_might_read_differently_is_refused(small: TestClient, raw: bytes) -> None:
    with pytest.raises(Malformed):
        strict_json(raw)
    assert small.post("/anything", content=raw, headers=JSON).status_code == 400


def test_the_deepest_that_is_read() -> None:
    assert strict_json(b"[" * MOST_LEVELS + b"]" * MOST_LEVELS)
    # A pair of surrogates is one character, and a quoted backslash is no escape.
    assert strict_json(b'["\\ud83d\\ude00", "\\\\u0000"]') == ["😀", "\\u0000"]


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json", " application/json"]
)
def test_no_spelling_of_the_content_type_slips_past(small: TestClient, content_type: str) -> None:
    answer = small.post("/anything", content=b'{"a": NaN}', headers={"Content-Type": content_type})
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
def test_json_without_its_name_is_not_read(small: TestClient, content_type: str) -> None:
    answer = small.post("/things", content=b'{"thing": "%s", "name": "x"}' % (b"0a" * 16), headers={"Content-Type": content_type})
    assert answer.status_code == 422


@pytest.mark.parametrize("text", STRINGS)
def test_naughty_strings_are_kept_or_refused_but_never_break(small: TestClient, text: str) -> None:
    sent = {"thing": "0a" * 16, "name": text[:20] or "-", "story": text[:200]}
    answer = small.post("/things", json=sent)
    assert answer.status_code in (201, 400, 422)
    if answer.status_code == 201:
        assert answer.json()["story"].split() == answer.json()["story"].split()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), inner, max_size=4)
        ),
        max_leaves=20,
    )
)
def test_what_json_writes_is_read_as_it_was(value: object) -> None:
    assert strict_json(json.dumps(value).encode()) == value
    assert strict_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    try:
        strict_json(raw)
    except Malformed:
        return
