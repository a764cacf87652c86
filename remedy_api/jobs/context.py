"""What a job may use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlmodel import Session

from remedy_api.kit.db.session import transaction
from remedy_api.settings import Settings


@dataclass(frozen=True, slots=True)
class JobContext:
    """Settings, database and the key for people's names and addresses."""

    settings: Settings
    engine: Engine
    people_key: bytes = field(repr=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end of the block; a job may need several, none held while it waits for others."""
        with transaction(self.engine, people_key=self.people_key) as session:
            yield session
