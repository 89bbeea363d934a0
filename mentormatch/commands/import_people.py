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
from mentormatch.people.roster.file import RosterSheet
from mentormatch.people.roster.plan import RosterEntry, RosterPlan, plan_import

SHOWN = 20


@click.command("import-people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--yes", is_flag=True, help="Import without asking, if no row needs fixing.")
@with_tables
def import_people(file: Path, yes: bool) -> None:
    """Import people from a CSV file: show what would change, ask, then do all of it or nothing."""
    try:
        sheet = roster.read(file.read_bytes())
    except DomainError as refusal:
        raise SystemExit(f"{file}: {refusal}") from refusal
    plan = _plan(sheet)
    _print(plan)
    if not plan.can_be_imported:
        sys.exit(1)
    if not plan.does_something:
        click.echo("Everyone in this file is already in mentormatch with exactly these details. Nothing to import.")
        return
    if plan.is_mass_departure:
        raise SystemExit(f"Nothing was imported: {len(plan.leaving)} of {plan.active} people would leave, and someone "
                         "has to confirm that. Import the file on the page, under Administration.")
    if not yes and not click.confirm("Import this?", default=False):
        raise SystemExit("Nothing was imported.")
    try:
        counts = _import(sheet)
    except DomainError as refusal:
        raise SystemExit(f"{refusal} People have been changed since the preview; run the command again.") from refusal
    click.echo(f"Imported: {counts.new} new, {counts.changed} changed, {counts.leaving} leaving, "
               f"{counts.unchanged} unchanged.")


def _plan(sheet: RosterSheet) -> RosterPlan:
    with click.progressbar(length=len(sheet.rows), label="Comparing the rows", file=sys.stderr) as bar:
        plan = plan_import(sheet, bar.update)
    release()
    return plan


def _import(sheet: RosterSheet) -> roster.ImportCounts:
    with (click.progressbar(length=len(sheet.rows), label="Importing         ", file=sys.stderr) as bar,
          transaction()):
        return roster.import_sheet(sheet, by=None, now=clock.now(), tick=bar.update)


def _print(plan: RosterPlan) -> None:
    if plan.unknown_columns:
        click.echo(f"Ignored columns: {', '.join(plan.unknown_columns[:SHOWN])}.")
    if plan.absent_columns:
        click.echo(f"Not in the file, so unchanged: {', '.join(plan.absent_columns)}.")
    _print_people("New", plan.new)
    _print_people("Changed", plan.changed)
    _print_people("Leaving", plan.leaving)
    click.echo(f"Unchanged: {len(plan.unchanged)}")
    if plan.not_in_file:
        click.echo(f"In mentormatch but not in the file, so not affected: {plan.not_in_file}")
    if plan.own_details_kept:
        click.echo(f"Details that people with an account entered themselves, which we keep: {plan.own_details_kept}")
    if plan.problems:
        click.echo(f"\nNothing can be imported until these {len(plan.problems)} rows are fixed:", err=True)
        for problem in plan.problems:
            click.echo(f"  line {problem.line}, {problem.who or 'no address'}: {problem.reason}", err=True)


def _print_people(title: str, entries: Sequence[RosterEntry]) -> None:
    click.echo(f"{title}: {len(entries)}")
    for entry in entries[:SHOWN]:
        click.echo(f"  line {entry.line}, {entry.email}{': ' + _changes(entry) if entry.known else ''}")
    if len(entries) > SHOWN:
        click.echo(f"  … and {len(entries) - SHOWN} more")


def _changes(entry: RosterEntry) -> str:
    return "; ".join(f"{change.label} {change.before or '(empty)'} → {change.after or '(empty)'}"
                     for change in entry.changes)
