"""The column that searches walk along."""

from typing import Any

from sqlalchemy import Column, Text
from sqlmodel import Field


def word_column() -> Any:
    """The first column of a primary key: folded text, ordered by its code points so that a beginning is one range."""
    return Field(sa_column=Column(Text(collation="C"), primary_key=True), description="folded, see names.py")
