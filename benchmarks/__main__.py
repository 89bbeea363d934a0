"""Everything we claim about speed and scale, one after the other: ``python -m benchmarks [--out FOLDER]``."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run every benchmark in a process of its own; with a folder given, each also writes its figures there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"), help="folder for the JSON files")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n{path.stem}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{path.stem}", "--json", str(out / f"{path.stem}.json")]
        failed += subprocess.run(command, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
