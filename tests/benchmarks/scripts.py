"""How much script a reporter loads: `python -m tests.benchmarks.scripts`."""

import gzip
import json

from remedy_api.web.assets import STATIC
from tests.sealing_ts.test_build import REPORTER


def measure_scripts() -> dict[str, int]:
    """Bytes over the wire of each of the reporter's pages, as the server packs them, from the bundle that is served."""
    entries = json.loads((STATIC / "manifest.json").read_text("utf-8"))["entries"]
    return {
        name: sum(
            len(gzip.compress((STATIC / file).read_bytes(), 9)) for file in (entries[name]["file"], *entries[name]["imports"])
        )
        for name in REPORTER
    }


if __name__ == "__main__":
    print(measure_scripts())
