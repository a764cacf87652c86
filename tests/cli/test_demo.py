"""The demonstration as a process: what is in it, that it is sealed in earnest, and that it never mixes with anything real."""

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from remedy_api.accounts.states import OrganisationKind
from remedy_api.cases.states import Outcome, Stage
from remedy_api.cli.client.casework import look
from remedy_api.cli.client.door import Door
from remedy_api.cli.client.member import sign_in
from remedy_api.cli.client.rooms import contents
from remedy_api.cli.demo import world
from remedy_api.cli.demo.folder import KEY, claim, demo_settings
from remedy_api.cli.errors import Refused
from remedy_api.cli.installation import settings_of
from remedy_api.kit.db.embedded.cluster import BINARIES, Cluster
from remedy_api.kit.db.engine import driver_url
from remedy_api.sealing.content import Attachment, Text
from remedy_api.web.demonstration import MARKER, Demonstration, read_marker, write_marker
from remedy_api.web.pages.demo_story import PARTS
from tests.fixtures.server import Server, free_ports
from tests.journeys.canaries import search

PATIENCE = 300
"""Seconds. It takes 25 where nothing else goes on; where much does, it is waited for and not hurried."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demonstration, made once and running. It is not told of any key file: its own lies inside."""
    folder = tmp_path_factory.mktemp("demo")
    casework, intake = free_ports(2)
    made = Server(folder / "data", folder / "never-asked.key", casework, intake, folder / "output", {}, options=("--demo",))
    made.start(timeout=PATIENCE)
    yield made
    if made.process is not None:
        made.stop()


def ask(demo: Server, query: LiteralString) -> list[tuple[Any, ...]]:
    """Rows of its database."""
    with psycopg.connect(driver_url(Cluster(demo.data).url())) as connection:
        return connection.execute(query).fetchall()


def column(demo: Server, query: LiteralString) -> list[Any]:
    """The first column of some rows."""
    return [row[0] for row in ask(demo, query)]


def remedy(*arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code and standard error of a command that is not expected to take long."""
    command = [sys.executable, "-m", "remedy_api", *arguments]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


def acts(do: str) -> list[world.Told]:
    """Everything of one kind that happens in the world."""
    return [act for case in world.cases() for act in case["acts"] if act["do"] == do]


def test_everybody_is_there(demo: Server) -> None:
    """Organisations of every kind in eight countries and more, each with somebody who is confirmed, and one administrator."""
    assert set(column(demo, "SELECT kind FROM organisation")) == set(OrganisationKind)
    assert len(set(column(demo, "SELECT country FROM organisation"))) >= 8
    assert column(demo, "SELECT count(DISTINCT organisation) FROM membership WHERE state = 'confirmed'") == [17]
    assert column(demo, "SELECT count(*) FROM person WHERE administrator") == [1]
    made = read_marker(demo.data)
    assert column(demo, "SELECT count(*) FROM person") == [len(made.people)]
    # The start page leads to nobody and to nothing that is not there.
    assert {part.person for part in PARTS if part.person} <= set(made.people)
    rooms = set(column(demo, "SELECT encode(room, 'hex') FROM room"))
    assert {made.rooms[step.room] for part in PARTS for step in part.steps if step.room} <= rooms


def test_the_supply_chain(demo: Server) -> None:
    """Twelve sites that make something for four suppliers, which five buyers have contracts with."""
    assert column(demo, "SELECT count(*) FROM site") == [12]
    linked = (
        "SELECT count(DISTINCT s.site), count(DISTINCT c.organisation) FROM supply_link s JOIN company_profile c USING (company)"
    )
    assert ask(demo, linked) == [(12, 4)]
    assert ask(demo, "SELECT count(DISTINCT buyer), count(DISTINCT supplier) FROM contract") == [(5, 4)]


def test_twenty_cases_in_every_stage_and_with_every_end(demo: Server) -> None:
    rows = ask(demo, "SELECT stage, outcome, suspended, profile, merged_into IS NOT NULL, due_on FROM case_file")
    assert len(rows) == 20
    assert {stage for stage, outcome, *_ in rows if outcome is None} == set(Stage)
    assert {outcome for _, outcome, *_ in rows if outcome} == set(Outcome)
    assert [sum(map(bool, each)) for each in zip(*((row[2], row[3] == "reprisal", row[4]) for row in rows), strict=True)] == [
        1,
        1,
        1,
    ]
    for kind in ("reopened", "contested", "consent_withdrawn", "step_reopened", "disclosed", "refused"):
        assert column(demo, f"SELECT count(*) FROM room_event WHERE position('\"{kind}\"'::bytea IN payload) > 0") >= [1], kind
    days = [row[5] for row in rows if row[5] is not None and row[1] is None]
    assert any(day < date.today() for day in days)  # noqa: DTZ011
    assert any(day > date.today() for day in days)  # noqa: DTZ011


def test_steps_late_and_in_time_said_verified_and_disputed(demo: Server) -> None:
    whole = """
        SELECT step.state, step.due_on < current_date, file.closed_on IS NOT NULL
        FROM remedy_step step JOIN case_table USING ("table") JOIN case_file file USING ("case") WHERE step.state IS NOT NULL
    """
    steps = ask(demo, whole)
    assert {state for state, *_ in steps} == {"open", "said", "verified", "partly", "disputed"}
    assert {late for state, late, closed in steps if state == "open" and not closed} == {True, False}
    assert column(demo, "SELECT count(DISTINCT organisation) FROM table_party WHERE role IN ('duty_bearer', 'monitor')") >= [6]


def test_texts_in_six_scripts_and_more() -> None:
    told = " ".join(act.get("text", "") for case in world.cases() for act in case["acts"])
    scripts = {unicodedata.name(char).split()[0] for char in told if char.isalpha()}
    assert scripts >= {"LATIN", "ARABIC", "CJK", "BENGALI", "DEVANAGARI", "THAI", "CYRILLIC", "MYANMAR", "TAMIL", "KHMER"}


def test_a_printed_passphrase_opens_what_was_sealed(demo: Server) -> None:
    """The representative signs in with what stood on the terminal, and reads the report and its picture."""
    made = read_marker(demo.data)
    passphrase = re.search(rf"{re.escape(made.people['nadia'].email)}\n +(.+)", demo.said)
    assert passphrase is not None
    nadia = sign_in(Door(demo.casework), made.people["nadia"].email, passphrase[1])
    room = made.rooms["passports report"]
    _, opened = look(nadia, bytes.fromhex(room))
    read = [one for _, one in contents(opened, lambda entry: nadia.door.get(f"/v1/rooms/{room}/entries/{entry}/body").content)]
    report = next(act for act in acts("report") if act.get("reread"))
    assert report["text"] in [one.text for one in read if isinstance(one, Text)]
    assert [(one.name, one.content) for one in read if isinstance(one, Attachment)] == [
        ("payslip.png", world.picture("payslip.png"))
    ]


def test_nothing_that_anybody_wrote_lies_in_the_clear(demo: Server, tmp_path: Path) -> None:
    """Neither in a dump nor in the folder nor in what the server printed; with one canary planted it is found."""
    dump = tmp_path / "dump.sql"
    subprocess.run([BINARIES / "pg_dump", "--file", dump, "--dbname", driver_url(Cluster(demo.data).url())], check=True)
    by_language = {
        act.get("in", case.get("in", "en")): act["text"] for case in world.cases() for act in case["acts"] if "text" in act
    }
    told = by_language | {act["do"]: act["text"] for case in world.cases() for act in case["acts"] if "text" in act}
    hidden = {name: text[:32] for name, text in told.items() if len(text) >= 10}
    assert len(hidden) >= 20
    passphrases = re.findall(r"@\S+\n +(\w+(?: \w+){6})\n", demo.said)
    assert len(passphrases) == len(read_marker(demo.data).people)
    assert search(hidden, [dump, demo.output]) == []
    # The folder is large: what stands for each kind of text, in five scripts, and three of the passphrases.
    few = {name: hidden[name] for name in ("report", "reasons", "plan", "bn", "zh-Hans", "ar") if name in hidden}
    assert len(few) >= 4
    assert search(few | {f"passphrase {at}": one for at, one in enumerate(passphrases[:3])}, [dump, demo.data]) == []
    (tmp_path / "control").write_text(f"could not seal {told['report']}")
    assert {hit.name for hit in search({"report": hidden["report"]}, [tmp_path / "control"])} == {"report"}


def test_it_keeps_apart_from_everything_real(demo: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is refused without --demo, and --demo refuses every other folder and every other database."""
    assert not demo.key_file.exists()
    assert (demo.data / KEY).exists()
    code, said = remedy("serve", "--data", str(demo.data))
    assert code != 0
    assert "holds a demonstration" in said
    for command in (settings_of, lambda folder: settings_of(folder, workers=2)):
        with pytest.raises(Refused, match="holds a demonstration"):
            command(demo.data)
    (tmp_path / "postgres").mkdir()
    code, said = remedy("serve", "--demo", "--data", str(tmp_path))
    assert code != 0
    assert "something else than a demonstration" in said
    assert [each.name for each in tmp_path.iterdir()] == ["postgres"]
    for name in ("REMEDY_DATABASE_URL", "REMEDY_BLOB_URL"):
        with monkeypatch.context() as set_here, pytest.raises(Refused, match="folder of its own"):
            set_here.setenv(name, "postgresql://elsewhere/real" if "DATABASE" in name else "s3://real/blobs")
            demo_settings(tmp_path / "new")
    # What the environment says of the real installation is not taken over, but for a demonstration being one.
    monkeypatch.setenv("REMEDY_KEY_FILE", str(tmp_path / "real.key"))
    monkeypatch.setenv("REMEDY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("REMEDY_SMTP_URL", "smtp://mail.example")
    monkeypatch.setenv("REMEDY_DEMO", "1")
    settings = demo_settings(tmp_path / "new")
    assert (settings.key_file, settings.smtp_url, settings.demo) == (tmp_path / "new" / KEY, None, True)
    assert not settings_of(tmp_path).demo


def test_what_an_unfinished_start_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    claim(tmp_path)
    (tmp_path / "blobs" / "x").mkdir(parents=True)
    claim(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [MARKER]
    write_marker(tmp_path, Demonstration("2026-01-01"))
    (tmp_path / "blobs").mkdir()
    claim(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["blobs", MARKER]


def test_it_stays_until_it_is_thrown_away(demo: Server, tmp_path: Path) -> None:
    """Started again it is the same, prints no passphrase and says how to throw it away; that takes one command."""
    code, said = remedy("demo", "remove", "--data", str(demo.data))
    assert code != 0
    assert "Another Remedy is running" in said
    before = (demo.data / MARKER).read_bytes()
    demo.stop()
    demo.output.unlink()
    demo.start()
    assert (demo.data / MARKER).read_bytes() == before
    assert f"./remedy demo remove --data {demo.data}" in demo.said
    assert f"{demo.casework}/en/demo" in demo.said
    assert "clear-water.example" not in demo.said
    demo.stop()
    assert remedy("demo", "remove", "--data", str(demo.data)) == (0, "")
    assert not demo.data.exists()
    (tmp_path / "postgres").mkdir()
    code, said = remedy("demo", "remove", "--data", str(tmp_path))
    assert code != 0
    assert "no demonstration" in said
    assert (tmp_path / "postgres").exists()
