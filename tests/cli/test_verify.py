"""`remedy verify`: says what holds, names what does not, and ends with a code that a script can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from remedy_api.audit.verifying import Refusal
from remedy_api.cli.main import main
from remedy_api.cli.refusals import WHY, part, sentence
from remedy_api.sealing.errors import Code
from remedy_api.sealing.words import fingerprint_words
from tests.audit.spoiled_exports import FOUNDER, SPOILED, Spoiled, World, honest
from tests.fixtures.exports import packed

WORDS = " ".join(fingerprint_words(FOUNDER))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en")


def written(folder: Path, data: bytes) -> str:
    path = folder / "case.zip"
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("anchor", [WORDS, WORDS.upper(), FOUNDER.hex(), FOUNDER.hex().upper()])
def test_what_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str], anchor: str) -> None:
    assert main(["verify", written(tmp_path, packed(honest())), "--anchor", anchor]) == 0
    told = capsys.readouterr()
    assert "This export holds" in told.err and "No file can tell" in told.err
    assert "Entries: 3, of which 3" in told.out and WORDS in told.out
    assert "safety" in told.out


@pytest.mark.parametrize("case", SPOILED, ids=lambda case: case.name)
def test_what_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str], case: Spoiled) -> None:
    assert main(["verify", written(tmp_path, packed(case.make())), "--anchor", WORDS]) == 3
    told = capsys.readouterr()
    assert f"[{case.code} {case.file}]" in told.err.splitlines()[0]
    assert ("It is missing." in told.err.splitlines()[0]) == case.missing
    assert "does not hold" in told.err.splitlines()[-1]
    assert not told.out


def test_sentences_say_what_exactly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for refusal, said in (
        (Refusal(Code.BAD_SIGNATURE, "events/000007.json"), "Event 7: It was altered: it is not what was signed."),
        (Refusal(Code.BROKEN_CHAIN, "events/000000.json", missing=True), "Event 0: It is missing."),
        (Refusal(Code.NOT_ENTITLED, "epochs/000002.bin"), "List of readers 2: Somebody made it who had no right to."),
        (Refusal(Code.WRONG_BODY, "bodies/0a.bin"), "Content of the entry 0a: It was altered: it is not what was signed."),
        (
            Refusal(Code.NOT_A_MANAGER, "chains/0a.json", roster=3),
            "Members of the organisation 0a, list 3: Somebody made it who had no right to.",
        ),
        (Refusal(Code.MALFORMED, ""), "The file as a whole: It is no export, or a byte of it was altered."),
        (Refusal(Code.SELF_TEST, "head.bin"), "Signature of whoever exported it: It does not hold."),
    ):
        assert sentence(refusal) == said
    assert {case.code for case in SPOILED} <= set(WHY)
    assert part(Refusal(Code.TWINS, "headers/")) == "The list of entries"
    whole = packed(honest())
    for data in (b"", b"no zip", whole[:-1], whole.replace(b"summary.txt", b"summary.exe")):
        assert main(["verify", written(tmp_path, data), "--anchor", WORDS]) == 3
        assert "The file as a whole" in capsys.readouterr().err


def test_another_anchor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, packed(honest()))
    other = " ".join(fingerprint_words(World().second.fingerprint))
    assert main(["verify", path, "--anchor", other]) == 3
    assert "has these key words" in capsys.readouterr().err
    for typed in (WORDS.rpartition(" ")[0], f"{WORDS} zoo", WORDS.replace(WORDS.split()[0], "zzz"), "00" * 31, ""):
        assert main(["verify", path, "--anchor", typed]) == 1
        assert "twelve key words" in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "nothing.zip"), "--anchor", WORDS]) == 1
    assert "cannot be read" in capsys.readouterr().err
