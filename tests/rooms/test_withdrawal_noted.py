"""A report that is taken back is noted for restores with the transaction that takes it back, and by no other."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.rooms.actions import history
from remedy_api.rooms.errors import RoomFull
from remedy_api.settings import Settings
from remedy_api.storage.erased import WITHDRAWN, erased_hash, erased_rooms
from remedy_api.storage.errors import StorageFull
from remedy_api.storage.folder import FolderBlobs
from tests.factories.organisations import Organisation
from tests.factories.reports import file_report
from tests.factories.steps import by_receipt


def test_what_was_not_taken_back_after_all_is_not_noted(
    intake: TestClient, engine: Engine, settings: Settings, union: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = file_report(intake, union)

    def refuse(*_: object) -> None:
        raise RoomFull

    with monkeypatch.context() as patch:
        patch.setattr(history, "emit", refuse)
        assert by_receipt(intake, report, ("withdrawn", {})).status_code == 409
    assert erased_rooms(settings.data_dir) == frozenset()
    assert by_receipt(intake, report, ("withdrawn", {})).status_code == 201
    assert erased_rooms(settings.data_dir) == {erased_hash(report.room, WITHDRAWN)}


def test_what_cannot_be_noted_is_not_taken_back_and_she_is_told(
    intake: TestClient, engine: Engine, settings: Settings, union: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk: the next restore would bring it back, and she would never know."""
    report = file_report(intake, union)

    def full(_self: FolderBlobs, _room: bytes) -> None:
        raise StorageFull

    with monkeypatch.context() as patch:
        patch.setattr(FolderBlobs, "record_withdrawn", full)
        answer = by_receipt(intake, report, ("withdrawn", {}))
    assert (answer.status_code, answer.json()["code"]) == (503, "storage-full")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT state FROM room")).scalar_one() == "submitted"
        assert connection.execute(text("SELECT count(*) FROM entry WHERE body IS NOT NULL")).scalar_one() > 0
