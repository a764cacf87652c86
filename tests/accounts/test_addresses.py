"""Mail addresses: crafted letters neither take over nor lock out somebody else's address."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from remedy_api.accounts.addresses import Address, normalised
from tests.factories.organisations import Programme
from tests.factories.people import accept, invite, make_unfounded

ADDRESS = TypeAdapter(Address)


@pytest.mark.parametrize("typed", ["a@b", "Nadia@Example.org", " nadia@example.org ", "naïve+tag@exämple.org", "用户@例子.中国"])
def test_addresses_people_have_are_taken(typed: str) -> None:
    assert normalised(ADDRESS.validate_python(typed)) == normalised(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "nobody",
        "@example.org",
        "nadia@",
        "nadia@example..org",
        "two words@example.org",
        "nadia@example.org\r\nBcc: all@example.org",
        "nadia@example.org,other@example.org",
        "Nadia <nadia@example.org>",
        "nadia\u200b@example.org",  # zero width space
        "nadia\u202e@example.org",  # right-to-left override
        "nadia\u00ad@example.org",  # soft hyphen
        "na\x00dia@example.org",
        "nadia@example.org" + "x" * 250,
        "\ufdfa@example.org",  # one sign that folds to several words with spaces
        "a@b@c",
        "-rf@example.org",
    ],
)
def test_what_could_hide_or_end_a_header_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        ADDRESS.validate_python(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mike@example.org", "MIKE@EXAMPLE.ORG"),
        ("mike@example.org", "mi\u212ae@example.org"),  # Kelvin sign
        ("fiona@example.org", "\ufb01ona@example.org"),  # the ligature fi
        ("nadia@example.org", "\uff4eadia@example.org"),  # full width n
        ("jose\u0301@example.org", "jos\u00e9@example.org"),
        ("strasse@example.org", "stra\u00dfe@example.org"),
    ],
)
def test_what_folds_alike_is_one_address(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mike@example.org", "m\u0131ke@example.org"),  # dotless i: upper-casing would make it an I
        ("admin@example.org", "\u0430dmin@example.org"),  # Cyrillic a
        ("paypal@example.org", "paypa1@example.org"),
    ],
)
def test_what_only_looks_alike_is_another_address(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@given(st.text(max_size=80))
def test_folding_is_stable_and_never_fails(typed: str) -> None:
    folded = normalised(typed)
    assert normalised(folded) == folded
    assert unicodedata.is_normalized("NFKC", folded)


def test_a_twin_in_other_letters_cannot_register_and_locks_nobody_out(programme: Programme) -> None:
    """The peer's fault: a crafted spelling of a victim's address made a second account, or took the first one over."""
    organisation, _ = make_unfounded(programme)
    victim = programme.stranger(email="mike@example.org")
    admin = programme.administrator
    accept(victim, admin, invite(admin, organisation, role="manager"), role="manager", fingerprint=b"")

    invitation = invite(admin, organisation, role="manager")
    twin = programme.stranger(email="mi\u212ae@example.org")
    sent = {"mac": "A" * 43 + "=", "account": twin.account()}
    answer = twin.client.post(f"/v1/invitations/{invitation.hex()}/acceptance", json=sent)
    assert (answer.status_code, answer.json()["code"]) == (409, "address-in-use")

    other = programme.stranger(email="m\u0131ke@example.org")
    accept(other, admin, invitation, role="manager", fingerprint=b"")
    assert victim.sign_in().json()["user"] == victim.user.hex()
    assert other.sign_in().json()["user"] == other.user.hex()
