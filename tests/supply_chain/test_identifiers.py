"""Numbers of sites, companies and purchases: true ones pass, mistyped ones are refused with the reason and never repeated."""

import string
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remedy_api.supply_chain.identifiers.cpv import CpvWrong, parse_cpv
from remedy_api.supply_chain.identifiers.lei import LeiWrong, parse_lei
from remedy_api.supply_chain.identifiers.os_id import OsIdWrong, check_character, parse_os_id
from tests.factories.chain import make_site, post
from tests.factories.organisations import Programme

TRUE = ("TW2025309TEST1W", "MY2025309TEST2R", "HU2025309TEST3G")
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LEI = "213800KUD8LAJWSQ9D15"

days = st.dates().map(lambda day: f"{day.year:04}{day.timetuple().tm_yday:03}")
firsts = st.builds(
    lambda country, day, rest: country + day + rest,
    st.text(string.ascii_uppercase, min_size=2, max_size=2),
    days,
    st.text(BASE32, min_size=5, max_size=5),
)
numbers = firsts.map(lambda first: first + check_character(first))


def wrong(number: str) -> str:
    """Why a number is refused; nothing when it is not."""
    try:
        parse_os_id(number)
    except OsIdWrong as error:
        assert str(error) == error.code
        return error.code
    return ""


@pytest.mark.parametrize("number", TRUE)
def test_true_os_ids(number: str) -> None:
    assert parse_os_id(number) == number
    assert parse_os_id(f" {number[:2]}-{number[2:9]} {number[9:14].lower()}-{number[14]}") == number


@given(numbers)
def test_whatever_the_rule_gives_is_true(number: str) -> None:
    assert parse_os_id(number) == number


@given(numbers, st.integers(0, 14), st.characters())
def test_one_changed_character_is_always_noticed(number: str, place: int, other: str) -> None:
    changed = number[:place] + other + number[place + 1 :]
    if other.isascii() and other.upper() == number[place]:
        assert parse_os_id(changed) == number
    else:
        assert wrong(changed)


@given(numbers, st.sampled_from(string.ascii_uppercase + string.digits), st.integers(0, 15))
def test_one_character_too_many_or_too_few_is_noticed(number: str, more: str, place: int) -> None:
    assert wrong(number[:place] + more + number[place:]) == "length"
    assert wrong(number[:place] + number[place + 1 :]) == ("length" if place < 15 else "")


@given(numbers, st.integers(0, 14), st.integers(0, 14))
def test_of_changed_places_as_much_is_noticed_as_a_sum_can(number: str, one: int, two: int) -> None:
    letters = list(number)
    letters[one], letters[two] = letters[two], letters[one]
    swapped = "".join(letters)
    parts = {0 if place < 2 else 1 if place < 9 else 2 for place in (one, two)}
    if swapped == number or (parts in ({0}, {2}) and 14 not in (one, two)):
        assert parse_os_id(swapped) == swapped
    elif parts == {0, 1} or (parts == {1, 2} and (letters[one] + letters[two]).upper().isupper()):
        # A letter among the digits of the day, or a digit among the letters of the country.
        assert wrong(swapped) == "shape"
    else:
        assert wrong(swapped) in ("", "shape", "day", "check")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("", "length"),
        ("TW2025309TEST1", "length"),
        ("2W2025309TEST1W", "shape"),
        ("TWX025309TEST1W", "shape"),
        ("TW2025309TESI1W", "shape"),
        ("TW2025309TE\u017fT1W", "shape"),
        ("ÄW2025309TEST1W", "shape"),
        ("TW٢025309TEST1W", "shape"),
        ("TW2025000TEST1W", "day"),
        ("TW2025366TEST1W", "day"),
        ("TW0000001TEST1W", "day"),
        ("TW9999366TEST1W", "day"),
        ("TW2025309TEST1X", "check"),
        ("TW2025308TEST1W", "check"),
    ],
)
def test_why_an_os_id_is_refused(number: str, reason: str) -> None:
    assert wrong(number) == reason


@pytest.mark.parametrize("number", TRUE)
def test_each_changed_character_of_a_true_one_is_refused_over_http(programme: Programme, number: str) -> None:
    client, seen = programme.administrator.client, set()
    for place in range(15):
        other = "7" if number[place] != "7" else "8"
        changed = number[:place] + other + number[place + 1 :]
        answer = post(client, "/v1/sites", {"name": "New", "country": "TW", "os_id": changed})
        assert answer.status_code == 422
        (field,) = answer.json()["fields"]
        assert (field["pointer"], field["code"]) == ("/os_id", "os-id")
        assert changed not in answer.text
        seen.add(field["detail"])
    assert len(seen) >= 2
    assert make_site(client, os_id=number)["os_id"] == number


@given(st.integers(0, 19), st.sampled_from(string.ascii_uppercase + string.digits))
def test_one_changed_character_of_a_lei_is_noticed(place: int, other: str) -> None:
    """ISO 7064 promises it for a digit in place of a digit and a letter in place of a letter: a letter counts as two digits."""
    assume(other.isdigit() == LEI[place].isdigit())
    changed = LEI[:place] + other + LEI[place + 1 :]
    if other == LEI[place]:
        assert parse_lei(f" {changed[:4]}-{changed[4:].lower()} ") == LEI
    else:
        with pytest.raises(LeiWrong):
            parse_lei(changed)


@pytest.mark.parametrize("number", ["", LEI[:-1], LEI + "1", "2138 00KUD8LAJWSQ9D1É", LEI[:-2] + "1X"])
def test_what_is_no_lei(number: str) -> None:
    with pytest.raises(LeiWrong):
        parse_lei(number)


@pytest.mark.parametrize("code", ["30213100-6", "30213100", "72400000-4", " 03000000-1 "])
def test_true_cpv_codes(code: str) -> None:
    assert parse_cpv(code) == code.strip()


@pytest.mark.parametrize("code", ["", "3021310", "302131006", "30213100-", "30213100-66", "3021310O-6", "٣0213100", "00000000-0"])
def test_what_is_no_cpv_code(code: str) -> None:
    with pytest.raises(CpvWrong):
        parse_cpv(code)


def test_reasons_come_in_the_readers_language(programme: Programme) -> None:
    def told(language: str) -> Any:
        headers = {"Idempotency-Key": language, "Accept-Language": language}
        body = {"name": "N", "country": "TW", "os_id": "TW2025309TEST1X"}
        return programme.administrator.client.post("/v1/sites", json=body, headers=headers)

    assert told("en").headers["Content-Language"] == "en"
    assert "mistyped" in told("en").json()["fields"][0]["detail"]
