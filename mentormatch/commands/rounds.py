"""`round run`: compute a draft of a programme's round on the command line, or write a result to a file."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app

from mentormatch.base import clock
from mentormatch.base.db import release, transaction
from mentormatch.base.errors import DomainError
from mentormatch.base.forms import tidy_line
from mentormatch.base.links import external
from mentormatch.commands.tables import with_tables
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds import matcher, services, tasks
from mentormatch.rounds.drafts import computing, exports, result_files
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input import first_looks, pool
from mentormatch.rounds.input.settings import SLUGS, DraftSettings
from mentormatch.rounds.reading import queries

REFUSED = 2
Tell = Callable[[str, float], None]


@click.group("round")
def round_commands() -> None:
    """Rounds on the command line."""


@round_commands.command("run")
@click.argument("programme")
@click.option("--objective", type=click.Choice(SLUGS), default="fair", show_default=True,
              help="What the result should aim for.")
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="Write the result to this .csv or .json file, and store nothing.")
@click.option("--proof", type=click.Path(path_type=Path),
              help="Write the two files that “python -m matching verify” reads into this folder, readable for you "
                   "alone: private limits can be worked out from them.")
@click.option("--name", default="", help="The name of the draft.")
@with_tables
def run(programme: str, objective: str, out: Path | None, proof: Path | None, name: str) -> None:
    """Create a draft for PROGRAMME (its name in addresses), in its open round or a new one."""
    chosen = programmes.by_slug(programme)
    if chosen is None:
        _refuse(f"There is no programme called “{programme}”. Use the name in its address: /programmes/NAME.")
    if out and out.suffix not in (".csv", ".json"):
        _refuse(f"{out}: the name must end in .csv or .json, which says how the file is written.")
    if out and not out.parent.is_dir():
        _refuse(f"{out} can't be written: there is no folder {out.parent}.")
    if proof and not (proof.is_dir() and os.access(proof, os.W_OK | os.X_OK)):
        _refuse(f"The proof can't be written: there is no folder {proof} that you may write to.")
    if (out or proof) and _is_sealed(chosen):
        _refuse(f"{chosen.name} asks people for a first look, and until they've had it no one else sees who's matched. "
                "Run it without --out and --proof.")
    try:
        settings = DraftSettings.of_programme(chosen, objective=objective)
        if out:
            stem, solution = chosen.slug, _write(chosen, settings, out)
        else:
            stem, solution = _store(chosen, settings, tidy_line(name)[:80])
        if proof:
            _prove(solution, proof, stem)
    except DomainError as refusal:
        _refuse(str(refusal))
    except OSError as problem:
        _refuse(f"{problem.filename or out} can't be written: {problem.strerror}.")


def _is_sealed(programme: Programme) -> bool:
    current_round = queries.open_round(programme)
    return first_looks.seals(current_round) if current_round else first_looks.seals_next(programme)


def _store(programme: Programme, settings: DraftSettings, name: str) -> tuple[str, matcher.Solution]:
    now = clock.now()
    with transaction():
        current_round = queries.open_round(programme) or services.open_round(programme, by=None, now=now)
        draft = drafts.request_draft(current_round, settings, by=None, now=now)
        draft_id, run_number = draft.id, computing.claim(draft.id, now=now)
        if name and run_number is not None:
            draft.name = name
    if run_number is None:
        _refuse("A worker is already creating exactly this draft. Look at it in the browser.")
    solution = _solved(draft_id, run_number)
    with transaction():
        computing.store(draft_id, solution, now=clock.now(), run=run_number)
    created = queries.draft(draft_id)
    assert created is not None
    click.echo(f"{created.name} of round {created.round.number}: {len(solution.pairs)} pairs, {len(solution.left_out)} "
               f"without a match. {external('rounds.draft', draft_id=draft_id)}")
    return result_files.file_stem(created), solution


def _solved(draft_id: str, run_number: int) -> matcher.Solution:
    draft = queries.draft(draft_id)
    assert draft is not None
    problem = computing.matching_input(draft, now=clock.now(), zone=_zone())
    release()
    try:
        with tasks.Heartbeat(draft_id, run_number) as heartbeat, _progress(heartbeat.tell) as tell:
            return matcher.solve(problem, tell)
    except tasks.NoLongerWanted:
        _refuse("The draft was cancelled in the browser while it was being created. Nothing was kept.")
    except BaseException:  # such as Ctrl-C: a worker may compute it instead, at once
        with transaction():
            computing.release_lease(draft_id, run_number)
        raise


def _write(programme: Programme, settings: DraftSettings, out: Path) -> matcher.Solution:
    people = pool.for_programme(programme, clock.now())
    problem = matcher.matching_input(people, settings, clock.now().date(), _zone())
    with _progress() as tell:
        solution = matcher.solve(problem, tell)
    sheet = exports.of_solution(programme, people, solution, settings.objective, clock.now())
    out.write_bytes(exports.as_csv(sheet) if out.suffix == ".csv" else exports.as_json(sheet))
    click.echo(f"{len(solution.pairs)} pairs, {len(solution.left_out)} without a match: {out}")
    return solution


def _prove(solution: matcher.Solution, folder: Path, stem: str) -> None:
    paths = []
    for ending, content in result_files.files_of(solution).items():
        path = folder / f"{stem}-{ending}"
        _write_privately(path, content)
        paths.append(str(path))
    click.echo(f"Check it with: python -m matching verify {' '.join(paths)}")


def _write_privately(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        unfinished.replace(path)
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(path)) from problem
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _progress(also: Tell | None = None) -> Iterator[Tell]:
    """A bar on standard error that a computation moves; `also` hears the same."""
    with click.progressbar(length=100, label="Computing", file=sys.stderr) as bar:
        def tell(step: str, share: float) -> None:
            if also:
                also(step, share)
            bar.label = step.capitalize()
            bar.update(max(0, round(100 * share) - bar.pos))

        yield tell
        bar.update(100 - bar.pos)


def _zone() -> str:
    return current_app.config["SETTINGS"].time_zone


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(REFUSED)
