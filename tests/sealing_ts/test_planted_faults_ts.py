"""The tests of the browser's sealing can fail: faults planted one at a time into a copy of it, each seen by some test."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.sealing_ts.faults_of_findings import FAULTS_OF_FINDINGS
from tests.sealing_ts.faults_of_tables import FAULTS_OF_TABLES
from tests.sealing_ts.test_typescript import BROWSER, ROOT, node

NO = "if (false)"
CASES = ("lying-server-cases", "workers-rooms")
TABLES = ("table-rooms", "table-rules", "table-plans", "findings", "lying-server-tables")
# Those that find faults in a file soonest; the plain model's is the quickest by far.
TABLES_BY_FILE = {
    "table-rules.ts": ("table-property", "table-rules", "table-plans", "lying-server-tables", "table-rooms"),
    "table-plans.ts": ("table-property", "table-plans"),
    "table-types.ts": ("table-rooms", "table-rules"),
    "table-disclosure.ts": ("table-rooms", "lying-server-tables"),
    "disclosure.ts": ("table-rooms", "lying-server-tables"),
    "workers-rules.ts": ("findings", "table-rooms"),
    "finding-rules.ts": ("findings",),
}

OF_TABLES = [*FAULTS_OF_TABLES, *FAULTS_OF_FINDINGS]
FAULTS = [
    ("an event of another kind of room", "walk.ts", "if (!walk.rules.types.has(event.type))", NO),
    ("a kind of room without rules", "walk.ts", "(each) => each.kind === event.data.kind", "() => true"),
    (
        "any list before the first epoch",
        "walk.ts",
        "[{ fingerprint: walk.founder, kid: EMPTY }]",
        "[...walk.chains.values()].map((chain) => ({ fingerprint: chain.fingerprint, kid: EMPTY }))",
    ),
    ("an actor whom the list does not name", "walk.ts", "if (!includes(roster.members, event.actor))", NO),
    ("an outdated list", "walk.ts", "if (version < (walk.used.get(nameOf(reader)) ?? 0) || ", "if ("),
    ("a list older than the reader's key", "walk.ts", " || roster.epoch < (epochOf(chain, reader.kid) ?? 0))", ")"),
    ("somebody let go who stays", "walk.ts", "  walk.revoked.add(name);\n", ""),
    ("a founder of no list", "role-rules.ts", "  checkActor(walk, event);\n  walk.roles", "  walk.roles"),
    ("something before the first epoch", "role-rules.ts", "if (first && (event.type", "if (false && (event.type"),
    ("two statements to begin with", "role-rules.ts", " || event.data.statements?.length !== 1)", ")"),
    ("everybody decides", "workers-rules.ts", ': role === "representative" ||', ": true ||"),
    ("a coordinator entrusts", "workers-rules.ts", '["kept", ', '["kept", "entrusted", '),
    ("a coordinator decides nothing", "workers-rules.ts", '["kept", "stage", ', '["kept", '),
    ("let in twice", "role-rules.ts", "possible(!nextNames(walk).has(fingerprint)", "possible(true"),
    ("a stranger let go", "role-rules.ts", "possible(nextNames(walk).has(reader)", "possible(true"),
    ("a stranger entrusted", "role-rules.ts", "possible(nextNames(walk).has(fingerprint)", "possible(true"),
    ("nobody left who represents", "role-rules.ts", "representatives(left).some((name) => names(walk).has(name))", "true"),
    ("nobody left who could open an epoch", "role-rules.ts", "(name) => names(walk).has(name)", "() => true"),
    ("a role that outlives its reader", "role-rules.ts", "    walk.roles = left;\n", ""),
    ("the last representative made coordinator", "role-rules.ts", "representatives(changed).length > 0", "true"),
    ("a report linked twice", "workers-rules.ts", "possible(!linked.includes(report as string)", "possible(true"),
    ("a report unlinked that is not linked", "workers-rules.ts", "possible(linked.includes(report as string)", "possible(true"),
    ("a consent withdrawn that nobody gave", "workers-rules.ts", "possible(consents.has(consent as string)", "possible(true"),
    (
        "a receipt among the readers",
        "role-rules.ts",
        "checkReaders(walk, statement, organisations)",
        "checkReaders(walk, statement, true)",
    ),
    ("an epoch by anybody", "role-rules.ts", "return checkSigner(walk, statement);", "return;"),
    (
        "a first epoch for two",
        "role-rules.ts",
        " || statement.readers.length !== 1 || only === undefined",
        " || only === undefined",
    ),
    ("a first epoch of a receipt", "role-rules.ts", "if (!organisations || statement", "if (statement"),
    ("a first epoch for another", "role-rules.ts", " || nameOf(only) !== hex(walk.founder))", ")"),
    ("a first epoch by anybody", "role-rules.ts", "if (actsIn(statement, statement.signer, walk.chains).length === 0)", NO),
    (
        "a receipt in an organisation's place",
        "reporter-rules.ts",
        "receipts.every((reader) =>",
        "receipts.every((reader) => true ||",
    ),
    ("readers nobody let in", "epoch-rules.ts", " || !statement.readers.every((reader) => wanted.has(nameOf(reader)))", ""),
    ("a reader dropped", "epoch-rules.ts", " || statement.readers.length !== wanted.size", ""),
    ("an epoch by who was removed", "epoch-rules.ts", ".some((name) => before.has(name))", ".length < 0"),
    ("an unsigned statement", "epoch-rules.ts", "  verifySignature(signer.sigPublic, signed.body, signed.signature);\n", ""),
    ("a key its organisation never had", "epoch-rules.ts", "if (epoch === undefined)", NO),
    ("an old key of an organisation", "epoch-rules.ts", "if (before !== undefined && epoch <", "if (before !== undefined && 0 >"),
    ("a late key where there is none", "epochs.ts", 'if (late && room.kind !== "reporter")', NO),
    ("a key that was not signed", "epochs.ts", "if (!equal(await commitOf(ck), statement.commit))", NO),
    (
        "an entry by who could not write",
        "entries.ts",
        'if (name === undefined) throw new SealError("foreign-author");',
        "if (name === undefined) return new Uint8Array(0);",
    ),
    (
        "an entry unsigned",
        "entries.ts",
        "  verifySignature(author.sigPublic, entryMessage(room.instance, header), header.signature);\n",
        "",
    ),
    ("an entry hidden", "entries.ts", "if (!equal(closedHash(byEpoch[statement.epoch - 1] ?? []), statement.closed))", NO),
    ("less than was seen", "casework.ts", "if (there === undefined)", NO),
    ("another past than was seen", "casework.ts", "if (!equal(there.hash, seen.hash))", NO),
    ("a page that does not answer", "casework.ts", "if (done < total) await new Promise((resolve) => setTimeout(resolve));", ""),
    ("any kind of entry in a case", "content.ts", 'kind !== "attachment" && ', "false && "),
    ("a mandate disclosed", "kinds.ts", '["person", "mandate", ', '["person", '),
    ("a value twice", "shapes.ts", " && new Set(list).size === list.length", ""),
    ("too many values", "shapes.ts", " && list.length <= most", ""),
    ("text in a code", "shapes.ts", "/^[a-z0-9][a-z0-9_.-]{0,39}$/", "/^.{1,40}$/s"),
    (
        "an actor of another list signs",
        "room.ts",
        "  verifySignature(actor.sigPublic, pae(signed.payload), signed.signature);\n",
        "",
    ),
    ("an event of another room", "room.ts", "if (!equal(event.room, walk.room))", NO),
    ("an event out of place", "room.ts", "if (event.seq !== seq || !equal(event.prev, prev))", NO),
    ("a statement nobody announced", "room.ts", "if (walk.statements.length !== material.statements.length)", NO),
    ("who may more does not sign", "workers-change.ts", ".sort((a, b) => rank(a) - rank(b))", ".sort((a, b) => rank(b) - rank(a))"),
    ("a newcomer of another installation", "workers-change.ts", "if (newcomer.chain.instance !== room.instance)", NO),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the tests of cases need, to be spoilt."""
    place = tmp_path_factory.mktemp("planted")
    shutil.copytree(BROWSER / "seal", place / "intake_forms" / "seal")
    shutil.copytree(
        ROOT / "tests" / "sealing_ts", place / "tests" / "sealing_ts", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    for name in ("package.json", "tsconfig.json"):
        shutil.copy(BROWSER / name, place / "intake_forms")
    (place / "intake_forms" / "node_modules").symlink_to(BROWSER / "node_modules")
    return place


def _run(place: Path, names: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """These tests in the copy, up to the first file of them in which one fails."""
    for name in names:
        command = [node(), str(place / "tests" / "sealing_ts" / "run.mjs"), name]
        done = subprocess.run(
            command, cwd=place, capture_output=True, text=True, timeout=300, env={**os.environ, "NO_COLOR": "1"}, check=False
        )
        if done.returncode:
            break
    return done


@pytest.mark.long
def test_without_a_fault_the_copy_passes(copy: Path) -> None:
    done = _run(copy, (*CASES, "table-property", *TABLES))
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.long
@pytest.mark.parametrize(
    ("names", "file", "good", "bad"),
    [(CASES, *fault[1:]) for fault in FAULTS] + [(TABLES_BY_FILE.get(fault[1], TABLES), *fault[1:]) for fault in OF_TABLES],
    ids=[fault[0] for fault in (*FAULTS, *OF_TABLES)],
)
def test_a_planted_fault_is_seen(copy: Path, names: tuple[str, ...], file: str, good: str, bad: str) -> None:
    path = copy / "intake_forms" / "seal" / file
    code = path.read_text("utf-8")
    assert code.count(good) >= 1, "the fault no longer fits the code: plant it anew"
    path.write_text(code.replace(good, bad, 1), "utf-8")
    try:
        done = _run(copy, names)
    finally:
        path.write_text(code, "utf-8")
    # A test that failed says so; a bundle that could not be made would be a fault of the planting.
    assert done.returncode == 1 and "not ok" in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
