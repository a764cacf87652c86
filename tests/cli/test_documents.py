"""Every command that a document names is run: here, in the walk through the operator's page, or by the test that a table names."""

import argparse
import importlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from remedy_api.cli.main import COMMANDS, main
from remedy_api.settings import Settings
from tests.fixtures.server import free_ports

ROOT = Path(__file__).parents[2]
OPERATION = "docs/operation.md"
RUN_BY = {
    "./remedy serve": "tests/cli/test_serve.py::test_both_doors_answer_under_both_names",
    "./remedy serve --demo": "tests/cli/test_demo.py::test_everybody_is_there",
    "./remedy demo remove": "tests/cli/test_demo.py::test_it_stays_until_it_is_thrown_away",
    "./remedy test": "tests/cli/test_documents.py::test_the_checks_run",
    "./remedy test --long": "tests/cli/test_documents.py::test_the_checks_run",
    "./remedy bench": "tests/cli/test_bench.py::test_options_are_handed_on",
    "./remedy bench --every-event": "tests/cli/test_bench.py::test_options_are_handed_on",
    "./remedy verify": "tests/cli/test_verify.py::test_what_holds",
    "./remedy verify-bundle": "tests/cli/test_verify_bundle.py::test_a_real_server_beside_this_checkout_and_beside_a_list",
    "./remedy program join": "tests/cli/test_programs.py::test_a_program_walks_with_its_token",
    "./remedy program token": "tests/cli/test_programs.py::test_a_program_walks_with_its_token",
    "./remedy inbox": "tests/cli/test_programs.py::test_a_program_walks_with_its_token",
}
"""Which test runs a command that is not run here; what follows its words in the document are values and options of it."""


def documents() -> list[str]:
    """The papers that name commands."""
    return ["README.md", "CONTRIBUTING.md", "SECURITY.md", *sorted(str(each.relative_to(ROOT)) for each in ROOT.glob("docs/*.md"))]


def blocks(text: str) -> list[str]:
    """What stands between fences."""
    return re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)


def lines(block: str) -> Iterator[str]:
    """The commands of a block, without what is said of them."""
    for line in block.replace("\\\n", " ").splitlines():
        if said := re.sub(r"(^|\s+)#.*", "", line).strip():
            yield said


def spans(text: str) -> Iterator[str]:
    """Commands of ours in the midst of a sentence."""
    outside = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    yield from (" ".join(each.split()) for each in re.findall(r"`((?:\./)?remedy [^`]+)`", outside))


def fault_of(command: str, whole: bool = True) -> str:
    """What our own command line says against a command, "" for nothing. One that is not `whole`, as in a sentence, may leave out
    what it needs: what it names must be there.
    """
    words = [word.replace("…", "x") for word in shlex.split(command)]
    if words[1:2] == ["--help"]:
        return ""
    if words[1:2] == [] or words[1] not in COMMANDS:
        return f"{command}: no such command"
    parser = argparse.ArgumentParser()
    importlib.import_module(f"remedy_api.cli.{COMMANDS[words[1]].module}").arguments(parser)
    if whole:
        try:
            parser.parse_args(words[2:])
        except SystemExit:
            return f"{command}: not in these words"
        return ""
    every = list(_parsers(parser))
    options = {option for each in every for action in each._actions for option in action.option_strings}
    verbs = {verb for each in every for action in each._actions for verb in action.choices or ()}
    wrong = [word for word in words[2:] if word.startswith("-") and word not in options]
    if verbs and re.fullmatch(r"[a-z-]+", "".join(words[2:3])) and words[2] not in verbs | options:
        wrong.append(words[2])
    return f"{command}: {', '.join(wrong)}" if wrong else ""


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _parsers(each)


def not_run(name: str, text: str, table: dict[str, str]) -> list[str]:
    """Commands between fences that nothing runs. Those of the operator's page are walked, all of them."""
    if name == OPERATION:
        return []
    return [line for block in blocks(text) for line in lines(block) if _row(line, table) is None]


def _row(line: str, table: dict[str, str]) -> str | None:
    """The row of a command: all of it, or its first words with nothing but values and options after them."""
    if line in table:
        return line
    words = line.split()
    found = [each for each in table if words[: len(each.split())] == each.split() and words[len(each.split()) :]]
    exact = max(found, key=len, default=None)
    return exact if exact and exact.split()[1] not in ("serve", "test", "bench") else None


@pytest.mark.parametrize("name", documents())
def test_every_command_exists_and_is_run(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not_run(name, text, RUN_BY) == []
    ours = [line for block in blocks(text) for line in lines(block) if re.match(r"(\./)?remedy ", line)]
    assert [fault for each in ours if (fault := fault_of(each))] == []
    assert [fault for each in spans(text) if (fault := fault_of(each, whole=False))] == []


def test_a_wrong_command_is_found() -> None:
    """One that nothing runs, one that is none, an option that is none: in a block or in a sentence."""
    assert not_run("README.md", "```\n./remedy account list\n```", RUN_BY) == ["./remedy account list"]
    assert not_run("README.md", "```\n./remedy serve --fast\n```", RUN_BY) == ["./remedy serve --fast"]
    assert not_run("README.md", "```\nmake all   # quickly\n```", RUN_BY) == ["make all"]
    assert list(spans("a `remedy doktor` b")) == ["remedy doktor"]
    assert fault_of("remedy doktor")
    assert fault_of("./remedy serve --fast")
    assert fault_of("./remedy program jion --key-file x")
    assert fault_of("./remedy verify case.zip")
    assert fault_of("./remedy serve --fast", whole=False)
    assert fault_of("remedy backup FILE") == fault_of("remedy verify", whole=False) == ""


def test_the_table_names_tests_that_run_them() -> None:
    """Each row stands in some document; the test is there, and its file speaks of every word of the command."""
    named = [line for name in documents() for block in blocks((ROOT / name).read_text("utf-8")) for line in lines(block)]
    named += [span for name in documents() for span in spans((ROOT / name).read_text("utf-8"))]
    for command, test in RUN_BY.items():
        assert any(each.removeprefix("./").startswith(command.removeprefix("./")) for each in named), command
        file, _, function = test.partition("::")
        source = (ROOT / file).read_text("utf-8") + (ROOT / "tests/fixtures/server.py").read_text("utf-8")
        assert f"def {function or 'test_'}" in source, test
        for word in command.split()[1:]:
            assert word in source, (command, word)


@pytest.mark.parametrize("options", [[], ["--long"]])
def test_the_checks_run(options: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """`test` and `test --long`, of which only collecting is asked here: the whole is what runs this."""
    assert main(["test", *options, "--", "--collect-only", "tests/house/test_clock.py"]) == 0
    assert "test_clock.py" in capfd.readouterr().out


SHIM = """#!/bin/sh
# Stands where the launcher stands, which would make an environment of its own first.
: "${REMEDY_DATA_DIR:=@/first}" "${REMEDY_KEY_FILE:=@/first.key}"
export REMEDY_DATA_DIR REMEDY_KEY_FILE
exec "%(python)s" -m remedy_api "$@"
"""
SYSTEMCTL = """#!/bin/bash
# start and stop of one service, which runs as in docs/operation/remedy.service.
set -e
if [ "$1" = stop ]; then
  [ ! -f @/pid ] || { kill "$(cat @/pid)"; while kill -0 "$(cat @/pid)" 2>/dev/null; do sleep 0.1; done; rm @/pid; }
  exit 0
fi
set -a; . @/etc/remedy/remedy.env
REMEDY_KEY_FILE=@/etc/remedy/people.key @/opt/remedy/remedy serve --data @/var/lib/remedy %(ports)s >>@/log 2>&1 </dev/null &
echo $! >@/pid
for _ in $(seq 600); do
  curl -sf http://127.0.0.1:%(port)s/healthz >/dev/null && exit 0
  kill -0 "$(cat @/pid)" || exit 1
  sleep 0.2
done
exit 1
"""
CHOWN = """#!/bin/sh
# There is no account of a service here: only that it is asked for, and of which folder, which is there.
[ "$1" = -R ] && [ -d "${2#--reference=}" ] && [ -d "$3" ]
"""
BEFORE = """systemctl start remedy
remedy backup FILE
cp /var/lib/remedy/erased .
systemctl stop remedy
mv /var/lib/remedy ../old
install -d /var/lib/remedy"""
"""What the page tells of in its sentences: a first start, a backup, the ledger fetched, and then an empty host."""


def walk(folder: Path) -> str:
    """The operator's page as one script, with every folder of the machine under `folder`."""
    install, settings, function, look, restore, upgrade = blocks((ROOT / OPERATION).read_text("utf-8"))
    assert settings.startswith("REMEDY_")
    for line in lines(settings):
        assert line.partition("=")[0].removeprefix("REMEDY_").lower() in Settings.model_fields
    install = install.replace("git clone …", f"git clone -q {ROOT}").replace("\n", "\ncp @/shim @/opt/remedy/remedy\n", 1)
    parts = [
        install,
        f"cat >/etc/remedy/remedy.env <<'END'\n{settings}END",
        function,
        # Nothing answers under those names here: it must say so, by name, and end with 1.
        f"({look.strip()}) && exit 9",
        BEFORE,
        restore,
        upgrade,
        "systemctl stop remedy",
    ]
    script = "\n".join(["set -ex", *parts])
    for place in ("/opt/", "/etc/", "/var/lib/"):
        script = re.sub(rf"(?<![@\w.]){place}", f"@{place}", script)
    return re.sub(r"@(?=/)", str(folder), script)


@pytest.mark.long
def test_the_operators_page_walked_from_top_to_bottom(tmp_path: Path) -> None:
    """Install, settings, doctor, backup, restore on an empty host, upgrade: each line as it stands, but for where things lie."""
    casework, intake = free_ports(2)
    values = {
        "python": sys.executable,
        "ports": f"--casework-port {casework} --intake-port {intake}",
        "port": str(casework),
    }
    for name, text in (("shim", SHIM), ("bin/systemctl", SYSTEMCTL), ("bin/chown", CHOWN)):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(re.sub(r"@(?=/)", str(tmp_path), text % values), "utf-8")
        file.chmod(0o755)
    for name in ("opt", "etc", "var/lib/remedy"):
        (tmp_path / name).mkdir(parents=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("REMEDY_")}
    environment["PATH"] = f"{tmp_path / 'bin'}:{environment['PATH']}"
    environment["PYTHONPATH"] = str(ROOT)
    try:
        done = subprocess.run(
            ["bash", "-c", walk(tmp_path)], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    finally:
        subprocess.run([tmp_path / "bin" / "systemctl", "stop", "remedy"], env=environment, timeout=60, check=False)
    assert "https://remedy.example" in done.stdout
    assert (tmp_path / "opt/remedy/before-upgrade.backup").is_file() or (tmp_path / "before-upgrade.backup").is_file()
