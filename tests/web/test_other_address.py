"""A door under an address that is not its own, plain HTTP from another machine above all: a page says why, nothing is served."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from remedy_api.app import create_casework_app, create_intake_app
from remedy_api.kit import i18n
from remedy_api.settings import Settings
from tests.kit.test_security_headers import assert_dressed

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def make(tmp_path: Path, door: str, *origins: str) -> TestClient:
    """A door with these origins; no answer here needs a database."""
    settings = Settings(data_dir=tmp_path / "data", casework_origins=origins, intake_origins=origins)
    create = {"casework": create_casework_app, "intake": create_intake_app}[door]
    app: FastAPI = create(settings, create_engine("postgresql+psycopg://nowhere"), bytes(32))
    return TestClient(app, base_url="http://192.0.2.7:8001", follow_redirects=False)


@pytest.fixture(params=["casework", "intake"])
def opened_elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> TestClient:
    """A door as it is served without any setting, opened from another machine by its number."""
    return make(tmp_path, request.param)


@pytest.mark.parametrize("path", ["/", "/en/", "/ar/receipt", "/nothing"])
def test_a_page_from_another_machine_over_plain_http_says_why(opened_elsewhere: TestClient, path: str) -> None:
    answer = opened_elsewhere.get(path, headers=PAGE)
    assert answer.status_code == 421
    assert_dressed(answer)
    assert answer.headers["content-type"].startswith("text/html")
    assert "sandbox" not in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    # Neither what was asked for nor under which name.
    assert "192.0.2.7" not in answer.text
    assert "nothing" not in answer.text.replace("nothing is shown and nothing can be sent", "")


@pytest.mark.parametrize("language", [each.code for each in i18n.languages()])
def test_in_every_language(opened_elsewhere: TestClient, language: str) -> None:
    answer = opened_elsewhere.get("/", headers=PAGE | {"Accept-Language": language})
    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}" dir="{i18n.direction(language)}">' in answer.text
    assert ("HTTPS" in answer.text) and ("REMEDY_" in answer.text)
    if language != "en":
        assert "cannot be used under this address" not in answer.text


def test_an_origin_with_plain_http_on_another_host_is_not_served(tmp_path: Path) -> None:
    """Even where somebody has set it so: there would be pages on which nobody can seal anything."""
    client = make(tmp_path, "intake", "http://192.0.2.7:8001")
    assert client.get("/en/", headers=PAGE).status_code == 421
    answer = client.get("/v1/programme")
    assert (answer.status_code, answer.json()["code"]) == (421, "wrong-host")
    assert "REMEDY_INTAKE_ORIGINS" in client.get("/en/", headers=PAGE).text


def test_where_there_is_a_right_address_it_is_named(tmp_path: Path) -> None:
    client = make(tmp_path, "casework", "https://remedy.example")
    assert '<a href="https://remedy.example/" dir="ltr">https://remedy.example</a>' in client.get("/en/", headers=PAGE).text
    plain = make(tmp_path, "casework").get("/en/", headers=PAGE)
    assert "<a " not in plain.text


def test_programs_get_a_problem_and_changes_are_never_answered_with_a_page(opened_elsewhere: TestClient) -> None:
    for answer in (
        opened_elsewhere.get("/v1/programme"),
        opened_elsewhere.post("/v1/submissions", headers=PAGE, content=b"x"),
        opened_elsewhere.get("/en/", headers=[*PAGE.items(), ("Accept", "*/*")][1:]),
    ):
        assert (answer.status_code, answer.json()["code"]) == (421, "wrong-host")
