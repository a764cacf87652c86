"""What several drills begin with: an installation that was backed up, and another host with nothing on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drills.installations import Original, Serving, held, remedy

LARGE = 600_000


@pytest.fixture(scope="session")
def module_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the key of these installations lies."""
    return tmp_path_factory.mktemp("key") / "people.key"


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, module_key: Path) -> Iterator[Original]:
    """Backed up while it is served."""
    folder = tmp_path_factory.mktemp("original")
    folder.chmod(0o711)
    backup = folder / "backup"
    with pytest.MonkeyPatch.context() as patch, (serving := Serving(folder / "data", module_key)) as served:
        patch.setenv("REMEDY_KEY_FILE", str(module_key))
        world = serving.begin()
        rooms = [served.file(world, LARGE), served.file(world), served.file(world, LARGE, 300_000)]
        before = held(served)
        assert remedy("backup", folder / "data", backup) == 0
    yield Original(folder / "data", module_key, backup, before, rooms, world)


@pytest.fixture
def host(tmp_path: Path, module_key: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of another host, with nothing in it; its key is that of the original."""
    monkeypatch.setenv("REMEDY_KEY_FILE", str(module_key))
    monkeypatch.delenv("REMEDY_DATABASE_URL", raising=False)
    tmp_path.chmod(0o711)
    return tmp_path / "data"
