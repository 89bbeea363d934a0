"""The command line: ``python -m matching match IN.json`` and ``python -m matching verify IN.json OUT.json``.

A file whose name ends in ``.gz`` is read compressed, as a stream, and written compressed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matching.certify.verify import verify
from matching.io.json_contract import instance_from_json, matching_from_json, matching_to_json
from matching.io.json_rows import document_of
from matching.model.errors import CertificateRefused, MatchingError
from matching.model.result import OBJECTIVES
from matching.solve.match import match

LONG_RUN = 100_000
"""From this many allowed pairs on, the steps are reported on standard error."""
REFUSED, INVALID, INTERRUPTED, UNREAD = 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 for a result that is refused, or 2 for invalid input.

    As in shells, 130 says that the run was interrupted, 141 that no one read the output to its end.
    """
    parsed = _parser().parse_args(arguments)
    try:
        _match(parsed) if parsed.command == "match" else _verify(parsed)
        sys.stdout.flush()
    except CertificateRefused as refused:
        print(f"refused: {refused}", file=sys.stderr)
        return REFUSED
    except MatchingError as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return INVALID
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        # Python would try to write the rest once more as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return UNREAD
        print(f"error: standard output cannot be written: {error.strerror}.", file=sys.stderr)
        return INVALID
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching", description="Pair mentees with mentors, and prove it.")
    commands = parser.add_subparsers(dest="command", required=True)
    solve = commands.add_parser("match", help="compute a matching")
    solve.add_argument("input", metavar="IN.json", help="or IN.json.gz")
    solve.add_argument("--objective", choices=OBJECTIVES, default="fair")
    solve.add_argument("--seed", help="seed of the draw among equally good results (default: the input's fingerprint)")
    solve.add_argument("--minimum-score", type=int, help="drop allowed pairs that score less, unless locked")
    solve.add_argument("--bands", type=int, default=10, help="score bands of leximin (default: 10)")
    solve.add_argument("--out", metavar="OUT.json", help="or OUT.json.gz (default: standard output)")
    check = commands.add_parser("verify", help="check a result and its certificate")
    check.add_argument("input", metavar="IN.json", help="or IN.json.gz")
    check.add_argument("result", metavar="OUT.json", help="or OUT.json.gz")
    return parser


def _match(parsed: argparse.Namespace) -> None:
    instance = instance_from_json(_read(parsed.input))
    is_long = instance.indices.size >= LONG_RUN
    result = match(
        instance,
        objective=parsed.objective,
        seed=parsed.seed,
        minimum_score=parsed.minimum_score,
        bands=parsed.bands,
        progress=_tell if is_long else None,
    )
    # Plain ASCII, so that any id can be written whatever the terminal's encoding.
    text = json.dumps(matching_to_json(result, instance))
    if parsed.out is None:
        print(text)
        return
    written = f"{text}\n".encode()
    try:
        Path(parsed.out).write_bytes(gzip.compress(written, mtime=0) if parsed.out.endswith(".gz") else written)
    except OSError as error:
        raise MatchingError(f"{parsed.out} cannot be written: {error.strerror}.") from None


def _verify(parsed: argparse.Namespace) -> None:
    instance = instance_from_json(_read(parsed.input))
    matching = matching_from_json(_read(parsed.result), instance, without_draw=True)
    certificate = verify(instance, matching, without_draw=True)
    for check in certificate.checks:
        numbers = " ".join(f"{name}={number}" for name, number in check.numbers)
        print(f"{'ok' if check.ok else 'FAILED'} {check.code} {numbers}".rstrip())
    if not certificate.ok:
        raise CertificateRefused(f"{parsed.result} is not proven: {', '.join(certificate.failed)}.")
    if matching.seed is None:
        print("not checked: the draw among equally good results, which this file leaves out")
    print("proven")


def _read(path: str) -> Any:
    """Return the JSON document in a file."""
    try:
        if path.endswith(".gz"):
            with gzip.open(path, "rt", encoding="utf-8") as text:
                return document_of(text)
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except MatchingError:
        raise
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise MatchingError(f"{path} is not a complete gzip file.") from None
    except OSError as error:
        raise MatchingError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise MatchingError(f"{path} is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        raise MatchingError(f"{path} is not JSON: {error.msg} in line {error.lineno}.") from None
    except (RecursionError, ValueError):
        raise MatchingError(f"{path} contains a number that is too long or lists nested too deeply to read.") from None


def _tell(step: str) -> None:
    print(f"{step} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
