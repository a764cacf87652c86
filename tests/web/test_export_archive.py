"""The archive that the page makes is, byte for byte, the one that is checked: two programs, one form."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path

from tests.audit.spoiled_exports import FOUNDER, honest
from tests.fixtures.exports import Files, packed, verdict_on
from tests.sealing_ts.test_typescript import BROWSER, ROOT, node

DRIVER = """
import { readFileSync, writeFileSync } from "node:fs";
import { Archive } from "./zip.mjs";
const archive = new Archive();
for (const [name, content] of JSON.parse(readFileSync("files.json", "utf8"))) {
  archive.add(name, new Uint8Array(Buffer.from(content, "base64")));
}
writeFileSync("archive.zip", new Uint8Array(await archive.end().arrayBuffer()));
"""


def made_by_the_page(folder: Path, files: Files) -> bytes:
    """The page's own code, outside a page. The files are handed over in another order than they will stand in."""
    command = [node(), "node_modules/esbuild/bin/esbuild", str(ROOT / "remedy_api/web/client/zip.ts"), "--bundle", "--format=esm"]
    subprocess.run([*command, f"--outfile={folder / 'zip.mjs'}", "--log-level=warning"], cwd=BROWSER, check=True, timeout=120)
    listed = [(name, base64.b64encode(content).decode()) for name, content in sorted(files.items(), reverse=True)]
    (folder / "files.json").write_text(json.dumps(listed))
    (folder / "run.mjs").write_text(DRIVER)
    subprocess.run([node(), "run.mjs"], cwd=folder, check=True, timeout=120)
    return (folder / "archive.zip").read_bytes()


def test_both_make_the_same_bytes(tmp_path: Path) -> None:
    files = honest() | {"summary.txt": "شكرا".encode(), "bodies/" + "0" * 32 + ".bin": bytes(range(256)) * 1000}
    assert made_by_the_page(tmp_path, files) == packed(files)
    assert not verdict_on(honest(), FOUNDER).refusals
