"""A live consent behind every part: of any ledger each viewer is shown exactly what an oracle, written from the sentence, allows.

The check is run with faults planted too, in all three walls at once (the database's filter, the serializer, the last look before
anything leaves): a consent not asked for, its end ignored, its names ignored. Each is caught; with one wall gone the others hold.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text, true
from sqlmodel import Session

from remedy_api.consent.ledger import Consent
from remedy_api.kit.db.session import transaction
from remedy_api.kit.pagination import Paging
from remedy_api.reporting import review as reviews
from remedy_api.reporting import shown as serializer
from remedy_api.reporting.backing import Unbacked
from remedy_api.reporting.queries import which
from remedy_api.reporting.viewer import Viewer
from tests.factories import reports as dates
from tests.factories.cases import Case
from tests.factories.findings import admit_monitor, establish, find
from tests.factories.organisations import Organisation
from tests.factories.tables import agree, promise
from tests.fixtures.addresses import PEOPLE_KEY
from tests.reporting.review_world import Review

CONTENTS = ("facts", "progress", "finding", "plan")
OWN = {"buyer": "buyers", "supplier": "suppliers"}
ALSO = {"buyer": {"buyers"}, "supplier": {"suppliers", "operator"}}
LEDGERS = 40


class Shown:
    """A case that has every part, with ledgers written straight into its rows."""

    def __init__(self, review: Review, engine: Engine) -> None:
        self.review, self.engine = review, engine
        self.case: Case = review.case("fact_finding")
        agree(review.table(self.case), promise(review.supplier), owners=[review.supplier])
        monitor = admit_monitor(self.case)
        establish(self.case, monitor, find(self.case, monitor))
        with engine.begin() as connection:
            # Its seat stays, whatever the ledgers say.
            connection.execute(text("UPDATE room_reader SET until = NULL"))

    def write(self, ledger: list[dict[str, Any]]) -> None:
        """This and no other consent."""
        with self.engine.begin() as connection:
            connection.execute(text('DELETE FROM case_consent WHERE "case" = :case'), {"case": self.case.room})
            query = text(
                "INSERT INTO case_consent VALUES (:case, :consent, :audience, :content, :until, :given, :names, 'written')"
            )
            for number, one in enumerate(ledger):
                more = {"case": self.case.room, "consent": number.to_bytes(32, "big"), "given": dates.today()}
                connection.execute(query, one | more)

    def parts(self, session: Session, one: Organisation) -> set[str]:
        """The parts that an organisation is shown."""
        viewer = reviews.organisation_as_viewer(session, one.organisation)
        items = reviews.case_page(session, viewer, Paging()).items
        return {part for part in CONTENTS for each in items if getattr(each, part) is not None}


@pytest.fixture
def world(review: Review, engine: Engine) -> Shown:
    return Shown(review, engine)


def ledgers(random: Random, review: Review) -> Iterator[list[dict[str, Any]]]:
    """Random ledgers: audiences, contents, ends before, on and after today, names of one, the other, or nobody."""
    today = dates.today()
    prints = [review.buyer.fingerprint, review.supplier.fingerprint, bytes(32)]
    for _ in range(LEDGERS):
        yield [
            {
                "audience": random.choice(["buyers", "suppliers", "operator", "public", "monitor"]),
                "content": random.choice(CONTENTS) if random.random() < 0.6 else "facts",
                "until": random.choice([None, today, today - timedelta(days=1), today + timedelta(days=1)]),
                "names": random.sample(prints, random.choice([0, 0, 1, 2])),
            }
            for _ in range(random.choice([1, 2, 3, 6]))
        ]


def allowed(kind: str, fingerprint: bytes, ledger: list[dict[str, Any]]) -> set[str]:
    """The oracle: of each content a consent that has not run out, to all of its own audience, or to it by name; and no part
    without the facts.
    """
    found = set()
    for one in ledger:
        over = one["until"] is not None and one["until"] < dates.today()
        for_all = one["audience"] == OWN[kind] and not one["names"]
        for_it = one["audience"] in ALSO[kind] and fingerprint in one["names"]
        if not over and (for_all or for_it):
            found.add(one["content"])
    return found if "facts" in found else set()


def wrong(world: Shown) -> list[str]:
    """What is shown and may not be, or may be and is not; a part that was stopped at the last look is "stopped"."""
    found = []
    for number, ledger in enumerate(ledgers(Random(4), world.review)):
        world.write(ledger)
        for kind, one in (("buyer", world.review.buyer), ("supplier", world.review.supplier)):
            with transaction(world.engine, people_key=PEOPLE_KEY) as session:
                try:
                    parts = world.parts(session, one)
                except Unbacked:
                    found.append(f"{number} {kind}: stopped")
                    continue
            if parts != (right := allowed(kind, one.fingerprint, ledger)):
                found.append(f"{number} {kind}: {parts} and not {right}")
    return found


Rule = Callable[[Viewer, Any, Any, Any], Consent | None]
_TRUE_RULE = Viewer.consent


def not_asked(viewer: Viewer, consents: Any, content: Any, today: Any) -> Consent | None:
    return next(iter(consents), None)


def end_ignored(viewer: Viewer, consents: Any, content: Any, today: Any) -> Consent | None:
    return _TRUE_RULE(viewer, [replace(one, until=None) for one in consents], content, today)


def names_ignored(viewer: Viewer, consents: Any, content: Any, today: Any) -> Consent | None:
    as_if = [replace(one, organisations=(viewer.fingerprint,) if one.organisations else ()) for one in consents]
    return _TRUE_RULE(viewer, as_if, content, today)


FAULTS: tuple[Rule, ...] = (not_asked, end_ignored, names_ignored)


def test_every_ledger_shows_what_it_allows_and_each_planted_fault_is_caught(world: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong(world) == []
    for fault in FAULTS:
        with monkeypatch.context() as planted:
            planted.setattr(Viewer, "consent", fault)
            # The last look speaks for itself: what the serializer should not have made is stopped, not shown.
            stopped = wrong(world)
            assert stopped and all(line.endswith("stopped") for line in stopped), fault
            planted.setattr(serializer, "backed", lambda shown, *_: shown)
            planted.setattr(which, "shown_to", lambda viewer, today: true())
            leaked = wrong(world)
            assert leaked and not any(line.endswith("stopped") for line in leaked), fault
    with monkeypatch.context() as planted:
        planted.setattr(which, "shown_to", lambda viewer, today: true())
        planted.setattr(serializer, "backed", lambda shown, *_: shown)
        assert wrong(world) == []
