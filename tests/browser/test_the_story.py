"""The story from its beginning to its end, in a real browser, in English and in Arabic (and Spanish at length): administrator,
reporter, representative, monitor, supplier, buyer.

What must never be seen by the machine is planted in it, and searched for at its end in everything that the machine keeps.
"""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from remedy_api.jobs.context import JobContext
from remedy_api.jobs.worker import run_sweep
from remedy_api.kit.db.embedded.cluster import BINARIES, Cluster
from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.notifications.tasks import LOOK
from remedy_api.settings import Settings
from tests.browser import casework_people as people
from tests.browser import story_case as chapter
from tests.browser import story_companies as outside
from tests.browser import story_remedy as remedy
from tests.browser.casework_people import Person
from tests.browser.casework_reporter import picture
from tests.browser.conftest import axe, shoot
from tests.browser.reporter_steps import Reporter
from tests.fixtures.server import Server
from tests.journeys import mailbox as mailboxes
from tests.journeys.canaries import search
from tests.journeys.mailbox import Mailbox

pytestmark = pytest.mark.browser
NAUGHTY = json.loads((Path(__file__).parents[1] / "corpora" / "naughty-strings.json").read_text(encoding="utf-8"))
CANARIES = {
    "narrative": "Kanarie-7431 they keep our passports",
    "name": "Kanarie-Farida-5502",
    "member": "Kanarie-Nadia-8820",
    "file name": "kanarie-payslip-6613",
    "reply": "Kanarie-9917 call us on Sunday",
    "answer": "Kanarie-3308 after eight",
}


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mailboxes.running() as running:
        yield running


@pytest.fixture
def started(make_server: Callable[..., Server], mailbox: Mailbox, tmp_path: Path) -> Server:
    """A server of its own for each language: the one-time link is good once. Its temporary files lie where we can look."""
    temporary = tmp_path / "temporary"
    temporary.mkdir(mode=0o777)
    server = make_server(REMEDY_SMTP_URL=mailbox.url, REMEDY_NOTICE_MINUTES="0", TMPDIR=str(temporary))
    server.start()
    return server


def narrative() -> str:
    """What she tells, with every string that ever broke something (but for what no text field can hold)."""
    return CANARIES["narrative"] + "\n" + "\n".join(text for text in NAUGHTY if text.isprintable())[:6000]


def mail_round(server: Server, mailbox: Mailbox) -> None:
    """One look for what is new, which comes at a random moment otherwise; the server's own job worker then sends."""
    settings = Settings(data_dir=server.data, key_file=server.key_file, smtp_url=mailbox.url, notice_minutes=0)
    engine = make_engine(Cluster(server.data).url(), connections=2)
    # Whoever looks opens no name and no address, so it needs no key.
    run_sweep(LOOK, JobContext(settings, engine, bytes(32)))
    engine.dispose()
    deadline = time.monotonic() + 60
    while not mailbox.mails and time.monotonic() < deadline:
        time.sleep(0.2)


def everything_kept(server: Server, mailbox: Mailbox, folder: Path) -> list[Path]:
    """All that the machine keeps: a plain dump, the data folder with PostgreSQL's files and logs, the server's output, mails."""
    dump = folder / "dump.sql"
    url = driver_url(Cluster(server.data).url())
    subprocess.run([BINARIES / "pg_dump", "--file", dump, "--dbname", url], check=True)
    mails = folder / "mails"
    mails.write_bytes(b"\n".join(mailbox.mails))
    return [dump, server.data, server.output, mails, folder / "temporary"]


@pytest.mark.parametrize("language", ["en", "ar", pytest.param("es", marks=pytest.mark.long)])
def test_the_story(
    language: str, started: Server, mailbox: Mailbox, open_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    def person(name: str) -> Person:
        email = f"{name.split()[0].lower()}@example.org"
        return Person(name, email, open_context(), started.casework, language=language)

    # The administrator sets the instance up and invites two managers.
    anna, nadia, noor = person("Anna"), person(CANARIES["member"]), person("Noor")
    people.set_up(anna, started.setup_link, "Fair Work Programme")
    unions = {}
    links = {}
    for manager, name, kind in ((nadia, "Garment Workers Union", "worker_organisation"), (noor, "Night Watch", "monitor")):
        unions[name] = people.create_organisation(anna, name, kind, "BD")
        links[name] = people.make_link(anna, unions[name])
        people.accept_as_newcomer(manager, links[name])
        people.found(manager)
        accept_reports(manager)

    # A worker files a report to the union.
    farida = Reporter(open_context(), started.intake, language=language)
    payslip = tmp_path / f"{CANARIES['file name']}.png"
    payslip.write_bytes(picture())
    farida.begins()
    farida.chooses("Garment Workers Union")
    farida.tells(narrative(), name=CANARIES["name"], place="Sunrise Garments")
    farida.adds(payslip)
    farida.reviews()
    farida.writes_code_down()
    farida.arrives()

    # The representative hears that something is new, opens it, acknowledges, answers.
    mail_round(started, mailbox)
    assert mailbox.recipients == [nadia.email]
    nadia.open("/inbox")
    nadia.page.locator("main a[href*='/reports/']").first.click()
    nadia.settle()
    expect(nadia.page.get_by_text(CANARIES["narrative"]).first).to_be_visible()
    expect(nadia.page.get_by_text(CANARIES["name"]).first).to_be_visible()
    expect(nadia.page.locator(".files img")).to_have_count(1)
    nadia.press("Acknowledge the report")
    nadia.sees("acknowledged")
    nadia.fill("Your answer", CANARIES["reply"])
    nadia.press("Lock and send")
    nadia.sees("Sent. The reporter reads it with the receipt.")
    assert axe(nadia.page) == []
    shoot(nadia.page, f"story-{language}-report")

    # The reporter reads it on another device with the receipt alone, which does not open the grievance; and writes back.
    again = Reporter(open_context(), started.intake, language=language, code=farida.code)
    again.reads()
    expect(again.page.get_by_text(CANARIES["reply"])).to_be_visible()
    expect(again.page.get_by_text(CANARIES["narrative"])).to_have_count(0)
    expect(again.page.get_by_text(again._("Checked: this comes from an organisation you chose"))).to_be_visible()
    again.write("Write to them", CANARIES["answer"])
    again.press("Lock and send")
    expect(again.page.get_by_text(again._("Locked and sent."))).to_be_visible()
    assert axe(again.page) == []
    shoot(again.page, f"story-{language}-receipt")

    # Another organisation is proposed, agreed to, and only then let in.
    room = nadia.page.url.rpartition("/")[2]
    nadia.open(f"/reports/{room}")
    expect(nadia.page.get_by_text(CANARIES["answer"])).to_be_visible()
    nadia.press("Hand over…")
    option = nadia.page.get_by_role("option", name="Night Watch")
    nadia.field("To which organisation?").select_option(option.get_attribute("value"))
    compared = "I compared all 12 words on paper or on the telephone, and they are the same."
    nadia.page.get_by_label(nadia._(compared)).check()
    nadia.press("The words match")
    nadia.press("Ask the reporter")
    nadia.answer("Ask")
    nadia.sees("Waiting for the reporter")
    noor.open(f"/reports/{room}")
    expect(noor.page.get_by_text(CANARIES["narrative"])).to_have_count(0)
    again.reads()
    again.press("Yes, I agree")
    expect(again.page.get_by_role("button", name=again._("Yes, I agree"))).to_have_count(0)
    nadia.open(f"/reports/{room}")
    nadia.press("Hand over now")
    nadia.answer("Hand over")
    noor.open(f"/reports/{room}")
    expect(noor.page.get_by_text(CANARIES["narrative"]).first).to_be_visible()
    expect(noor.page.get_by_text(CANARIES["answer"]).first).to_be_visible()
    assert axe(noor.page) == []

    # The report becomes a case about a site that companies stand behind; the worker sees where it stands.
    companies = remedy.come(anna, started, open_context)
    case = chapter.becomes_a_case(nadia, room)
    chapter.stands_with_the_reporter(again)

    # A monitor reads along and finds that it happened; the supplier comes to the table and promises; the monitor leaves.
    chapter.is_shared(nadia, noor, case, "Night Watch")
    remedy.is_found(nadia, noor, case, chapter.CANARIES["message"], tmp_path)
    table = remedy.is_negotiated(nadia, companies, case)
    chapter.is_shared_no_more(nadia, noor, case, "Night Watch")

    # The supplier is shown something, the buyer reviews, each no longer than the workers allow; of a reprisal they learn nothing.
    outside.is_shown(nadia, companies, case, table, chapter.CANARIES["message"])
    outside.is_reviewed(nadia, companies, case)
    outside.is_punished(nadia, again, companies, room, case, table)

    # The supplier says that it is done; the workers dispute, and verify in the end.
    remedy.is_verified(nadia, companies, case, table)
    remedy.is_closed(nadia, case)
    taken = chapter.is_taken_along(nadia, case, tmp_path)

    for everybody in (anna, nadia, noor, companies.lara, companies.bram, farida, again):
        assert everybody.faults == []

    # Nothing of it is anywhere on the machine.
    hidden = (
        CANARIES
        | chapter.CANARIES
        | remedy.CANARIES
        | {
            "receipt": farida.code,
            "receipt without dashes": farida.code.replace("-", ""),
            **{f"passphrase of {one.name}": one.passphrase for one in (anna, nadia, noor)},
            **{f"recovery code of {one.name}": one.recovery for one in (anna, nadia, noor)},
            **{f"invitation to {name}": link.rpartition(".")[2] for name, link in links.items()},
            **{f"cookie {at}": token for at, token in enumerate(tokens(anna, nadia, noor))},
        }
    )
    kept = [*everything_kept(started, mailbox, tmp_path), taken]
    assert search(hidden, kept) == []
    # The control: one canary, planted where a careless line would leave it, is found.
    (started.data / "control.log").write_text(f"could not seal {CANARIES['narrative']}")
    assert {hit.name for hit in search(hidden, kept)} == {"narrative"}


def accept_reports(manager: Person) -> None:
    """The manager opens the organisation to reports."""
    box = manager.page.get_by_label(manager._("Workers may send us reports"))
    if not box.is_checked():
        box.check()
        manager.press("Save")
        manager.settle()


def tokens(*members: Person) -> list[str]:
    """The session and device tokens of their browsers."""
    cookies = [cookie for member in members for cookie in member.context.cookies()]
    assert len(cookies) >= 2 * len(members)
    return [cookie["value"] for cookie in cookies]
