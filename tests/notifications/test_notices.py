"""One generic mail when something is new: over a real mail server, and over those that hang, refuse or vanish."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.worker import run_sweep, work
from remedy_api.notifications import channels
from remedy_api.notifications.tasks import LOOK, TASKS
from remedy_api.settings import Settings
from tests.factories.organisations import Organisation
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import answer_by_receipt, file_report, reply
from tests.fixtures.addresses import PEOPLE_KEY


class Mailbox:
    """A mail server's answers and what it took. `after_data`: the answer to a mail; None hangs up without one."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.recipients: list[str] = []
        self.after_rcpt = "250 OK"
        self.after_data: str | None = "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.after_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.after_rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.after_data is None or self.after_data.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content or b"", policy=default))  # type: ignore[arg-type]
            self.recipients += envelope.rcpt_tos
        if self.after_data is None:
            assert server.transport is not None
            server.transport.abort()
            return "250 never heard"
        return self.after_data


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A real mail server on a free port, at `mailbox.url`."""
    mailbox = Mailbox()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    mailbox.url = f"smtp://127.0.0.1:{port}"  # type: ignore[attr-defined]
    yield mailbox
    controller.stop()


@pytest.fixture
def context_for(settings: Settings, engine: Engine) -> Callable[[str | None], JobContext]:
    """What jobs use, with a mail server at an address."""

    def make(url: str | None) -> JobContext:
        changed = {"smtp_url": url, "mail_from": "programme@example.org", "notice_minutes": 0}
        return JobContext(settings.model_copy(update=changed), engine, PEOPLE_KEY)

    return make


def round_(context: JobContext) -> None:
    """One sweep and all jobs that are due."""
    run_sweep(LOOK, context)
    asyncio.run(work(context, TASKS, [], until_empty=True))


def jobs(engine: Engine) -> int:
    """How many jobs wait."""
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar_one())


def retry_now(engine: Engine) -> None:
    """Let waiting jobs be due."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'"))


Make = Callable[[str | None], JobContext]


def test_one_mail_a_person_and_no_more_until_she_looked(
    intake: TestClient, union: Organisation, mailbox: Mailbox, context_for: Make
) -> None:
    context = context_for(mailbox.url)  # type: ignore[attr-defined]
    nadia = make_person(union, email="nadia@example.org")
    report = file_report(intake, union)
    file_report(intake, union)
    round_(context)
    assert sorted(mailbox.recipients) == sorted(["nadia@example.org", union.manager.email])
    answer_by_receipt(intake, report, "Are you there?")
    round_(context)
    assert len(mailbox.taken) == 2
    nadia.client.post(f"{report.path}/seen")
    answer_by_receipt(intake, report, "Hello?")
    round_(context)
    assert len(mailbox.taken) == 4
    nadia.client.post(f"{report.path}/seen")
    reply(nadia.client, nadia.keys, report, "Here I am.")
    round_(context)
    assert len(mailbox.taken) == 4


def test_the_mail_says_nothing(intake: TestClient, union: Organisation, mailbox: Mailbox, context_for: Make) -> None:
    other = make_organisation(union.programme, name="Aid at Work")
    report = file_report(intake, union, other)
    round_(context_for(mailbox.url))  # type: ignore[attr-defined]
    one, two = (message.as_string() for message in mailbox.taken)
    whole = one + two
    for word in (union.name, "Aid at Work", union.manager.name, report.room.hex(), socket.gethostname(), "Fair Supply"):
        assert word not in whole
    first, second = (message.get_content() for message in mailbox.taken)  # type: ignore[attr-defined]
    assert first == second
    assert "https://casework.test/" in first


def test_in_the_language_of_its_reader(intake: TestClient, union: Organisation, mailbox: Mailbox, context_for: Make) -> None:
    make_person(union, language="ar", email="ليلى@example.org")
    file_report(intake, union)
    round_(context_for(mailbox.url))  # type: ignore[attr-defined]
    assert {message["Content-Language"] for message in mailbox.taken} == {"en", "ar"}
    assert "ليلى@example.org" in mailbox.recipients


def test_who_wants_none_gets_none(intake: TestClient, union: Organisation, mailbox: Mailbox, context_for: Make) -> None:
    me = union.manager.client.get("/v1/me")
    answer = union.manager.client.patch("/v1/me", json={"notices": False}, headers={"If-Match": me.headers["ETag"]})
    assert answer.status_code == 200
    file_report(intake, union)
    round_(context_for(mailbox.url))  # type: ignore[attr-defined]
    assert mailbox.taken == []


def test_without_a_mail_server_nothing_waits(intake: TestClient, engine: Engine, union: Organisation, context_for: Make) -> None:
    file_report(intake, union)
    round_(context_for(None))
    assert jobs(engine) == 0


@pytest.mark.parametrize("answer", ["450 later", "552 full", "421 closing"])
def test_refused_for_now_it_is_tried_again_and_sent_once(
    intake: TestClient, engine: Engine, union: Organisation, mailbox: Mailbox, context_for: Make, answer: str
) -> None:
    context = context_for(mailbox.url)  # type: ignore[attr-defined]
    file_report(intake, union)
    mailbox.after_rcpt = answer
    round_(context)
    assert (jobs(engine), mailbox.taken) == (1, [])
    mailbox.after_rcpt, mailbox.after_data = "250 OK", answer
    retry_now(engine)
    round_(context)
    assert (jobs(engine), mailbox.taken) == (1, [])
    mailbox.after_data = "250 OK"
    for _ in range(2):
        retry_now(engine)
        round_(context)
    assert (jobs(engine), len(mailbox.taken)) == (0, 1)


def test_no_such_mailbox_is_given_up(
    intake: TestClient, engine: Engine, union: Organisation, mailbox: Mailbox, context_for: Make
) -> None:
    file_report(intake, union)
    mailbox.after_rcpt = "550 nobody"
    round_(context_for(mailbox.url))  # type: ignore[attr-defined]
    assert (jobs(engine), mailbox.taken) == (0, [])


def test_hung_up_after_the_mail_it_is_not_sent_twice(
    intake: TestClient, engine: Engine, union: Organisation, mailbox: Mailbox, context_for: Make
) -> None:
    context = context_for(mailbox.url)  # type: ignore[attr-defined]
    file_report(intake, union)
    mailbox.after_data = None
    for _ in range(3):
        round_(context)
        retry_now(engine)
    assert (jobs(engine), len(mailbox.taken)) == (0, 1)


def test_two_jobs_for_one_person_send_one_mail(
    intake: TestClient, engine: Engine, union: Organisation, mailbox: Mailbox, context_for: Make
) -> None:
    context = context_for(mailbox.url)  # type: ignore[attr-defined]
    file_report(intake, union)
    run_sweep(LOOK, context)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at) "
                "SELECT queue_name, task_name, args, scheduled_at FROM procrastinate_jobs"
            )
        )
    asyncio.run(work(context, TASKS, [], until_empty=True))
    assert len(mailbox.taken) == 1


@pytest.mark.parametrize("kind", ["down", "hanging"])
def test_intake_does_not_care(
    intake: TestClient,
    engine: Engine,
    union: Organisation,
    context_for: Make,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    monkeypatch.setattr(channels, "SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        if kind == "down":
            listening.close()
        file_report(intake, union)
        took: list[float] = []

        def reporters() -> None:
            for _ in range(5):
                started = time.monotonic()
                file_report(intake, union)
                took.append(time.monotonic() - started)

        reporting = threading.Thread(target=reporters)
        reporting.start()
        round_(context_for(f"smtp://127.0.0.1:{port}"))
        reporting.join()
    assert len(took) == 5
    assert max(took) < 1
    assert jobs(engine) == 1


def test_a_mail_goes_out_at_a_random_moment(intake: TestClient, engine: Engine, union: Organisation, context_for: Make) -> None:
    for _ in range(5):
        make_person(union)
    file_report(intake, union)
    context = context_for("smtp://127.0.0.1:9")
    run_sweep(LOOK, JobContext(context.settings.model_copy(update={"notice_minutes": 60}), engine, PEOPLE_KEY))
    with engine.connect() as connection:
        wait = "SELECT extract(epoch FROM scheduled_at - now()) FROM procrastinate_jobs"
        waits = [float(one) for one in connection.execute(text(wait)).scalars()]
    assert len(waits) == 6
    assert all(-5 < wait <= 3600 for wait in waits)
    assert max(waits) - min(waits) > 60
