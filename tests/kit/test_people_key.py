"""The key for people's names: made once, recognised ever after, never replaced in silence."""

import stat
from pathlib import Path

import pytest
from sqlmodel import Session

from remedy_api.kit.people_key import KeyMissing, KeyWrong, key_path, people_key


def test_the_first_start_makes_it_and_every_other_finds_it(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "people.key"
    key = people_key(session, path)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert people_key(session, path) == key


def test_without_a_choice_it_lies_among_the_persons_configuration(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    key = people_key(session, None)
    path = key_path(session, None)
    assert path.parent == tmp_path / "remedy"
    assert people_key(session, path) == key


def test_a_file_that_was_put_there_before_is_taken(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "people.key"
    path.write_text("ab" * 32)
    assert people_key(session, path) == b"\xab" * 32


def test_a_missing_one_is_not_replaced(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "people.key"
    people_key(session, path)
    path.unlink()
    with pytest.raises(KeyMissing):
        people_key(session, path)
    assert not path.exists()


@pytest.mark.parametrize("content", ["00" * 32, "00" * 31, "not a key", "", "é"])
def test_another_one_is_noticed(session: Session, tmp_path: Path, content: str) -> None:
    path = tmp_path / "people.key"
    people_key(session, path)
    path.write_text(content)
    with pytest.raises(KeyWrong):
        people_key(session, path)
