"""`import-people`: the roster from a CSV file on the command line, with the same preview as the page."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from mentormatch.base import clock
from mentormatch.base.db import release, transaction
from mentormatch.base.errors import DomainError
from mentormatch.commands.tables import with_tables
from mentormatch.people.roster import services as roster
from mentormatch.people.roster.file import Sheet
from mentormatch.people.roster.plan import Entry, Plan, plan_import

SHOWN = 20


@click.command("import-people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--yes", is_flag=True, help="Import without asking, if no row stands in the way.")
@with_tables
def import_people(file: Path, yes: bool) -> None:
    """Import people from a CSV file: show what would change, ask, then do all of it or nothing."""
    try:
        sheet = roster.read(file.read_bytes())
    except DomainError as refusal:
        raise SystemExit(f"{file}: {refusal}") from refusal
    plan = _planned(sheet)
    _print(plan)
    if not plan.can_be_imported:
        sys.exit(1)
    if not plan.does_something:
        click.echo("Everybody in this file is known already, exactly like this. There is nothing to import.")
        return
    if not yes and not click.confirm("Import this?", default=False):
        raise SystemExit("Nothing was imported.")
    try:
        done = _imported(sheet)
    except DomainError as refusal:
        raise SystemExit(f"{refusal} Somebody changed people meanwhile; start the command again.") from refusal
    click.echo(f"Imported: {done.new} new, {done.changed} changed, {done.leaving} leaving, "
               f"{done.unchanged} unchanged.")


def _planned(sheet: Sheet) -> Plan:
    with click.progressbar(length=len(sheet.rows), label="Looking at the rows", file=sys.stderr) as bar:
        plan = plan_import(sheet, bar.update)
    release()
    return plan


def _imported(sheet: Sheet) -> roster.Imported:
    with (click.progressbar(length=len(sheet.rows), label="Importing          ", file=sys.stderr) as bar,
          transaction()):
        return roster.import_sheet(sheet, by=None, now=clock.now(), tick=bar.update)


def _print(plan: Plan) -> None:
    if plan.unknown_columns:
        click.echo(f"Columns that are left aside: {', '.join(plan.unknown_columns[:SHOWN])}.")
    if plan.absent_columns:
        click.echo(f"Not in the file, and so unchanged: {', '.join(plan.absent_columns)}.")
    _print_people("New", plan.new)
    _print_people("Changed", plan.changed)
    _print_people("Leaving", plan.leaving)
    click.echo(f"Unchanged: {len(plan.unchanged)}")
    if plan.not_in_file:
        click.echo(f"Known here, not in the file, not touched: {plan.not_in_file}")
    if plan.kept_own:
        click.echo(f"Differences to what people with an account say of themselves, which stays: {plan.kept_own}")
    if plan.problems:
        click.echo(f"\nNothing can be imported before these {len(plan.problems)} rows are corrected:", err=True)
        for problem in plan.problems:
            click.echo(f"  line {problem.line}, {problem.who or 'nobody'}: {problem.reason}", err=True)


def _print_people(title: str, entries: Sequence[Entry]) -> None:
    click.echo(f"{title}: {len(entries)}")
    for one in entries[:SHOWN]:
        click.echo(f"  line {one.line}, {one.email}{': ' + _changes(one) if one.known else ''}")
    if len(entries) > SHOWN:
        click.echo(f"  … and {len(entries) - SHOWN} more")


def _changes(one: Entry) -> str:
    return "; ".join(f"{change.label} {change.before or '(empty)'} → {change.after or '(empty)'}"
                     for change in one.changes)
