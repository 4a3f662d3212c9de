"""Every benchmark, one after the other: `python -m tests.bench`. Each prints ratios beside its own baseline."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SKIP = {"__init__", "__main__", "query_graph"}

for path in sorted(Path(__file__).parent.glob("*.py")):
    if path.stem not in SKIP:
        print(f"\n== {path.stem}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{path.stem}"], check=True)
