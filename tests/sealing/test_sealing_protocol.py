"""The page and the code say the same: labels, codes, events, limits; and each refusal was seen in some test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from remedy_api.sealing import (
    content,
    event,
    event_shapes,
    labels,
    lp,
    padding,
    rights_table,
    rights_workers,
    roster,
    self_test,
    statement,
    submission,
)
from remedy_api.sealing import format as header
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event_data import EVENT_DATA, EVENTS_OF, ROLES
from remedy_api.sealing.event_shapes import STEP
from remedy_api.sealing.words import fingerprint_words, generate_passphrase, word_list
from tests.sealing.vector_files import vectors
from tests.vectors.make import DETERMINISTIC, SEALED

HERE = Path(__file__).parent
PAGE = (HERE.parent.parent / "intake_forms" / "seal" / "PROTOCOL.md").read_text("utf-8")


def section(number: int) -> str:
    """The text of one section of the page."""
    found = re.search(rf"^## {number} .*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, number
    return found.group()


def event_rows() -> list[tuple[str, ...]]:
    """The rows of the table of events: type, data, and who signs it in each kind of room."""
    cell = r" ([^|]*) \|"
    return re.findall(rf"^\| `([a-z_]+)` \|{cell * 4}$", section(5), re.MULTILINE)


def test_the_page_lists_exactly_the_codes() -> None:
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", section(12), re.MULTILINE)
    assert sorted(listed) == sorted(str(code) for code in Code)


def test_the_page_names_every_label() -> None:
    made = {value for name, value in vars(labels).items() if name.isupper() and isinstance(value, str)}
    missing = {label for label in made if f"{label}" not in PAGE}
    assert not missing
    assert len(made) == len([name for name in vars(labels) if name.isupper()]), "two labels alike"


def test_no_label_begins_a_longer_one_where_it_stands_alone() -> None:
    # An info that is a lone label can never equal an lp: an lp of a label begins with a zero byte.
    assert all(value.startswith("remedy/v1/") for name, value in vars(labels).items() if name.isupper())


def test_the_page_lists_exactly_the_events() -> None:
    listed = {name: re.findall(r"`([a-z]+)`:", data) for name, data, *_ in event_rows()}
    assert listed == {name: list(shape) for name, shape in EVENT_DATA.items()}


def test_the_page_says_in_which_rooms_an_event_is() -> None:
    for at, kind in enumerate(("reporter", "workers", "table"), 2):
        assert {row[0] for row in event_rows() if row[at] != "–"} == EVENTS_OF[kind] | {"founded"}, kind


def test_the_page_says_by_which_role_an_event_is_signed() -> None:
    for at, rules in ((3, rights_workers), (4, rights_table)):
        by_either, alone = rules.BY_EITHER, getattr(rules, "BY_MONITOR", frozenset())
        other = "coordinator" if at == 3 else "duty bearer"
        for name, _, *cells in event_rows():
            cell = cells[at - 2]
            assert (other in cell) == (name in by_either), name
            assert cell.startswith("a monitor") == (name in alone), name


def test_the_page_lists_the_members_of_a_step() -> None:
    (table,) = re.findall(r"A \*\*step\*\* .*?\n\n(.*?)\n\n", section(5), re.DOTALL)
    first = re.findall(r"^\| ((?:`[a-z]+`(?:, )?)+) \|", table, re.MULTILINE)
    assert [name for cell in first for name in re.findall(r"`([a-z]+)`", cell)] == list(STEP)


def test_the_page_lists_the_roles() -> None:
    (data,) = [row[1] for row in event_rows() if row[0] == "entrusted"]
    assert re.findall(r"`([a-z_]+)`(?!:)", data) == list(ROLES)


def test_the_page_lists_the_kinds_of_entries() -> None:
    (allowed,) = re.findall(r"Allowed in a reporter room: (.*?) Else `kind", section(6), re.DOTALL)
    _, workers, table = re.split(r"in every epoch:", allowed)[0], *re.split(r"in every epoch:", allowed)[1:]
    assert re.findall(r"`([a-z_]+)`", workers) == [*content.WORKERS_KINDS, "attachment"]
    assert re.findall(r"`([a-z_]+)`", table) == [*content.TABLE_KINDS, "attachment"]
    explained = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|", section(6), re.MULTILINE)
    assert {kind for cell in explained for kind in re.findall(r"`([a-z_]+)`", cell)} == set(content.TEXT_KINDS)
    (never,) = re.findall(r"source\. ((?:`[a-z_]+`(?:, |\s+and\s+)?)+)\s+are refused", section(8))
    assert set(re.findall(r"`([a-z_]+)`", never)) == content.NEVER_DISCLOSED


def test_the_page_states_the_limits() -> None:
    limits = [
        lp.MAX_ITEMS,
        roster.MAX_MEMBERS,
        roster.MAX_ROSTER,
        roster.MAX_CHAIN,
        statement.MAX_READERS,
        statement.MAX_STATEMENT,
        event.MAX_PAYLOAD,
        event_shapes.MAX_STATEMENTS,
        event_shapes.MAX_VALUES,
        event_shapes.MAX_ORGANISATIONS,
        event_shapes.MAX_EVIDENCE,
        event_shapes.MAX_STEPS,
        event_shapes.MAX_STEP_CODE,
        event_shapes.MAX_BENEFICIARIES,
        event_shapes.MAX_STEP_EVIDENCE,
        header.MAX_HEADER,
        header.MAX_BODY,
        padding.LADDER[-1],
        content.MAX_ATTACHMENT,
        submission.MAX_ORGANISATIONS,
        submission.MAX_ENTRIES,
        submission.MAX_ENVELOPE,
    ]
    said = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", section(13))}
    assert set(limits) <= said


def test_every_refusal_was_seen() -> None:
    sources = [*HERE.glob("test_*.py"), *(HERE.parent / "audit").glob("test_*.py")]
    named = {name for path in sources for name in re.findall(r"Code\.([A-Z0-9_]+)", path.read_text("utf-8"))}
    refused = {
        case["refused"]
        for file in (*DETERMINISTIC, *SEALED)
        for value in vectors("python", file).values()
        if isinstance(value, list)
        for case in value
        if "refused" in case
    }
    unseen = {code for code in Code if code not in refused and code.name not in named}
    assert not unseen


def test_the_machine_can_seal() -> None:
    self_test.self_test()


def test_a_machine_that_cannot_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def crippled(*_: object) -> bytes:
        raise RuntimeError("KEM not supported")

    for change in ({"wrap_key": crippled}, {"_KID_OF_ZEROS": "00" * 32}, {"wrap_key": lambda *_: b"short"}):
        with monkeypatch.context() as patch:
            for name, value in change.items():
                patch.setattr(self_test, name, value)
            with pytest.raises(SealError) as refusal:
                self_test.self_test()
            assert refusal.value.code == Code.SELF_TEST


def test_the_words_are_the_published_list() -> None:
    import hashlib

    assert len(word_list()) == len(set(word_list())) == 2048
    text = "".join(word + "\n" for word in word_list()).encode()
    # The hash of BIP39's english.txt as published.
    assert hashlib.sha256(text).hexdigest() == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    assert fingerprint_words(b"\xff" * 32) == ("zoo",) * 12
    words = generate_passphrase().split(" ")
    assert len(words) == 7
    assert set(words) <= set(word_list())
    assert generate_passphrase() != generate_passphrase()
