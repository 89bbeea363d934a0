"""A plan that was stored is the plan it was, and a page reads no more of it than it shows."""

import io
import zipfile

from mentormatch.people.roster import stored_plan
from tests.support.rosters import BEN, INES, imported, plan


def test_a_stored_plan_says_what_it_said(app):
    imported(INES, BEN)
    before = plan(INES.replace("Finance", "Legal"), BEN.replace("active", "left"), BEN.replace("ben@", "new@"),
                  "x,,,,77,,,,")

    after = stored_plan.opened(stored_plan.packed(before))

    for name in ("new", "changed", "leaving", "unchanged", "problems"):
        assert list(getattr(after, name)) == list(getattr(before, name)), name
    assert [change for entry in after.changed for change in entry.changes] == [
        change for entry in before.changed for change in entry.changes]
    assert (after.can_be_imported, after.does_something, after.not_in_file, after.absent_columns) == (
        before.can_be_imported, before.does_something, before.not_in_file, before.absent_columns)


def test_only_the_part_that_is_shown_is_read(app, monkeypatch):
    rows = [f"p{number}@company.example,Person {number},,,,,,," for number in range(1_203)]
    stored, read = stored_plan.packed(plan(*rows)), []
    names = zipfile.ZipFile(io.BytesIO(stored)).namelist()
    monkeypatch.setattr(zipfile.ZipFile, "read", _noting(zipfile.ZipFile.read, read))

    new = stored_plan.opened(stored).new

    assert [entry.email for entry in new[990:1_010]] == [f"p{number}@company.example" for number in range(990, 1_010)]
    assert read == ["plan.json", "new/1.json", "new/2.json"]
    assert len(names) == 4
    assert (len(new), new[1_202].line, new[-1].line, new[5_000:]) == (1_203, 1_204, 1_204, [])


def _noting(function, names):
    def noting(archive, name, *more):
        names.append(name)
        return function(archive, name, *more)
    return noting
