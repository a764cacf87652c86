"""A change must name the version it is based on."""

import pytest
from fastapi.testclient import TestClient

from remedy_api.kit.http.etag import etag

PATH = "/things/" + "0a" * 16


def test_tags_are_quoted() -> None:
    assert etag(7) == '"7"'
    assert etag(b"\x01\xff") == '"01ff"'
    assert etag("latest") == '"latest"'


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 428),
        ("", 428),
        ("*", 428),
        ('"7"', 200),
        ('"6", "7"', 200),
        (' "7" ', 200),
        ('"6"', 412),
        ('W/"7"', 412),
        ("7", 412),
        ('"7', 412),
        ('"' + "7" * 3000 + '"', 412),
        (",,,", 412),
    ],
)
def test_only_the_present_version_may_be_changed(small: TestClient, header: str | None, status: int) -> None:
    answer = small.put(PATH, headers={} if header is None else {"If-Match": header})
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["code"] == {428: "precondition-required", 412: "stale"}[status]


@pytest.mark.parametrize(("header", "known"), [('"7"', True), ('W/"7"', True), ("*", True), ('"6"', False), ("", False)])
def test_a_caller_who_has_it_already_is_told_so(small: TestClient, header: str, known: bool) -> None:
    assert (small.get(PATH, headers={"If-None-Match": header}).json() == "unchanged") is known
