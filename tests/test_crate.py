"""A report describes itself as archives read it: RO-Crate 1.2, Process Run Crate 0.5; `faults` says where it does not.

What is checked is what the two texts say with MUST, and what they say with SHOULD and we promise: digests, sizes,
names, that every file is part of the crate and every result somebody's. See https://w3id.org/ro/crate/1.2 and
https://w3id.org/ro/wfrun/process/0.5.
"""

import hashlib
import json
import re
from datetime import date
from urllib.parse import unquote

import pytest

from helpers import __version__, knowledge
from helpers.report import manifest

NAME = "ro-crate-metadata.json"
TOOLS = {"SoftwareApplication", "SoftwareSourceCode", "ComputationalWorkflow"}
ACTIONS = {"CreateAction", "ActivateAction", "UpdateAction"}
OUTSIDE = ("https://w3id.org/", "http://schema.org/")
URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\u00a0-\U0010ffff]+")


def many(value):
    """Return what stands under a property as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def ids(entity, name):
    return [one["@id"] for one in many(entity.get(name)) if isinstance(one, dict)]


def kinds(entity):
    return set(many(entity.get("@type")))


def faults(folder):
    """Yield what a folder's crate lacks of what the specification and the profile ask for, one line a fault."""
    crate = json.loads((folder / NAME).read_text(encoding="utf-8"))
    if "https://w3id.org/ro/crate/1.2/context" not in many(crate.get("@context")):
        yield "the context is not RO-Crate 1.2's"
    graph = crate["@graph"]
    known = {entity["@id"]: entity for entity in graph}
    if len(known) != len(graph):
        yield "an entity stands there twice"
    for entity in graph:
        if not kinds(entity) or not URI.fullmatch(entity["@id"]):
            yield f"{entity['@id']}: no type, or no identifier"
        for name in entity:
            gone = [one for one in ids(entity, name) if one not in known and not one.startswith(OUTSIDE)]
            yield from (f"{entity['@id']}: {name} leads to {one}, which is nowhere" for one in gone)
    about = known.get(NAME, {})
    if "CreativeWork" not in kinds(about) or ids(about, "conformsTo") != ["https://w3id.org/ro/crate/1.2"]:
        yield "the metadata descriptor is missing, or of another version"
        return
    root = known.get("".join(ids(about, "about")), {})
    yield from _root(root, known)
    yield from _runs(root, known)
    yield from _files(folder, root, known)


def _root(root, known):
    if "Dataset" not in kinds(root) or root.get("@id") != "./":
        yield "there is no root"
    yield from (f"the root has no {name}" for name in ("name", "description", "license") if not root.get(name))
    try:
        date.fromisoformat(str(root.get("datePublished"))[:10])
    except ValueError:
        yield "the root's datePublished is no day"
    profiles = [known.get(one, {}) for one in ids(root, "conformsTo")]
    wanted = [one for one in profiles if re.match(r"https://w3id\.org/ro/wfrun/process/\d", one.get("@id", ""))]
    if not wanted or not {"CreativeWork", "Profile"} <= kinds(wanted[0]) or not wanted[0].get("name"):
        yield "the root does not say that it conforms to Process Run Crate"


def _runs(root, known):
    actions = [entity for entity in known.values() if kinds(entity) & ACTIONS]
    if not actions:
        yield "no run is described"
    for action in actions:
        name, tools = action["@id"], [known.get(one, {}) for one in ids(action, "instrument")]
        if not tools or not all(kinds(tool) & TOOLS for tool in tools):
            yield f"{name}: no tool ran"
        yield from (f"{tool['@id']}: no {what}" for tool in tools if tool for what in ("name", "url")
                    if not tool.get(what))  # fmt: skip
        yield from (f"{tool['@id']}: one version, please" for tool in tools if tool
                    if bool(tool.get("version")) == bool(tool.get("softwareVersion")))  # fmt: skip
        if not (action.get("name") and action.get("description") and ids(action, "result")):
            yield f"{name}: no name, description or result"
        if name not in ids(root, "mentions"):
            yield f"{name}: not mentioned by the root"
        if "error" in action and ids(action, "actionStatus") != ["http://schema.org/FailedActionStatus"]:
            yield f"{name}: an error, and not failed"
        for one in [*ids(action, "object"), *ids(action, "result")]:
            if not kinds(known.get(one, {})) & {"File", "Dataset", "Collection", "CreativeWork", "PropertyValue"}:
                yield f"{name}: {one} is no thing that a run reads or makes"


def _files(folder, root, known):
    files = {one for one, entity in known.items() if "File" in kinds(entity) and not one.startswith("#")}
    if files != set(ids(root, "hasPart")):
        yield f"not part of the root, or part and not described: {sorted(files ^ set(ids(root, 'hasPart')))[:3]}"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {NAME}
    if there != {unquote(one) for one in files}:
        yield f"described and not there, or there and not described: {sorted(there ^ {unquote(one) for one in files})}"
        return
    made = {one for entity in known.values() if kinds(entity) & ACTIONS for one in ids(entity, "result")}
    for one in sorted(files):
        content, entity = (folder / unquote(one)).read_bytes(), known[one]
        if not entity.get("name") or not entity.get("encodingFormat"):
            yield f"{one}: no name or format"
        if one == "manifest.json":
            continue
        if entity.get("sha256") != hashlib.sha256(content).hexdigest() or entity["contentSize"] != str(len(content)):
            yield f"{one}: another digest or size"
        if one not in made:
            yield f"{one}: nothing made it"


@pytest.fixture
def report(tmp_path):
    """A folder as a report writes it, with names that are hard to write, and its crate."""
    outputs = {"tables/quotes.csv": "tables", "figures/my heard 50%.svg": "03_quotes", "figures/ñ.png": "03_quotes"}
    for name in (*outputs, "figures/ñ.txt", "manifest.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"of {name}", encoding="utf-8")
    rows = {name: {"made_by": unit} for name, unit in outputs.items()} | {"figures/ñ.txt": {"made_by": "03_quotes"}}
    (tmp_path / NAME).write_bytes(manifest.crate(tmp_path, rows, {"a <b>#1.txt": "0" * 64}, "my texts"))
    return tmp_path


def test_a_report_is_a_crate(report):
    assert list(faults(report)) == []
    known = {entity["@id"]: entity for entity in json.loads((report / NAME).read_text(encoding="utf-8"))["@graph"]}
    assert known["figures/ñ.png"]["description"] == "of figures/ñ.txt"  # its alt text
    assert known[manifest.ADDRESS]["softwareVersion"] == __version__
    assert knowledge.commit() in known[manifest.ADDRESS]["description"]
    assert known["#source/a%20%3Cb%3E%231.txt"]["sha256"] == "0" * 64


def test_of_a_large_source_the_crate_names_the_whole(tmp_path):
    many = {f"{number}.txt": "0" * 64 for number in range(1001)}
    found = json.loads(manifest.crate(tmp_path, {}, many, "many"))["@graph"]
    assert [one["description"][:11] for one in found if one["@id"].startswith("#source")] == ["1,001 files"]


def spoil(crate, where, name, value):
    """Set a property of the entities of a kind, or take it away."""
    for entity in crate["@graph"]:
        if where in kinds(entity) or entity["@id"] == where:
            entity.pop(name, None)
            if value is not None:
                entity[name] = value


@pytest.mark.parametrize(
    ("where", "name", "value", "told"),
    [
        ("./", "datePublished", None, "no day"),
        ("./", "license", None, "no license"),
        ("./", "conformsTo", None, "Process Run Crate"),
        ("./", "mentions", None, "not mentioned"),
        ("./", "hasPart", [{"@id": "manifest.json"}], "not part of the root"),
        (NAME, "conformsTo", {"@id": "https://w3id.org/ro/crate/1.1"}, "another version"),
        ("CreateAction", "instrument", None, "no tool ran"),
        ("CreateAction", "instrument", {"@id": "#gone"}, "nowhere"),
        ("CreateAction", "result", None, "no name, description or result"),
        ("CreateAction", "object", [{"@id": "./gone"}], "is no thing"),
        ("CreateAction", "error", "it broke", "not failed"),
        (manifest.ADDRESS, "softwareVersion", None, "one version"),
        ("tables/quotes.csv", "sha256", "0" * 64, "another digest"),
        ("tables/quotes.csv", "@id", "tables/other.csv", "described and not there"),
    ],
)
def test_a_crate_that_is_none_is_seen(report, where, name, value, told):
    crate = json.loads((report / NAME).read_text(encoding="utf-8"))
    spoil(crate, where, name, value)
    (report / NAME).write_text(json.dumps(crate), encoding="utf-8")
    assert any(told in fault for fault in faults(report))


def test_a_file_that_was_changed_or_added_since_is_seen(report):
    (report / "tables" / "quotes.csv").write_text("changed")
    assert any("another digest" in fault for fault in faults(report))
    (report / "stray.csv").write_text("stray")
    assert any("there and not described" in fault for fault in faults(report))
