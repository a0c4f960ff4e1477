"""What others need to take the project up: to launch, cite, release, contribute. Each row of that table is a check."""

import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

import helpers

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
PYTHONS = ["3.11", "3.12", "3.13"]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def loaded(name):
    """Return a file of YAML; `on` is read as a word, not as yes."""
    return yaml.load(text(name).replace("\non:", '\n"on":'), yaml.SafeLoader)


def address():
    return loaded("CITATION.cff")["repository-code"]


# ----------------------------------------------------------------- one version, and what changed


def test_the_version_stands_once_and_everything_else_agrees():
    import release

    project = tomllib.loads(text("pyproject.toml"))
    assert project["project"]["dynamic"] == ["version"] and "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "helpers.__version__"}
    assert release.version() == helpers.__version__ and re.fullmatch(r"\d+\.\d+\.\d+", helpers.__version__)


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CITATION.cff", ".zenodo.json", "sbom.cdx.json"])
def test_a_file_that_says_another_version_stops_a_release(name, monkeypatch):
    import release

    read = release._read
    monkeypatch.setattr(release, "_read", lambda n: read(n).replace("1.0.0", "9.9.9") if n == name else read(n))
    with pytest.raises(SystemExit, match=re.escape(name)):
        release.version()


def test_a_tag_that_is_not_the_version_stops_a_release():
    import release

    with pytest.raises(SystemExit, match=r"the tag is v0\.0\.1"):
        release.make("v0.0.1")


KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def faults(changelog):
    """Yield what is not as Keep a Changelog has it."""
    heads = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    if not heads or heads[0] != "[Unreleased]":
        yield "does not begin with [Unreleased]"
    found = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})", head) for head in heads[1:]]
    if not all(found):
        yield f"no version and day: {[head for head, right in zip(heads[1:], found, strict=True) if not right]}"
    numbers = [tuple(map(int, right.groups()[:3])) for right in found if right]
    days = [date.fromisoformat(right[4]) for right in found if right]
    if numbers != sorted(set(numbers), reverse=True) or days != sorted(days, reverse=True):
        yield "not from the newest to the oldest"
    if strange := set(re.findall(r"^### (.+)$", changelog, re.MULTILINE)) - KINDS:
        yield f"kinds of change that nobody knows: {strange}"
    for name in ["Unreleased", *(".".join(map(str, number)) for number in numbers)]:
        if f"\n[{name}]: https://" not in changelog:
            yield f"no link for [{name}]"


def test_the_changelog_is_one():
    assert list(faults(text("CHANGELOG.md"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("## [Unreleased]\n", ""), ("2026-11-26", "26 November"), ("### Fixed", "### Mended"), ("[0.1.0] -", "[2.1.0] -"),
     ("\n[1.0.0]: https", "\n[1.0.1]: https")],
)  # fmt: skip
def test_a_fault_in_the_changelog_is_seen(old, new):
    assert old in text("CHANGELOG.md") and list(faults(text("CHANGELOG.md").replace(old, new)))


def test_how_long_it_is_supported_is_said():
    assert "**Support.**" in text("CHANGELOG.md") and "twelve months" in text("CHANGELOG.md")


# ----------------------------------------------------------------- to cite


def cited():
    schema = json.loads(text("tests/schemas/cff-1.2.0.json"))
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())


def test_the_citation_is_complete_and_as_its_schema_asks():
    found = loaded("CITATION.cff")
    found["date-released"] = str(found["date-released"])
    assert [error.message for error in cited().iter_errors(found)] == []
    assert {"abstract", "authors", "version", "date-released", "license", "repository-code", "keywords"} <= set(found)
    assert "anonymous" not in text("CITATION.cff").lower()
    assert found["preferred-citation"]["version"] == found["version"] == helpers.__version__
    assert f"## [{found['version']}] - {found['date-released']}" in text("CHANGELOG.md")


@pytest.mark.parametrize("spoiled", [{"authors": []}, {"license": "mine"}, {"doi": "none"}, {"year": 2026}])
def test_a_citation_that_is_none_is_seen(spoiled):
    assert list(cited().iter_errors(loaded("CITATION.cff") | {"date-released": "2026-11-26"} | spoiled))


def test_the_archive_is_told_the_same():
    said, cite = json.loads(text(".zenodo.json")), loaded("CITATION.cff")
    assert {"title", "description", "upload_type", "access_right", "license", "creators", "version"} <= set(said)
    assert (said["upload_type"], said["access_right"]) == ("software", "open") and said["license"] in cite["license"]
    assert said["title"] == cite["title"] and said["keywords"] == cite["keywords"]
    assert said["publication_date"] == str(cite["date-released"])
    assert [one["name"] for one in said["creators"]] == [one["name"] for one in cite["authors"]]
    assert said["related_identifiers"][0]["identifier"] == f"{address()}/tree/v{helpers.__version__}"


# ----------------------------------------------------------------- to take part

FORMS = {
    "wrong-speaker": {"text", "found", "right"},
    "wrong-actor": {"text", "found", "right"},
    "wrong-date": {"text", "published", "found", "right"},
    "file-not-read": {"command", "told", "file"},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_for_the_smallest_text(name):
    form = loaded(f".github/ISSUE_TEMPLATE/{name}.yml")
    assert form["name"] and form["description"] and all(part["type"] in ("markdown", "textarea", "input")
                                                        for part in form["body"])  # fmt: skip
    asked = {part["id"]: part for part in form["body"] if "id" in part}
    assert asked.keys() == FORMS[name] | {"version"}
    assert all(part["validations"]["required"] and part["attributes"]["label"] for part in asked.values())
    assert "as little text as shows it" in form["body"][0]["attributes"]["value"]
    assert "smallest" in asked[min(FORMS[name] & {"text", "file"})]["attributes"]["label"]


def test_the_forms_ask_for_columns_that_are_there():
    from helpers import tables

    known = {column for name in tables.TABLES for column in tables.columns(name)} | set(tables.TABLES)
    for name in FORMS:
        for part in loaded(f".github/ISSUE_TEMPLATE/{name}.yml")["body"]:
            label = part["attributes"].get("label", "")
            assert {word for word in re.findall("`([a-z_]+)`", label)} <= known, label


def test_the_first_lines_of_a_change_are_asked_for():
    asked = text(".github/PULL_REQUEST_TEMPLATE.md")
    assert all(word in asked for word in ("make lint", "make test", "CHANGELOG.md", "benchmarks/", "whole kind"))
    conduct = text("CODE_OF_CONDUCT.md")
    assert "in private" in conduct and "seven days" in conduct


def test_what_runs_before_a_commit_is_what_the_gate_runs():
    hooks = {hook["id"]: hook["entry"] for hook in loaded(".pre-commit-config.yaml")["repos"][0]["hooks"]}
    lint = text("Makefile").split("\nlint: .venv\n")[1].split("\n\n")[0]
    for entry in re.findall(r"-m (\w+(?: \w+)?)", lint):
        assert any(f"-m {entry}" in hook for hook in hooks.values()), entry
    assert "tests/test_fresh.py" in hooks["fresh"]
    assert "make lint" in text(".ci/run") and "make docs" in text(".ci/run") and "make test" in text(".ci/run")


def test_an_editor_and_a_container_know_how_to_begin():
    assert "root = true" in text(".editorconfig") and "max_line_length = 120" in text(".editorconfig")
    container = json.loads(text(".devcontainer/devcontainer.json"))
    assert container["postCreateCommand"] == "make .venv"
    assert re.search(r":(3\.\d+)", container["image"])[1] in PYTHONS


@pytest.mark.parametrize(
    ("path", "attribute", "value"),
    [("reports/figures/heard.svg", "diff", "unset"), ("reports/figures/heard.svg", "linguist-generated", "set"),
     ("reports/figures/heard.csv", "text", "unset"), ("notebooks/00_start_here.ipynb", "linguist-generated", "set"),
     ("notebooks/00_start_here.ipynb", "diff", "unspecified"), ("src/helpers/tables.py", "diff", "unspecified")],
)  # fmt: skip
def test_what_is_drawn_makes_no_noise_in_a_change(path, attribute, value):
    told = subprocess.run(["git", "check-attr", attribute, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == f"{path}: {attribute}: {value}"


# ----------------------------------------------------------------- to launch


def test_binder_installs_the_pins_and_then_the_clone():
    """A folder `.binder` keeps repo2docker from installing the root's package alone, which would leave its data out."""
    assert [line for line in text(".binder/requirements.txt").splitlines() if not line.startswith("#")] == [
        "-r ../requirements.txt"
    ]
    assert text(".binder/runtime.txt").strip().removeprefix("python-") in PYTHONS
    build = text(".binder/postBuild")
    assert build.startswith("#!/bin/sh\n") and "--no-deps" in build and "--editable ." in build
    assert (ROOT / ".binder" / "postBuild").stat().st_mode & 0o111 or sys.platform == "win32"


LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_opens_on_binder_and_colab(name):
    import launch

    notebook = json.loads(text(f"notebooks/{name}.ipynb"))
    assert launch.launched(notebook, name) == notebook, "run tools/launch.py and commit"
    words, code = ("".join(cell["source"]) for cell in notebook["cells"][1:3])
    owner = address().removeprefix("https://github.com/")
    version, file = f"v{helpers.__version__}", f"notebooks/{name}.ipynb"
    assert f"https://mybinder.org/v2/gh/{owner}/{version}?urlpath=lab/tree/{file}" in words
    assert f"https://colab.research.google.com/github/{owner}/blob/{version}/{file}" in words
    assert (
        f"{address()}/releases/download/{version}/reading_the_news_closely-{helpers.__version__}-py3-none-any.whl"
        in code
    )


def test_the_readme_is_short_and_says_first_what_a_newcomer_needs():
    import launch

    said = text("README.md")
    assert launch.readme(said) == said, "run tools/launch.py and commit"
    assert said.count("\n") <= 130
    heads = re.findall(r"^## (.+)$", said, re.MULTILINE)
    assert heads[:3] == ["Two commands", "Or without an installation", "Your question, and the notebook that takes it"]
    first = said.split("## Two commands")[0]
    assert first.count("![") == 1 and len(first.split("\n\n")) == 4  # name, one sentence, one figure
    assert launch.binder("00_start_here") in said and launch.colab("00_start_here") in said
    for name in LESSONS:
        assert f"(notebooks/{name}.ipynb)" in said
    for link in re.findall(r"\]\(([^)\s#]+)", said):
        assert link.startswith("https://") or (ROOT / link).exists(), link


def test_the_readmes_python_runs_as_it_stands_there(tmp_path):
    """Guards: `helpers.charts.voices` was there only after something else had imported it."""
    (tmp_path / "my" / "articles").mkdir(parents=True)
    rows = [f'{n},"The pipeline will cost more, said Ada Holm. Bo Lind agreed.",{outlet},2024-05-0{n}'
            for n, outlet in enumerate(("Harbour Wire", "The Quay"), 1)]  # fmt: skip
    (tmp_path / "my" / "articles" / "a.csv").write_text("\n".join(["id,text,outlet,published", *rows]), "utf-8")
    (code,) = re.findall(r"```python\n(.+?)```", text("README.md"), re.DOTALL)
    command = [sys.executable, "-W", "error::FutureWarning", "-c", code]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "tables.xlsx").exists()


def test_what_it_costs_beside_a_hosted_model_is_said_with_where_that_is_better():
    rows = {row.split("|")[1].strip(): row for row in text("README.md").splitlines() if row.startswith("|")}
    assert "$1 to $40" in rows["1,000 articles"] and "leave the house" in rows["your texts"]
    (better,) = [row for name, row in rows.items() if name.startswith("who is named as the source")]
    assert "better: twelve of thirteen models 80 to 90 %" in better and "(https://" in better


def test_the_address_of_the_project_is_the_same_everywhere():
    from helpers.report import manifest

    (owner, name) = address().removeprefix("https://github.com/").split("/")
    assert manifest.ADDRESS == address() == tomllib.loads(text("pyproject.toml"))["project"]["urls"]["Repository"]
    page = f"https://{owner}.github.io/{name}/"
    assert loaded("CITATION.cff")["url"] == page
    for path in ["README.md", "CHANGELOG.md", "docs/index.md", "tools/docs.py", ".github/ISSUE_TEMPLATE/config.yml"]:
        for found in re.findall(r"https://(?:github\.com|[\w-]+\.github\.io)/[^\s)\"]*", text(path)):
            assert found.startswith((address(), page)), f"{path}: {found}"


def test_the_pages_of_a_report_and_of_a_class_launch_nothing():
    from helpers.report import lesson

    path = ROOT / "notebooks" / "00_start_here.ipynb"
    tags = [tag for cell in lesson.read(path).cells for tag in cell.metadata.get("tags", ())]
    assert "launch" not in tags and "parameters" in tags
    assert len(lesson.read(path, whole=True).cells) == len(lesson.read(path).cells) + 2


# ----------------------------------------------------------------- to rely on

WORKFLOWS = ["test", "weekly", "release"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_little_and_ends(name):
    found = loaded(f".github/workflows/{name}.yml")
    assert found["permissions"]["contents"] == "read"
    assert all(job["timeout-minutes"] <= 60 for job in found["jobs"].values())


def test_the_workflow_tries_every_python_on_every_system():
    jobs = loaded(".github/workflows/test.yml")["jobs"]
    assert jobs["pinned"]["strategy"]["matrix"] == {
        "os": ["ubuntu-latest", "macos-latest", "windows-latest"], "python": PYTHONS
    }  # fmt: skip
    low, high = re.findall(r"3\.\d+", tomllib.loads(text("pyproject.toml"))["project"]["requires-python"])
    assert [f"3.{minor}" for minor in range(int(low[2:]), int(high[2:]))] == PYTHONS
    assert [step["run"] for step in jobs["style"]["steps"] if "run" in step] == [
        "make lint", "make docs", ".venv/bin/python -m pytest -q tests/test_doctests.py"
    ]  # fmt: skip
    for job in jobs.values():  # downloads are kept between runs
        (setup,) = [step["with"] for step in job["steps"] if "setup-python" in step.get("uses", "")]
        assert setup["cache"] == "pip" and setup["cache-dependency-path"] == "requirements.txt"


def test_every_week_the_lessons_meet_the_newest_dependencies():
    found = loaded(".github/workflows/weekly.yml")
    assert found["on"]["schedule"] and found["permissions"]["issues"] == "write"
    steps = found["jobs"]["newest"]["steps"]
    assert found["jobs"]["newest"]["env"]["HELPERS_UNPINNED"] == "1"
    assert any("tests/test_fresh.py" in step.get("run", "") for step in steps)
    assert "failure()" in steps[-1]["if"] and "gh issue create" in steps[-1]["run"]
    assert any(row["python"] == "3.14" for row in found["jobs"]["newest"]["strategy"]["matrix"]["include"])


def test_a_release_is_built_from_a_tag_tested_summed_and_put_on_the_web():
    found = loaded(".github/workflows/release.yml")
    assert found["on"] == {"push": {"tags": ["v*"]}}
    runs = [step.get("run", "") for step in found["jobs"]["build"]["steps"]]
    assert {"make lint", "make test", 'make release TAG="$GITHUB_REF_NAME"'} <= set(runs)
    publish = " ".join(step.get("run", "") for step in found["jobs"]["publish"]["steps"])
    assert "sha256sum --check SHA256SUMS" in publish and "gh release create" in publish
    assert any("deploy-pages@" in step.get("uses", "") for step in found["jobs"]["page"]["steps"])


def test_the_notes_of_a_release_are_its_part_of_the_changelog():
    import release

    assert "### Added" in release.notes("1.0.0") and "## [0.1.0]" not in release.notes("1.0.0")
    with pytest.raises(SystemExit, match="no section"):
        release.notes("7.7.7")


def test_a_release_packs_the_same_bytes_and_sums_them(tmp_path):
    import release

    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.txt").write_text("a")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        release.packed(tmp_path / "in", tmp_path / name / "x.zip", (2026, 11, 26, 0, 0, 0))
    assert (tmp_path / "one" / "x.zip").read_bytes() == (tmp_path / "two" / "x.zip").read_bytes()
    assert re.fullmatch(r"[0-9a-f]{64}  x\.zip\n", release.sums(tmp_path / "one"))


# ----------------------------------------------------------------- to look up


def test_the_codebook_in_git_is_what_the_tables_are():
    import docs

    assert text("docs/tables.md") == docs.codebook(), "run `make docs` and commit"


def test_a_column_that_nobody_explains_is_seen(monkeypatch):
    import docs

    read = docs.knowledge.rows
    monkeypatch.setattr(docs.knowledge, "rows", lambda *given: read(*given)[1:])
    with pytest.raises(ValueError, match="article_id"):
        docs.codebook()


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.stem)
def test_a_page_leads_only_where_something_is_and_loads_nothing(path):
    import docs

    for link in re.findall(r"\]\(([^)\s#]+)", path.read_text(encoding="utf-8")):
        assert link.startswith("https://") or (path.parent / link).exists(), link
    page = docs.page(path)
    assert not re.search(r"<(script|link|img|iframe)\b|@import|url\(", page)
    assert not re.search(r'href="[^"]+\.md"', page.replace(docs.CODE, "")) or "blob/main" in page


def test_every_name_that_the_package_offers_has_words_of_its_own():
    for name in helpers.__all__:
        assert (getattr(helpers, name).__doc__ or "").strip(), name


# ----------------------------------------------------------------- the paper


def unmeasured(paper):
    """Return the numbers of a paper's prose that neither a measured row nor a cited work stands behind."""
    body = paper.split("\n---\n", 1)[1]
    body = re.sub(r"[\d.]+<!--[^@>][^>]*-->|<!--@\w+-->[\d.]+", " ", body)  # those that have something behind them
    body = re.sub(r"\[@[^\]]*\]|\\label\{\w+\}|\bTempEval-3\b|\bF1\b", " ", body)  # names
    return re.findall(r"\d[\d.,]*", body)


def test_every_number_of_the_paper_is_measured_or_cited():
    import paper

    said, works = text("paper.md"), set(re.findall(r"^@\w+\{(\w+),", text("paper.bib"), re.MULTILINE))
    assert paper.filled(said) == said, "run `make docs` and commit"
    assert unmeasured(said) == [] and len(paper.NUMBER.findall(said)) >= 20
    assert set(re.findall(r"<!--@(\w+)-->", said)) <= works
    assert set(re.findall(r"@(\w+)", said)) == works


def test_a_number_that_was_typed_into_the_paper_is_seen():
    import paper

    said = text("paper.md")
    assert unmeasured(said.replace("English only.", "English only, in 97 per cent.")) == ["97"]
    assert paper.filled(said.replace("84.7<!--", "94.7<!--")) == paper.filled(said)
    with pytest.raises(KeyError):
        paper.filled("99<!--quotes :: GGT dev :: beauty-->")


def test_the_paper_has_what_the_journal_asks_for():
    _, head, body = text("paper.md").split("---\n", 2)
    known = yaml.safe_load(head)
    assert {"title", "tags", "authors", "affiliations", "date", "bibliography"} <= set(known)
    assert {str(author["affiliation"]) for author in known["authors"]} <= {
        str(a["index"]) for a in known["affiliations"]
    }
    assert re.findall(r"^# (.+)$", body, re.MULTILINE) == [
        "Summary", "Statement of need", "State of the field", "Software design", "Research impact statement", "Limits",
        "AI usage disclosure", "References",
    ]  # fmt: skip
    assert 750 <= len(re.sub(r"<!--.*?-->", "", body).split()) <= 1750
