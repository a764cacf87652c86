"""A case about a reprisal with no browser: opened at once, tied to the other case, and told to nobody who does not read it."""

from __future__ import annotations

import pytest

from tests.fixtures.server import Server
from tests.fixtures.shell import Shell, rooms, submitted
from tests.journeys.canaries import search

WHAT = "Kanarie-punished-3310: moved to nights."


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Shell:
    return Shell(tmp_path_factory.mktemp("shell"), server)


@pytest.fixture(scope="module")
def case(shell: Shell) -> str:
    """A case of a union, which a monitor reads."""
    shell.join("admin", "setup", shell.server.setup_link)
    words = shell.organisation("Garment Workers' Union", "worker_organisation", "maya")[1]
    monitor = shell.organisation("Labour Watch", "monitor", "tariq")[1]
    submitted(shell, words)
    (report,) = rooms(shell.as_("maya", "inbox"))
    shell.as_("maya", "inbox", "acknowledge", report)
    (made,) = rooms(shell.as_("maya", "case", "open", "--report", report, "--issue", "wages"))
    shell.as_("maya", "case", "admit", made, "--to", monitor, "--role", "monitor")
    return made


def test_one_command_opens_it_and_ties_both(shell: Shell, case: str) -> None:
    what, who = shell.file("what.txt", WHAT), shell.file("who.txt", "Kanarie-whom-2207")
    said = shell.as_("maya", "reprisal", case, "--message", what, "--who", who, "--first", "stop", "--first", "lawyer")
    (made,) = rooms(said)
    shown = shell.as_("maya", "case", "show", made)
    assert WHAT in shown and "Kanarie-whom-2207" in shown and "▲ Reprisal" in shown
    assert f"reprisal_link, en]\n{case}" in shown
    assert f"reprisal_link, en]\n{made}" in shell.as_("maya", "case", "show", case)
    assert rooms(shell.as_("maya", "case", "list"))[0] == made
    # Sent again, as after a broken line, it goes on where it stopped: nothing is there twice.
    shell.as_("maya", "reprisal", case, "--message", what, "--who", who, "--first", "stop", "--first", "lawyer", "--go-on", made)
    again = shell.as_("maya", "case", "show", made)
    assert (again.count(WHAT), again.count("reprisal_link")) == (1, 1)
    # Who reads the other case learns that there is one, and not what it says.
    assert made in shell.as_("tariq", "case", "show", case)
    shell.as_("tariq", "case", "show", made, code=1)
    # Nothing of it lies in clear where the server keeps things; that the search finds what does is shown by the union's name.
    words = {"what": WHAT, "whom": "Kanarie-whom-2207"}
    assert search(words, [shell.server.data]) == []
    assert search({"control": "Labour Watch"}, [shell.server.data])


def test_who_opens_no_cases_writes_it_into_the_case(shell: Shell, case: str) -> None:
    what = shell.file("heard.txt", "Kanarie-heard-5519: two were sent home.")
    assert "which case" in shell.as_("tariq", "reprisal", "--message", what, code=1)
    shell.as_("tariq", "reprisal", case, "--message", what)
    assert "Kanarie-heard-5519" in shell.as_("maya", "case", "show", case)
    assert len(rooms(shell.as_("tariq", "case", "list"))) == 1
