"""A count of actions, anywhere, counts confirmed ones: because it is made in one place."""

import re
from pathlib import Path

from mentormatch.actions import queries

ROOT = Path(__file__).parents[3] / "mentormatch"
COUNTS = re.compile(r"count\((?:distinct\()?(?:\w+\.)?Action\b(?!Kind)")


def test_actions_are_counted_in_one_module_only():
    counting = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py") if COUNTS.search(path.read_text())}

    assert counting == {"actions/queries.py"}, "Ask actions.queries.confirmed_count, which counts confirmed ones only."


def test_every_count_there_asks_for_confirmed_ones():
    text = Path(queries.__file__).read_text()
    counts = [text[counts.start():counts.start() + 200] for counts in COUNTS.finditer(text)]

    assert counts
    assert all("Action.state == CONFIRMED" in words for words in counts)
