"""A rule about work outside requests: what a feature can do there is listed in app.py, so that a worker does it."""

import ast
from pathlib import Path

from mentormatch import app

PROJECT = Path(__file__).resolve().parents[2]
ALONE = ("mentormatch/base/postman.py", "mentormatch/base/idempotency.py", "mentormatch/base/throttle.py")


def test_a_worker_knows_all_work_of_every_feature():
    known = {f"{work.__module__}.{work.__name__}" for work in (*app.WORKS.values(), *app.SWEEPS)}
    assert "mentormatch.base.postman.sweep" in known, "work is listed in another way now, so nothing was looked for"

    unknown = [name for path in (*PROJECT.glob("mentormatch/*/**/tasks.py"), *map(PROJECT.joinpath, ALONE))
               if path.parent.name != "base" or path.name != "tasks.py"
               for name in work_in(path) if name not in known]

    assert not unknown, f"Add these to WORKS or SWEEPS in app.py, or no worker runs them: {unknown}"


def work_in(path: Path) -> list[str]:
    """The public functions of a module that take a moment or a row's id and nothing else: sweeps and works."""
    module = path.relative_to(PROJECT).with_suffix("").as_posix().replace("/", ".")
    functions = (node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef))
    return [f"{module}.{function.name}" for function in functions if not function.name.startswith("_")
            and [ast.unparse(argument.annotation) for argument in function.args.args if argument.annotation]
            in (["datetime"], ["str"]) and not function.args.kwonlyargs and ast.unparse(function.returns) == "None"]
