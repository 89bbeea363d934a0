"""Writes docs/sample-people.csv, the roster to try the import with: python scripts/make_sample_people.py"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mentormatch.demo.sample import roster  # noqa: E402  (found once the root is on the path)

if __name__ == "__main__":
    target = ROOT / "docs" / "sample-people.csv"
    target.write_text(roster(), encoding="utf-8", newline="")
    print(f"Wrote {target.relative_to(ROOT)}.")
