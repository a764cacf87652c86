"""One page of what is found under a search, or of all by name: the same for sites and companies."""

from typing import Any

from sqlalchemy import Select, exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.supply_chain.models import Words
from remedy_api.supply_chain.names import LONGEST, folded

_LAST = "\U0010ffff"


def found_page(
    session: Session,
    statement: Select[Any],
    *,
    search: str,
    words: Words,
    identity: Any,
    name: Any,
    paging: Paging,
) -> tuple[list[Any], str | None]:
    """One page of `statement`: all by name, or those under whose `words` the search stands, in the order of these words.

    `identity` is the id column of what is listed, which the words name in a column of the same name.
    """
    beginning = folded(search)[:LONGEST].rstrip()
    if not search.strip():
        return fetch_page(session, statement, keys=(name, identity), paging=paging)
    if not beginning:
        return [], None
    word, before = aliased(words), aliased(words)
    owner, earlier = getattr(word, identity.key), getattr(before, identity.key)
    # Something whose name holds the search twice stands in the list once.
    first = ~exists().where(
        earlier == owner, col(before.word) >= beginning, col(before.word) < beginning + _LAST, col(before.word) < col(word.word)
    )
    within = statement.join(word, owner == identity).where(col(word.word) >= beginning, col(word.word) < beginning + _LAST, first)
    return fetch_page(session, within, keys=(word.word, owner), paging=paging)
