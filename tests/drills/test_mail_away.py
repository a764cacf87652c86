"""The mail server hangs, then is gone, then is back, under load and with the real server: every report is taken in as fast as
ever, and everybody gets one mail.
"""

import socket
import statistics
import time
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Sending
from sqlmodel import Session

from remedy_api.accounts.concealment import conceal, login_of
from remedy_api.accounts.models import Person
from remedy_api.kit.clock import today
from remedy_api.kit.db.embedded import Cluster
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.ids import new_id
from remedy_api.kit.people_key import people_key
from tests.drills.figures import note
from tests.drills.ledger import Ledger, Reporters
from tests.drills.test_kill import make_ready
from tests.fixtures.server import Server

pytestmark = pytest.mark.long
CLIENTS, SECONDS = 4, 25.0
JOBS = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('remedy', 'notifications.send', 0, NULL, NULL, "
    "jsonb_build_object('person', encode(person, 'hex')), now())::procrastinate_job_to_defer_v1]) FROM notice"
)


class Taking:
    """Takes every mail and keeps to whom."""

    def __init__(self) -> None:
        self.recipients: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Sending, envelope: Envelope) -> str:
        self.recipients += envelope.rcpt_tos
        return "250 OK"


def add_people(server: Server) -> int:
    """Some who want a mail when something is new; how many."""
    engine = make_engine(Cluster(server.data).url(), connections=1)
    with Session(engine) as session:
        session.info["people_key"] = people_key(session, server.key_file)
        for number in range(12):
            person, address = new_id(), f"person-{number}@example.org"
            row = Person(
                person=person,
                name=conceal(session, "Amina Rahman", column="person.name", row=person),
                email=conceal(session, address, column="person.email", row=person),
                login=login_of(session, address),
                language="en",
                vault=bytes(64),
                joined_on=today(),
            )
            session.add(row)
        session.commit()
    engine.dispose()
    return 12


def took(ledger: Ledger) -> int:
    """How many reports were acknowledged."""
    return len(ledger.acknowledged)


def test_mail_server_hangs_vanishes_and_comes_back(make_server: Callable[..., Server]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as hanging:
        port = hanging.getsockname()[1]
        server = make_server(REMEDY_SMTP_URL=f"smtp://127.0.0.1:{port}", REMEDY_NOTICE_MINUTES="0")
        world = make_ready(server)
        ledger = Ledger()
        reporters = Reporters(world, server.intake_port, ledger, CLIENTS)
        with psycopg.connect(Cluster(server.data).url(), autocommit=True) as connection:
            people = add_people(server)
            connection.execute("INSERT INTO notice SELECT person FROM person")
            before = _rate(reporters, ledger, 8.0)
            connection.execute(JOBS)
            during = _rate(Reporters(world, server.intake_port, ledger, CLIENTS), ledger, SECONDS)
            assert connection.execute("SELECT count(*) FROM notice").fetchone() == (people,)
    # Gone altogether, and then there again.
    time.sleep(2)
    taking = Taking()
    controller = Controller(taking, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    try:
        with psycopg.connect(Cluster(server.data).url(), autocommit=True) as connection:
            deadline = time.monotonic() + 90
            while connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() != (0,):
                connection.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
                assert time.monotonic() < deadline
                time.sleep(0.5)
            filed = connection.execute("SELECT count(*) FROM submission").fetchone()
    finally:
        controller.stop()
    assert ledger.refused == []
    assert filed == (len(ledger.filings),)
    assert len(taking.recipients) == len(set(taking.recipients)) <= people
    assert during > before / 2
    note(
        "mail server hangs and vanishes",
        f"{took(ledger)} reports taken in, {before:.0f} a second before and {during:.0f} during it",
    )


def _rate(reporters: Reporters, ledger: Ledger, seconds: float) -> float:
    """Acknowledged reports a second while these report."""
    rates, before = [], took(ledger)
    reporters.start()
    for _ in range(int(seconds)):
        time.sleep(1)
        now = took(ledger)
        rates.append(now - before)
        before = now
    reporters.stop()
    return statistics.median(rates)
