"""Writes sbom.json: what an installation consists of, as CycloneDX, for `make sbom`.

The packages of requirements.txt with the hashes they are installed by, and the files of others in static/vendor, each
with its licence. The same checkout gives the same file.
"""

import hashlib
import re
import sys
import uuid
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

PROJECT = Path(__file__).resolve().parent.parent
REQUIREMENTS, VENDOR = PROJECT / "requirements.txt", PROJECT / "mentormatch" / "static" / "vendor"
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)")
CARRIED = re.compile(r"^\| ([a-z-]+)[^|]*\| (\d[^|]*?) \| ([^|]+?) \|", re.MULTILINE)
SPDX = {"OFL 1.1": "OFL-1.1"}
LICENCES = LicenseFactory()


def main(target: Path = PROJECT / "sbom.json") -> None:
    """Write the file and say how much is in it."""
    bom = of_checkout()
    target.write_text(JsonV1Dot6(bom).output_as_string(indent=2) + "\n", "utf-8")
    silent = [component.name for component in bom.components if not component.licenses]
    print(f"{len(bom.components)} components are in {target.name}."
          + (f" These packages don't say their licence: {', '.join(sorted(silent))}." if silent else ""))


def of_checkout() -> Bom:
    """The bill of materials of this checkout."""
    bom = Bom(components=[*packages(REQUIREMENTS.read_text("utf-8")), *carried(VENDOR)])
    bom.metadata.component = Component(
        name="mentormatch", version=_own_version(), type=ComponentType.APPLICATION, bom_ref="mentormatch",
        licenses=[LICENCES.make_from_string("Apache-2.0")])
    bom.register_dependency(bom.metadata.component, bom.components)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, "".join(sorted(map(_identity, bom.components))))
    bom.metadata.timestamp = None  # or the file would differ each time
    return bom


def packages(requirements: str) -> list[Component]:
    """Every pinned package, with the hashes of the files that may be installed for it."""
    components = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", requirements):
        if pin := PIN.match(block):
            name, number = pin[1], pin[2]
            purl = PackageURL("pypi", None, re.sub(r"[-_.]+", "-", name).lower(), number)
            components.append(Component(
                name=name, version=number, type=ComponentType.LIBRARY, purl=purl, bom_ref=str(purl),
                licenses=_licences_of(name),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)
                        for digest in re.findall(r"--hash=sha256:([0-9a-f]{64})", block)]))
    return components


def carried(vendor: Path) -> list[Component]:
    """The files of others that we carry along, as vendor/README.md lists them; each folder has its licence in it."""
    listed = CARRIED.findall((vendor / "README.md").read_text("utf-8"))
    missing = {folder.name for folder in vendor.iterdir() if folder.is_dir()} - {name for name, *_rest in listed}
    if missing:
        sys.exit(f"vendor/README.md doesn't list {', '.join(sorted(missing))}.")
    components = []
    for name, number, licence in listed:
        purl = PackageURL("npm", None, name, number)
        files = sorted(path for path in (vendor / name).iterdir() if path.name != "LICENSE")
        components.append(Component(
            name=name, version=number, type=ComponentType.LIBRARY, purl=purl, bom_ref=str(purl),
            licenses=[LICENCES.make_from_string(SPDX.get(licence, licence))],
            components=[Component(
                name=f"static/vendor/{name}/{path.name}", type=ComponentType.FILE, bom_ref=f"{purl}#{path.name}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(path.read_bytes()).hexdigest())],
            ) for path in files]))
    return components


def _licences_of(name: str) -> list[License]:
    """What the installed package says its licence is; nothing for one that this platform doesn't install."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return []
    stated = about.get("License-Expression") or about.get("License") or ""
    if not stated or "\n" in stated:
        stated = ", ".join(line.rpartition(" :: ")[2] for line in about.get_all("Classifier", [])
                           if line.startswith("License ::"))
    return [LICENCES.make_from_string(stated)] if stated else []  # type: ignore[list-item]  # an expression is one too


def _own_version() -> str:
    try:
        return version("mentormatch")
    except PackageNotFoundError:
        return "unreleased"


def _identity(component: Component) -> str:
    return f"{component.bom_ref} {sorted(str(item.content) for item in component.hashes)}"


if __name__ == "__main__":
    main()
