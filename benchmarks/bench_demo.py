"""Making the demo company, with which a first start begins: processor time, and how many rows it comes to.

    python -m benchmarks.bench_demo [--runs 3] [--json FILE]
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import func, select

from mentormatch.app import create_app
from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.config import load as settings_of
from mentormatch.demo import load


def measure(folder: Path) -> tuple[float, int]:
    """Make the company in an empty database of its own: seconds of processor time, rows of all tables."""
    app = create_app(settings_of({}, folder), QUEUE_IS_OFF=True)
    with app.app_context():
        upgrade()
        before = time.process_time()
        with transaction():
            load.load(clock.today(app.config["SETTINGS"].time_zone), password_hash="no password")
        took = time.process_time() - before
        rows = sum(db.session.scalar(select(func.count()).select_from(table)) or 0
                   for table in db.metadata.sorted_tables)
        db.session.remove()
        db.engine.dispose()
    return took, rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    results = []
    for _run in range(chosen.runs):
        with tempfile.TemporaryDirectory() as place:
            results.append(measure(Path(place)))
    seconds, rows = statistics.median(took for took, _rows in results), results[0][1]
    print(f"the demo company: {seconds:.1f} s of processor time, {rows} rows")
    if chosen.json:
        chosen.json.write_text(json.dumps({"seconds": round(seconds, 2), "rows": rows}, indent=1))
