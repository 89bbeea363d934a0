"""Lints our CSS and JavaScript with Biome, as part of `make lint`; says so where there is no Node to run it."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BIOME = PROJECT / "node_modules" / ".bin" / "biome"
MISSING = ("CSS and JavaScript were not linted: Node is not there, or its packages are not installed. "
           "With Node on the path, `make lint` installs them.")


def main() -> None:
    """Lint everything, or the files named; with --require-node a missing Node is an error."""
    options = sys.argv[1:]
    files = [option for option in options if not option.startswith("--")]
    if not BIOME.exists():
        sys.exit(MISSING) if "--require-node" in options else print(MISSING)
        return
    sys.exit(subprocess.run([BIOME, "lint", "--error-on-warnings", *(files or ["."])], cwd=PROJECT).returncode)


if __name__ == "__main__":
    main()
