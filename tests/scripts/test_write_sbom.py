"""sbom.json: every pinned package with its hashes, everything carried along with its licence, the same each time."""

import json

import pytest
from cyclonedx.model.bom import Bom

from scripts import check_pins, write_sbom


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    file = tmp_path_factory.mktemp("sbom") / "sbom.json"
    write_sbom.main(file)
    return json.loads(file.read_text("utf-8"))


def by_name(document):
    return {component["name"]: component for component in document["components"]}


def test_it_is_cyclonedx_that_the_library_reads_again(document):
    again = Bom.from_json(document)

    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert document["metadata"]["component"]["name"] == "mentormatch"
    assert {component.bom_ref.value for component in again.components} == {
        component["bom-ref"] for component in document["components"]}


def test_it_holds_every_pinned_package_with_hashes_and_mostly_a_licence(document):
    components = by_name(document)
    pins = check_pins.pins("requirements.txt")

    assert set(pins) <= set(components)
    for name in pins:
        hashes = components[name]["hashes"]
        assert hashes
        assert all(entry["alg"] == "SHA-256" and len(entry["content"]) == 64 for entry in hashes), name
        assert components[name]["purl"].startswith(f"pkg:pypi/{name}@")
    assert sum("licenses" in components[name] for name in pins) > 0.9 * len(pins)


def test_what_is_carried_along_has_its_licence_and_the_hash_of_each_file(document):
    folders = {folder.name for folder in write_sbom.VENDOR.iterdir() if folder.is_dir()}
    components = by_name(document)

    for name in folders:
        assert components[name]["licenses"], name
        assert (write_sbom.VENDOR / name / "LICENSE").exists(), name
    assert {"bootstrap", "figtree", "htmx"} <= folders
    assert all(file["hashes"] for name in folders for file in components[name].get("components", []))
    assert components["bootstrap"]["licenses"] == [{"license": {"id": "MIT"}}]


def test_the_same_checkout_gives_the_same_file(document, tmp_path):
    write_sbom.main(tmp_path / "again.json")

    assert json.loads((tmp_path / "again.json").read_text("utf-8")) == document
