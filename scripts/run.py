"""`make run`: from a fresh clone to the running app. Installs what is missing, then becomes `mentormatch serve`."""

import argparse
import os

import prepare


def main() -> None:
    """Prepare, then hand this process over to the app, so that a signal reaches it and nothing stands between."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--no-demo", action="store_true", help="start with an empty company")
    demo = "--no-demo" if options.parse_args().no_demo else "--demo"
    prepare.prepare("run")
    os.chdir(prepare.PROJECT)
    serve = ["-m", "mentormatch", "serve", demo, "--with-parent"]
    os.execv(prepare.PYTHON, [str(prepare.PYTHON), *serve])


if __name__ == "__main__":
    main()
