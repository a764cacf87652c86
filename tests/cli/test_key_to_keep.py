"""Which file of the key an operator is told to keep: the one that stays, not the one that systemd hands over and takes away."""

from pathlib import Path

import pytest

from remedy_api.cli.backup.command import _tell_of_key
from remedy_api.cli.serve.prepare import prepare
from remedy_api.settings import Settings


@pytest.fixture
def handed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key as a unit with LoadCredential has it."""
    file = tmp_path / "credentials" / "remedy.service" / "people.key"
    file.parent.mkdir(parents=True)
    file.write_text("ab" * 32)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(file.parent))
    return file


@pytest.mark.parametrize("under_a_unit", [True, False])
def test_the_first_start_names_the_file_to_keep(handed_over: Path, tmp_path: Path, fresh_database: str, under_a_unit: bool) -> None:
    own = tmp_path / "own.key"
    settings = Settings(data_dir=tmp_path, key_file=handed_over if under_a_unit else own)
    _, notices = prepare(settings, fresh_database)
    assert ("LoadCredential" in notices[0]) == under_a_unit
    assert (f"is in {own}." in notices[0]) == (not under_a_unit)


def test_so_does_a_backup(
    handed_over: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(file: Path) -> str:
        _tell_of_key(file)
        return capsys.readouterr().err

    own = tmp_path / "own.key"
    assert "LoadCredential" in said(handed_over)
    assert str(handed_over) not in said(handed_over)
    assert "LoadCredential" not in said(own)
    assert str(own) in said(own)
    # By a link it is the same one.
    own.symlink_to(handed_over)
    assert "LoadCredential" in said(own)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    assert "LoadCredential" not in said(handed_over)
