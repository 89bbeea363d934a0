"""Fails if requirements*.txt are not what requirements*.in ask for. Part of `make lint`; `make lock` mends it."""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)")


def main() -> None:
    """Print each difference; exit 1 when there is one."""
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    wanted = direct_requirements("requirements.in")
    problems = [
        *differences("requirements.txt", run, wanted),
        *differences("requirements-dev.txt", dev, wanted | direct_requirements("requirements-dev.in")),
        *(f"requirements-dev.txt pins {name} {dev.get(name)}, requirements.txt {version}"
          for name, version in run.items() if dev.get(name) != version),
    ]
    if problems:
        sys.exit("\n".join([*problems, "Run `make lock` and commit both files."]))


def direct_requirements(name: str) -> dict[str, Requirement]:
    """What a .in file asks for by itself."""
    lines = ((line.split(" #")[0].strip()) for line in (PROJECT / name).read_text().splitlines())
    requirements = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]
    return {canonical(requirement.name): requirement for requirement in requirements}


def pins(name: str) -> dict[str, str]:
    """The version each package is pinned to."""
    matches = (PIN.match(line) for line in (PROJECT / name).read_text().splitlines())
    return {canonical(pin[1]): pin[2] for pin in matches if pin}


def differences(name: str, pinned: dict[str, str], wanted: dict[str, Requirement]) -> list[str]:
    """What is asked for and not pinned so, and what was asked for when the pins were made but no longer is."""
    problems = [f"{name} does not pin {want} as the .in file asks" for key, want in wanted.items()
                if key not in pinned or not want.specifier.contains(pinned[key], prereleases=True)]
    blocks = re.split(r"\n(?=[a-z0-9])", (PROJECT / name).read_text())
    direct = {canonical(pin[1]) for block in blocks
              if re.search(r"-r requirements(-dev)?\.in", block) and (pin := PIN.match(block))}
    problems += [f"{name} still pins {key}, which no .in file asks for" for key in sorted(direct - set(wanted))]
    return problems + [f"{name} pins {block.split()[0]} without a hash" for block in blocks
                       if PIN.match(block) and "--hash=sha256:" not in block]


def canonical(name: str) -> str:
    """A package's name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
