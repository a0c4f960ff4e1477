"""Every package that comes with this project is listed with its licence, and each licence goes with ours."""

import csv
import json
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# What may be passed on beside MIT (code) and CC BY (texts) by whoever keeps its notice. MPL and the like bind only
# the package's own files, which we do not change.
COMPATIBLE = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0",
    "MIT-CMU", "MPL-1.1", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
WORDS = {  # how packages name a licence that have no SPDX expression
    r"mit-0": "MIT-0",
    r"mit\b": "MIT",
    r"(the )?bsd.?2.clause|2.clause bsd": "BSD-2-Clause",
    r"bsd.?3.clause|3.clause bsd": "BSD-3-Clause",
    r"apache": "Apache-2.0",
    r"mozilla public license 2\.0|mpl.2\.0": "MPL-2.0",
    r"isc\b": "ISC",
    r"psf|python software": "PSF-2.0",
    r"bsd\b": "BSD",
}


def stated(package):
    """Return the licence that an installed package states, as SPDX has it where that can be told."""
    known = metadata.metadata(package)
    if known.get("License-Expression"):
        return known["License-Expression"]
    lines = [(known.get("License") or "").strip().split("\n")[0]]
    lines += [line.split("::")[-1].strip() for line in known.get_all("Classifier") or () if line.startswith("License")]
    if " AND " in lines[0]:
        return lines[0]
    found = [name for line in lines for words, name in WORDS.items() if re.match(words, line, re.IGNORECASE)]
    return next(iter(sorted(found, key=lambda name: name == "BSD")), "")


def fits(licence):
    """Say whether a licence goes with ours; of several to choose from one is enough."""
    return any({*re.split(r" AND ", choice.strip("() "))} <= COMPATIBLE for choice in licence.split(" OR "))


def listed():
    with (ROOT / "licences.csv").open(encoding="utf-8", newline="") as file:
        return {row["package"]: row["licence"] for row in csv.DictReader(file)}


def pinned():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE))


def test_every_pinned_package_is_listed_and_no_other():
    assert list(listed()) == sorted(pinned())


@pytest.mark.parametrize(("package", "licence"), listed().items())
def test_a_licence_is_what_the_package_states_and_goes_with_ours(package, licence):
    assert fits(licence), licence
    try:
        installed = metadata.version(package)
    except metadata.PackageNotFoundError:
        return  # for another system
    if installed == pinned()[package]:
        assert stated(package) == licence


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT AND LGPL-2.1-or-later", "", "Proprietary", "CC-BY-NC-4.0"])
def test_what_does_not_fit_is_seen(licence):
    assert not fits(licence)


def test_one_choice_is_enough():
    assert fits("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later") and fits("(MIT AND Zlib) OR GPL-3.0-only")


def test_the_bill_of_materials_names_every_pin_with_its_hashes_and_licence():
    """CycloneDX, made by `make requirements`; fresh, and as the standard's schema asks in what it holds."""
    sys.path.insert(0, str(ROOT / "tools"))
    import sbom

    text = (ROOT / "sbom.cdx.json").read_text(encoding="utf-8")
    assert text == sbom.bill(), "run `make requirements`, or tools/sbom.py > sbom.cdx.json, and commit"
    found = json.loads(text)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert {part["name"]: part["version"] for part in found["components"]} == pinned()
    for part in found["components"]:
        (source,) = part["externalReferences"]
        assert part["purl"] == part["bom-ref"] == f"pkg:pypi/{part['name']}@{part['version']}"
        assert source["hashes"] and all(re.fullmatch("[0-9a-f]{64}", one["content"]) for one in source["hashes"])
        assert part["licenses"] == [{"expression": listed()[part["name"]]}]


def test_the_actions_of_the_workflow_are_pinned_by_hash():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
        assert used and [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
