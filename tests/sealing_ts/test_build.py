"""The browser bundle: the same bytes from any checkout, small enough for a reporter's telephone, each file named by its
hash."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from remedy_api.web.published import as_text, hashes_of
from tests.sealing_ts.test_typescript import BROWSER, ROOT, node

MOST_FOR_A_REPORTER = 60_000
REPORTER = ("page/main.tsx", "page/receipt.tsx")
NOT_BUILT_FROM = (
    "typescript",
    "@typescript",
    "axe-core",
    "fast-check",
    "@types",
    "pure-rand",
    "undici-types",
    "@hpke",
    "mlkem",
    "static",
)


def _build(checkout: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [node(), "build.mjs"],
        cwd=checkout / "intake_forms",
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "REMEDY_STATIC_DIR": str(out), **environment},
        check=False,
    )


def _sentences(checkout: Path, out: Path, **environment: str) -> None:
    """The sentences and forms of a checkout, built by its own program."""
    program = f"from pathlib import Path; from remedy_api.kit.i18n.build import build_static; build_static(Path({str(out)!r}))"
    environment = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    subprocess.run([sys.executable, "-c", program], cwd=checkout, env=environment, timeout=120, check=True)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of this checkout."""
    out = tmp_path_factory.mktemp("built")
    done = _build(ROOT, out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same sources in another place."""
    root = tmp_path_factory.mktemp("elsewhere") / "deep" / "er"
    shutil.copytree(BROWSER, root / "intake_forms", ignore=shutil.ignore_patterns(*NOT_BUILT_FROM))
    for folder in ("remedy_api/web/client", "remedy_api/web/styles", "remedy_api/kit", "locales"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in ("pyproject.toml", "remedy_api/__init__.py"):
        shutil.copy2(ROOT / name, root / name)
    return root


def test_same_bytes_from_any_checkout(built: Path, elsewhere: Path, tmp_path: Path) -> None:
    """At another place, in another time zone, language and order of hashing, the list that is published is the same."""
    foreign = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "ar_EG.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "HOME": str(tmp_path),
        "PYTHONHASHSEED": "7",
    }
    assert _build(elsewhere, tmp_path / "there", **foreign).returncode == 0
    _sentences(elsewhere, tmp_path / "there", **foreign)
    shutil.copytree(built, tmp_path / "here")
    _sentences(ROOT, tmp_path / "here", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")
    here, there = _files(tmp_path / "here"), _files(tmp_path / "there")
    assert {name.split("/")[0] for name in here} == {"assets", "forms", "i18n", "licences.txt", "manifest.json"}
    assert here == there
    assert as_text(hashes_of(tmp_path / "here")) == as_text(hashes_of(tmp_path / "there"))
    assert not any(str(ROOT).encode() in content for content in here.values())


def test_manifest_names_each_file_by_its_hash(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    files = _files(built)
    assert {name for name in files if name.startswith("assets/")} == set(manifest["files"])
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == digest
    for entry in manifest["entries"].values():
        assert {entry["file"], *entry["imports"]} <= set(manifest["files"])


@pytest.mark.parametrize("entry", REPORTER)
def test_reporter_loads_little(built: Path, entry: str) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))["entries"][entry]
    size = sum(len(gzip.compress((built / file).read_bytes(), 9)) for file in (manifest["file"], *manifest["imports"]))
    assert size <= MOST_FOR_A_REPORTER


def test_a_reporters_page_with_webassembly_is_not_built(elsewhere: Path, tmp_path: Path) -> None:
    main = elsewhere / "intake_forms" / "page" / "main.tsx"
    honest = main.read_text("utf-8")
    main.write_text(f'import {{ masterKey }} from "../seal/passphrase";\nconsole.log(masterKey);\n{honest}', "utf-8")
    try:
        done = _build(elsewhere, tmp_path)
    finally:
        main.write_text(honest, "utf-8")
    assert done.returncode != 0
    assert "WebAssembly" in done.stderr
    assert not (tmp_path / "manifest.json").exists()


def test_licences_of_what_is_in_the_bundle(built: Path) -> None:
    text = (built / "licences.txt").read_text("utf-8")
    for package in ("preact", "@noble/curves", "@noble/post-quantum", "hash-wasm", "@picocss/pico", "@scure/bip39"):
        assert f"\n{package} " in f"\n{text}"
