"""The tests of sealing can fail: faults planted one at a time into a copy of the code, each seen by some test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sealing import planted_table_faults

ROOT = Path(__file__).parent.parent.parent
NEEDED = ("tests/sealing", "tests/audit", "tests/vectors", "tests/corpora", "tests/fixtures", "intake_forms/seal/PROTOCOL.md")

FAULTS = [
    ("an epoch key that was not signed", "unseal.py", "if commit_of(ck) != statement.commit:", "if False:"),
    ("a record key that was not signed", "unseal.py", "if key.commitment != header.commitment:", "if False:"),
    ("a disclosed key that was not signed", "unseal.py", "if key.commitment != commitment:", "if False:"),
    ("a body that is not its header's", "unseal.py", "if body_hash(body) != header.body_hash:", "if False:"),
    ("a slot of another account", "unseal.py", "if account_keys(secret).kid != kid:", "if False:"),
    ("an older vault", "unseal.py", "if version < seen:", "if False:"),
    ("trailing items", "lp.py", "if len(items) > count + 1:", "if False:"),
    ("a list that is not sorted", "lp.py", "if left > right:", "if False:"),
    ("bytes after a submission", "submission.py", "if at != len(data):", "if False:"),
    ("bytes after an entry", "format.py", "if len(body) > header.body_length:", "if False:"),
    ("padding that says something", "padding.py", "if padding.count(0) != len(padding):", "if False:"),
    ("a size of its own", "content.py", "if ladder(end) != len(padded):", "if False:"),
    ("a KDF of less memory", "passphrase.py", "kdf.memory_kib < FLOOR.memory_kib or ", ""),
    ("a key of small order", "signing_key.py", " or y in _SMALL_ORDER", ""),
    ("a key under another kid", "keys.py", "if kid_of(kem_public_key, sig_public) != kid:", "if False:"),
    ("an unsigned roster", "roster.py", "    verify_signature(keys[signer].sig_public, signed.body, signed.signature)", "    pass"),
    (
        "a manager of the roster itself",
        "roster.py",
        "if after.signer not in before.managers:",
        "if after.signer not in after.managers:",
    ),
    ("an old roster replayed", "roster.py", "if chain.latest.version < pin.version:", "if False:"),
    (
        "an unsigned statement",
        "epoch_rules.py",
        "    verify_signature(walk.keys[statement.signer].sig_public, signed.body, signed.signature)",
        "    pass",
    ),
    ("a reader nobody admitted", "epoch_rules.py", "names != walk.next_names() or ", ""),
    (
        "an epoch minted by a removed member",
        "epoch_rules.py",
        "if not acting:",
        "if False:",
    ),
    (
        "an unsigned event",
        "event.py",
        "    verify_signature(keys[event.actor].sig_public, pae(signed.payload), signed.signature)",
        "    pass",
    ),
    ("an event in another form", "event.py", "if event.encode() != payload:", "if False:"),
    ("an admission without consent", "rights_reporter.py", "_require(walk.consented[fingerprint] > 0, event)", "pass"),
    ("an event of another kind of room", "rights.py", "if event.type not in EVENTS_OF[walk.kind]:", "if False:"),
    ("something said before the first epoch", "rights_roles.py", "if not walk.statements and (", "if False and ("),
    ("a room founded by whom no roster names", "rights_roles.py", "    check_actor(walk, event)\n    walk.roles", "    walk.roles"),
    ("a right for everybody who reads", "rights_workers.py", "entitled(role == REPRESENTATIVE or (", "entitled(True or ("),
    ("a coordinator who may do all", "rights_workers.py", "role == COORDINATOR and event.type in BY_EITHER", "role == COORDINATOR"),
    ("a role that outlives its reader", "rights_roles.py", "    walk.roles.pop(fingerprint, None)", "    pass"),
    ("nobody left who may sign the epoch", "rights_roles.py", " & walk.names())", ")"),
    (
        "nobody left who represents",
        "rights_roles.py",
        "role == REPRESENTATIVE or _representatives(walk) != {fingerprint}",
        "True",
    ),
    (
        "a consent withdrawn that nobody gave",
        "rights_workers.py",
        'require(consent in walk.case.consents, "no such consent")',
        "pass",
    ),
    ("a report linked twice", "rights_workers.py", 'require(report not in walk.case.linked, "linked already")', "pass"),
    (
        "a workers' room that begins with a second reader",
        "epoch_rules.py",
        "if [reader.fingerprint for reader in statement.readers] != [walk.founder]:",
        "if False:",
    ),
    (
        "a room founded for a key its founder never had",
        "epoch_rules.py",
        "if not acts_in(statement, statement.signer, walk.chains):",
        "if False:",
    ),
    ("a reader behind a receipt of its name", "epoch_rules.py", " or receipts - set(walk.statements[-1].readers)", ""),
    ("a kind of entry of another kind of room", "content.py", "allowed = WORKERS_KINDS", "allowed = TEXT_KINDS"),
    ("a mandate that may be disclosed", "content.py", '{"person", "mandate", "risk",', '{"person", "risk",'),
    ("a late wrap taken in a workers' room", "unseal.py", 'if item.late and room.kind != "reporter":', "if False:"),
    ("a late wrap stored in a workers' room", "../audit/new_epoch.py", 'if late_wraps and room.kind != "reporter":', "if False:"),
    ("a first epoch without its wrap", "../audit/new_epoch.py", "    _check_wraps(room, wraps)\n\n\ndef", "\n\ndef"),
    ("a stranger's export", "../audit/verifying.py", "if not acting_now(room, head.exporter):", "if False:"),
    ("an export with its end cut off", "../audit/verifying.py", "if head.seq >= len(room.events):", "if False:"),
    (
        "an anchor that only reads",
        "../audit/verifying.py",
        "if not any(map(is_anchor, vouching)):",
        "if not any(map(is_anchor, room.chains)):",
    ),
    ("an exported body altered", "../audit/verifying.py", "if running.digest() != header.body_hash:", "if False:"),
    ("an exported body cut", "../audit/verifying.py", "if archive.files[name].size != header.body_length:", "if False:"),
    (
        "entries of the open epoch taken out",
        "../audit/verifying.py",
        "if verdict.head.entries != entries_hash(export.headers):",
        "if False:",
    ),
    ("a checksum nobody computes", "../audit/archive.py", "if found != crc:", "if False:"),
    ("a header in an archive nobody compares", "../audit/archive.py", "if head + name != _local(name, file):", "if False:"),
    ("a directory of an archive nobody compares", "../audit/archive.py", " or source.read(len(directory)) != directory", ""),
    ("a name that has no place in an export", "../audit/archive.py", "    if most is None:", "    if False:"),
    ("JSON in another form", "../audit/export.py", "if write(understood) == raw:", "if True:"),
    (
        "a number left out of an export",
        "../audit/export.py",
        '        if name != f"{folder}/{number:06}.{ending}":',
        "        if False:",
    ),
    ("values that say the same twice", "event_shapes.py", "if different and len(set(value)) != len(value):", "if False:"),
    ("an entry by a stranger", "room.py", "    if not entitled:\n", "    if False:\n"),
    (
        "an unsigned entry",
        "room.py",
        "    verify_signature(room.keys[header.author].sig_public, message, header.signature)\n",
        "",
    ),
    ("an entry withheld", "room.py", "if closed_hash(by_epoch[statement.epoch - 1]) != statement.closed:", "if False:"),
    ("an invitation answered by the server", "invite.py", "if not hmac.compare_digest(", "if False and not hmac.compare_digest("),
    ("a stream without its end", "stream.py", '(b"\\x01" if last else b"\\x00")', 'b"\\x00"'),
    *planted_table_faults.FAULTS,
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code under test and its tests, to be spoiled. Tests only see what lies in here."""
    place = tmp_path_factory.mktemp("faults")
    for name in ("remedy_api/sealing", "remedy_api/audit", *NEEDED):
        source, target = ROOT / name, place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", Path(__file__).name))
        else:
            shutil.copy(source, target)
    for name in ("remedy_api/__init__.py", "pyproject.toml"):
        shutil.copy(ROOT / name, place / name)
    return place


def run_tests(place: Path) -> subprocess.CompletedProcess[str]:
    """The tests of sealing and audit in the copy, up to the first failure; primitives aside."""
    # The quick ones in a run of their own: most faults are seen there, and pytest would put them among the others.
    workers = ("workers_rights", "sealing_findings", "workers_founding", "workers_rooms")
    names = (*workers, "table_rights", "table_plans", "table_rooms", "table_epochs", "table_shown")
    quick = [f"tests/sealing/test_{name}.py" for name in (*names, "vectors_rooms")]
    done = _run(place, quick)
    others = ["tests/audit", "tests/sealing", *(f"--ignore={name}" for name in (*quick, "tests/sealing/test_sealing_corpora.py"))]
    return _run(place, others) if done.returncode == 0 else done


def _run(place: Path, tests: list[str]) -> subprocess.CompletedProcess[str]:
    options = ["-q", "-x", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests], cwd=place, capture_output=True, text=True, timeout=900, check=False
    )


@pytest.mark.long
def test_without_a_fault_the_copy_passes(copy: Path) -> None:
    done = run_tests(copy)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.long
@pytest.mark.parametrize(("file", "good", "bad"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_planted_fault_is_seen(copy: Path, file: str, good: str, bad: str) -> None:
    path = copy / "remedy_api" / "sealing" / file
    code = path.read_text("utf-8")
    assert code.count(good) >= 1, "the fault no longer fits the code: plant it anew"
    path.write_text(code.replace(good, bad, 1), "utf-8")
    try:
        done = run_tests(copy)
    finally:
        path.write_text(code, "utf-8")
    # 1: some test failed. Anything else would be a fault of the planting.
    assert done.returncode == 1, done.stdout[-2000:]
