"""Pages by keyset: every row once, whatever is added meanwhile, and no cursor that somebody made up."""

import base64
import json

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import Session, select

from remedy_api.kit.errors import Invalid
from remedy_api.kit.pagination import Paging, fetch_page
from remedy_api.supply_chain.models import Site

NAMES = sorted(["Aurora", "Aurora", "Bằng Lăng", "Nắng", "مصنع", "工場", "z" * 200])


def row(number: int, name: str) -> dict[str, object]:
    """A site; two may have the same name."""
    return {
        "site": bytes([number]) * 16, "name": name, "native_name": "", "address": str(number), "country": "VN",
        "open_for_filing": True, "version": 1,
    }  # fmt: skip


@pytest.fixture
def sites(session: Session) -> Session:
    """Some sites, two of one name."""
    session.execute(insert(Site), [row(number, name) for number, name in enumerate(NAMES)])
    return session


def pages(session: Session, *, limit: int, descending: bool = False) -> list[list[Site]]:
    """All pages from the first to the last."""
    found, after = [], None
    while True:
        items, after = fetch_page(
            session, select(Site), keys=[Site.name, Site.site], paging=Paging(after, limit), descending=descending
        )
        found.append(items)
        if after is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 3, len(NAMES), 100])
@pytest.mark.parametrize("descending", [False, True])
def test_every_row_comes_once_in_order(sites: Session, limit: int, descending: bool) -> None:
    got = [site for page in pages(sites, limit=limit, descending=descending) for site in page]
    assert [site.name for site in got] == sorted(NAMES, reverse=descending)
    assert len({site.site for site in got}) == len(NAMES)


def test_a_full_last_page_has_no_next(sites: Session) -> None:
    assert [len(page) for page in pages(sites, limit=len(NAMES))] == [len(NAMES)]


def test_what_is_added_before_the_place_does_not_shift_it(sites: Session) -> None:
    first, after = fetch_page(sites, select(Site), keys=[Site.name, Site.site], paging=Paging(None, 3))
    sites.execute(insert(Site), [row(99, "AAA")])
    second, _ = fetch_page(sites, select(Site), keys=[Site.name, Site.site], paging=Paging(after, 3))
    assert not {site.site for site in first} & {site.site for site in second}


def test_columns_alone_come_as_tuples(sites: Session) -> None:
    items, _ = fetch_page(sites, select(Site.site, Site.name), keys=[Site.name, Site.site], paging=Paging(None, 1))
    assert items == [(b"\x00" * 16, "Aurora")]


@pytest.mark.parametrize(
    "cursor",
    ["", "!", "AAAA", "a", "é", *(base64.urlsafe_b64encode(json.dumps(value).encode()).decode() for value in (
        [], ["Aurora"], ["Aurora", 1], [1, "00" * 16], {"a": 1}, ["Aurora", "zz"], ["A\x00", "00"], ["\ud800", "00"], None,
        [["x"], "00"],
    ))],
)  # fmt: skip
def test_a_cursor_that_no_page_gave_is_refused(engine: Engine, cursor: str) -> None:
    with Session(engine) as session, pytest.raises(Invalid):
        fetch_page(session, select(Site), keys=[Site.name, Site.site], paging=Paging(cursor, 5))
