"""What every change does: write a row that must not be there twice, and the words under which it is found."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col

from remedy_api.kit.errors import Problem
from remedy_api.supply_chain.models import Site, SiteWord, Words
from remedy_api.supply_chain.names import words_of


def store(session: Session, row: SQLModel, twins: Mapping[str, type[Problem]]) -> None:
    """Write a row at once. Raises the error that `twins` has for the constraint that is in the way."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise twins[constraint_of(error)] from error


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that was in the way, or nothing."""
    return str(getattr(getattr(error.orig, "diag", None), "constraint_name", None) or "")


def changes_of(wanted: BaseModel, clearable: Collection[str]) -> dict[str, Any]:
    """What a change names: null takes a value away where one may be missing, and changes nothing elsewhere."""
    named = wanted.model_dump(exclude_unset=True)
    return {name: value for name, value in named.items() if value is not None or name in clearable}


def remember_words(session: Session, table: Words, identity: bytes, names: Iterable[str | None]) -> None:
    """Keep the words under which something is found."""
    owner = table.__tablename__.removesuffix("_word")
    column = getattr(table, owner)
    words = words_of(name for name in names if name)
    session.execute(delete(table).where(col(column) == identity, col(table.word).not_in(words)))
    rows = [{"word": word, owner: identity} for word in words]
    if rows:
        session.execute(insert(table).values(rows).on_conflict_do_nothing())


def remember_new_sites(session: Session, sites: Iterable[Site]) -> None:
    """The same for many sites that were added just now, in few statements."""
    rows = [{"word": word, "site": one.site} for one in sites for word in words_of(filter(None, names_of_site(one)))]
    if rows:
        session.execute(insert(SiteWord), rows)


def names_of_site(site: Site) -> tuple[str | None, ...]:
    """Under what a site is found."""
    return site.name, site.native_name, site.os_id
