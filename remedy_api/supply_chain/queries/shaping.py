"""From rows to what is answered."""

from typing import Any, TypeVar

from sqlmodel import SQLModel

from remedy_api.kit.http.wire import Schema

S = TypeVar("S", bound=Schema)


def told(row: SQLModel, schema: type[S], **known: Any) -> S:
    """A row as it is answered: `known` fields as given, all others as they stand in the row under the same name."""
    return schema(**{name: getattr(row, name) for name in schema.model_fields if name not in known}, **known)
