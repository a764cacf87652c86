"""A buyer and a supplier attack through the doors, with all they can fetch of many sites: no hidden case comes out by adding and
subtracting, two worlds that differ in one look the same, and a list of the staff does not name who complained.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text, true
from sqlmodel import Session, select

from remedy_api.cases.models import CaseFile
from remedy_api.kit.db.session import transaction
from remedy_api.reporting import figures as summing
from remedy_api.reporting import review as reviews
from remedy_api.reporting import suppression
from remedy_api.reporting.queries import which
from remedy_api.supply_chain.policy.reach import among, sites_behind
from tests.drills.figures import note
from tests.factories.organisations import Organisation
from tests.fixtures.addresses import PEOPLE_KEY
from tests.journeys.seen_by_companies import Seen, differing
from tests.reporting.inference_attack import Taken, bytes_of, suspects, take
from tests.reporting.inference_world import HIDDEN, Places, add, draw, link_of, places
from tests.reporting.review_world import A_DAY, Review
from tests.reporting.test_roster_attack import MOST


@dataclass
class Out:
    """What came out: numbers of what must not, and how often the complainant was named, by the month and by the day."""

    worked_out: int = 0
    differing: list[str] = field(default_factory=list)
    answers: int = 0
    named: float = 0.0
    by_day: float = 0.0


def people(of: Places) -> Mapping[str, tuple[Organisation, int]]:
    """Who attacks, and how many cases each may know of."""
    return {
        "buyer": (of.review.buyer, len(of.shown())),
        "supplier": (of.review.supplier, len(of.at_tables())),
    }


def everything(of: Places, engine: Engine, limit: int, few: int) -> dict[str, Any]:
    """Every GET route of both doors by ids that they know, and by those of cases; and all pages, filters and files of reviews."""
    review, some = of.review, [one.case.hex() for one in of.planned[:few]]
    sites = sorted(of.staff)[:: max(1, len(of.staff) // (3 * few))]
    nothing = "0" * 32
    ids = {
        **dict.fromkeys(("case", "room"), some),
        **{name: [nothing] for name in ("entry", "contract", "invitation", "session_id")},
        "table": [*some, *(one.table.hex() for one in of.at_tables()[:few])],
        "disclosure": [2 * nothing],
        "organisation": [review.union.hex, review.buyer.hex, review.supplier.hex],
        "site": sites,
        "company": [review.maker["company"], *of.brands[:few]],
        "link": [link_of(brand, site).hex() for brand in of.brands[:few] for site in sites if site in of.behind[brand]],
        "user": [review.union.manager.user.hex()],
    }
    clients = {name: one.manager.client for name, (one, _) in people(of).items()} | {"stranger": review.intake}
    found = Seen(clients, ids, engine, [one for one, _ in people(of).values()]).everything()
    for name, (one, _) in people(of).items():
        found |= {f"{name} {where}": answer for where, answer in bytes_of(one, limit, of.brands[:few]).items()}
    return found


def take_all(of: Places) -> dict[str, Taken]:
    """What each takes home."""
    return {name: take(one) for name, (one, _) in people(of).items()}


def by_subtraction(of: Places, taken: Mapping[str, Taken] | None = None) -> int:
    """How much comes out by adding and subtracting that nobody consented to."""
    taken = taken or take_all(of)
    assert {name: len(one.rows) for name, one in taken.items()} == {name: number for name, (_, number) in people(of).items()}
    return sum(len(one.left_over()) + one.worked_out() for one in taken.values())


def named(of: Places, one: Organisation, taken: Taken, engine: Engine, *, by_day: bool = False) -> float:
    """How often the complainant is found in the list of the staff; `by_day`: if the day was told too."""
    right, by_name = 0.0, {name: site for site, name in of.names.items()}
    # Whose case each row is the attacker does not know: with it his guess is judged.
    with transaction(engine, people_key=PEOPLE_KEY) as session:
        viewer = reviews.organisation_as_viewer(session, one.organisation)
        case_of = {row["reference"]: viewer.case(bytes.fromhex(row["reference"])) for row in taken.rows}
    true_of = {each.case: each.worker for each in of.planned}
    for row in taken.rows:
        complained, where = true_of[case_of[row["reference"]]], row["facts"]["shows"]["site"]["name"]
        fitting = [each for each in suspects(row, of.staff[by_name[where]]) if not by_day or each.day_off == complained.day_off]
        assert complained in fitting
        right += 1 / len(fitting)
    return right / len(taken.rows)


def turned(of: Places, engine: Engine) -> None:
    """A case that is shown is now about a reprisal, or is not any more."""
    query = "UPDATE case_file SET profile = CASE profile WHEN 'reprisal' THEN 'default' ELSE 'reprisal' END WHERE \"case\" = :case"
    with engine.begin() as connection:
        connection.execute(text(query), {"case": of.at_tables()[0].case})


def attack(of: Places, engine: Engine, limit: int, few: int, worlds: list[list[str]]) -> Out:
    """All of it. `worlds`: with which hidden cases more the same is asked again, one world after the other. `few`: ids of a kind
    that are asked for.
    """
    taken = take_all(of)
    random, out = Random(7), Out(by_subtraction(of, taken))
    for name, (one, _) in people(of).items():
        out.named = max(out.named, named(of, one, taken[name], engine))
        out.by_day = max(out.by_day, named(of, one, taken[name], engine, by_day=True))
    reached = sorted(frozenset().union(*of.behind.values()))
    before = everything(of, engine, limit, few)
    turned(of, engine)
    after = before
    for ways in worlds:
        add(engine, of, [draw(random, of, random.choice(reached), way) for way in ways])
        after = everything(of, engine, limit, few)
        out.answers += len(after)
        out.differing += differing(before, after)
    said = b"\n".join(answer[2] for answer in after.values() if isinstance(answer, tuple))
    assert not [one for one in of.planned if one.case in said or one.case.hex().encode() in said]
    assert not {one.worker.day_off.isoformat() for one in of.planned} & set(A_DAY.findall(said.decode("utf-8", "replace")))
    return out


def held(of: Places, out: Out) -> None:
    """Nothing came out, and not because nothing was there."""
    assert (out.worked_out, out.differing) == (0, [])
    assert out.named <= MOST
    # The control: with the day instead of the month he finds them.
    assert out.by_day > 2 * MOST
    assert {one.hidden for one in of.planned} == {"", *HIDDEN}
    assert any(one.reprisal for one in of.shown())
    told = [number for figures in take(of.review.buyer).figures.values() for number in figures.values()]
    assert None in told and any(told)


def test_forty_sites_give_nothing_away(review: Review, engine: Engine) -> None:
    of = places(review, engine, Random(26), 40, 6)
    held(of, attack(of, engine, 7, 1, [list(HIDDEN)]))


@pytest.mark.long
def test_a_thousand_sites_give_nothing_away(review: Review, engine: Engine) -> None:
    of = places(review, engine, Random(26), 1_000, 12)
    out = attack(of, engine, 97, 2, [[way] for way in HIDDEN])
    held(of, out)
    hidden, cases = sum(bool(one.hidden) for one in of.planned), len(of.planned)
    note(
        "a buyer and a supplier attack 1,000 sites through the doors, with lists of the staff",
        f"{cases:,} cases, {hidden:,} of them hidden: {out.worked_out} worked out; {len(out.differing)} of {out.answers:,} answers "
        f"differ when a hidden case comes; named {out.named:.3f} (at most {MOST}), by the day {out.by_day:.2f}",
    )


def _naive(cells: Mapping[bytes, frozenset[bytes]]) -> frozenset[bytes]:
    return frozenset(key for key, cell in cells.items() if len(cell) >= suppression.FEW)


def _all_behind(session: Session, viewer: Any, today: object) -> dict[bytes, bytes]:
    query = select(CaseFile.case, CaseFile.site).where(among(CaseFile.site, sites_behind([viewer.organisation])))
    return {case: site for case, site in session.exec(query) if site}


FAULTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "every sum is looked at alone": (summing, "tellable_sums", _naive),
    "no sum is kept back": (summing, "tellable_sums", lambda cells: frozenset(cells)),
    "figures count what is hidden": (reviews, "sites_shown", _all_behind),
}


def test_planted_faults_are_caught(review: Review, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    of = places(review, engine, Random(26), 40, 6)
    assert by_subtraction(of) == 0
    for place, name, fault in FAULTS.values():
        with monkeypatch.context() as planted:
            planted.setattr(place, name, fault)
            assert by_subtraction(of) > 0, name
    # Pages are cut where hidden cases stand too, and these are left out of them afterwards.
    monkeypatch.setattr(which, "shown_to", lambda viewer, today: true())
    before = bytes_of(review.buyer, 7, [])
    add(engine, of, [draw(Random(1), of, sorted(of.behind[of.brands[0]])[0], "no consent")])
    assert differing(before, bytes_of(review.buyer, 7, [])) != []
