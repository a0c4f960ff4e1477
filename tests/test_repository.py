"""The house stays straight: small modules, one direction, nothing fetched, nothing unpickled, nothing evaluated."""

import ast
import graphlib
import json
import re
import sys
from pathlib import Path

import pytest

import helpers
from helpers import charts
from helpers.timeline import grammar, vetoes

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "helpers"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 550  # lines, docstrings apart: what a reader reads through in one sitting
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {
    "pickle",
    "shelve",
    "marshal",
    "dill",
    "joblib",
    "requests",
    "urllib.request",
    "http.client",
    "ftplib",
}
# Functions of one signature, which a table of rules names; it stands in their modules' docstrings, once.
RULES = {(rule.__module__, rule.__name__) for rule in (*grammar.OPERATIONS.values(), *vetoes.VETOES.values())}
# The way data flows; what stands further right may import from further left.
ROOMS = [
    "knowledge", "tokens", "tables", "parse", "corpus", "actors", "quotes", "timeline",
    "sentiment", "framing",
]  # fmt: skip


def room(path):
    parts = path.relative_to(SOURCE).parts
    return parts[0].removesuffix(".py")


def imported(path):
    """Yield the rooms that a module imports when it is itself imported, and every outside module it names."""
    depth = len(path.relative_to(SOURCE).parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [n for n in tree.body if not (isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n.test))]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
            yield from ((name, None) for name in names)
        elif isinstance(node, ast.Import):
            yield from ((None, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield None, node.module


def docstrings(tree):
    """Return the docstrings of a program, as nodes."""
    return [n for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_is_small_and_looks_only_upstream(path):
    source = path.read_text(encoding="utf-8")
    lines = source.count("\n") - sum(doc.end_lineno - doc.lineno + 1 for doc in docstrings(ast.parse(source)))
    assert lines <= LONGEST, f"{lines} lines: cut it, one idea a module"
    own = room(path)
    if own in ROOMS:
        later = set(ROOMS[ROOMS.index(own) + 1 :]) | {"pipeline", "charts", "reading", "report", "classroom"}
        assert not {name for name, _ in imported(path)} & later


def module(path):
    """Return the dotted name of a module of ours, as Python knows it."""
    return ".".join(("helpers", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


def public(tree):
    """Yield the public functions of a program, those of its public classes too."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public(node)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def left_out(function):
    """Return where a docstring and its function differ: parameters without a line, lines without one, no `Returns`."""
    said, own = ast.get_docstring(function) or "", function.args
    section = re.search(r"^Args:\n((?: .*\n|\n)*)", said + "\n", re.MULTILINE)
    lines = re.findall(r"^    (\w+(?:, \w+)*): ", section[1] if section else "", re.MULTILINE)
    told = {name for line in lines for name in line.split(", ")}
    every = [*own.posonlyargs, *own.args, *own.kwonlyargs, *filter(None, (own.vararg, own.kwarg))]
    asked = {one.arg for one in every} - {"self", "cls"}
    gives = bool(asked) and ast.unparse(function.returns or ast.Constant(None)) != "None"
    if gives and not re.search(r"^(Returns|Yields):", said, re.MULTILINE):
        asked.add("Returns")
    return asked ^ told


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_public_function_says_what_each_parameter_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    every = [function for function in public(tree) if (module(path), function.name) not in RULES]
    missing = {function.name: names for function in every if (names := left_out(function))}
    assert not missing, f"{missing}: a line for each parameter in `Args`, none for another, and a `Returns`"


def test_a_parameter_that_is_not_told_of_would_be_seen():
    (function,) = public(
        ast.parse("""
def near(token: int, *, width: int = 2) -> bool:
    '''Say whether it is near.

    Args:
        token: of the article; width: is none here.
        gone: a parameter of the version before.
    '''
""")
    )
    assert left_out(function) == {"width", "gone", "Returns"}
    assert len(RULES) > 50 and ("helpers.timeline.dates", "month") in RULES


def leads_to(path):
    """Return the modules of ours that one imports, also inside its functions, with the packages on the way there."""
    names, own = {module(other) for other in MODULES}, module(path)
    package = own.split(".") if path.name == "__init__.py" else own.split(".")[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [n for n in tree.body if not (isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n.test))]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = ".".join(package[: len(package) - node.level + 1] + ([node.module] if node.module else []))
            for alias in node.names:
                parts = (f"{base}.{alias.name}" if f"{base}.{alias.name}" in names else base).split(".")
                found |= {".".join(parts[:depth]) for depth in range(2, len(parts) + 1)}
    return {name for name in found if not f"{own}.".startswith(f"{name}.")}


def test_no_module_leads_back_to_itself():
    graph = {module(path): leads_to(path) for path in MODULES}
    assert graph["helpers.quotes"] and graph["helpers.report.site"] >= {"helpers.report.pages", "helpers.reading"}
    assert set(graphlib.TopologicalSorter(graph).static_order()) == set(graph)
    graph["helpers.knowledge"] = {"helpers.charts.tones"}  # and a circle would be seen
    with pytest.raises(graphlib.CycleError):
        graphlib.TopologicalSorter(graph).prepare()


def test_no_folder_leads_back_to_itself():
    graph = {}
    for path in MODULES:
        own = module(path).split(".")
        for other in leads_to(path):
            way = other.split(".")
            if len(own) > 1 and len(way) > 1 and own[1] != way[1]:
                graph.setdefault(own[1], set()).add(way[1])
    assert "knowledge" in graph["corpus"]
    assert set(graphlib.TopologicalSorter(graph).static_order()) >= set(graph)


def modules_of(tree, own, package):
    """Return {name in a program: module of ours that it stands for}, and (module, name) of each thing it imports."""
    names, known, taken = {module(path) for path in MODULES}, {}, set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            parts = own.split(".") if package else own.split(".")[:-1]
            base = parts[: len(parts) - node.level + 1] if node.level else []
            base = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                known |= {alias.asname or alias.name: whole} if whole in names else {}
                taken.add((base, alias.name))
        elif isinstance(node, ast.Import):
            known |= {alias.asname or alias.name.split(".")[0]: alias.name if alias.asname else "helpers"
                      for alias in node.names if alias.name.split(".")[0] == "helpers"}  # fmt: skip
    return known, taken


def taken_from(source, own="", package=False):
    """Return (module, name) of everything of ours that a program uses; own: the module that it is."""
    tree = ast.parse(source)
    known, taken = modules_of(tree, own, package)

    def place(node):
        """Return the module of ours that an expression stands for."""
        if isinstance(node, ast.Name):
            return known.get(node.id, "")
        return f"{place(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""

    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            taken.add((place(node.value), node.attr))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            taken.add((own, node.id))
    return taken


# What readers may call though no lesson does: names of the contract.
FOR_READERS = {("helpers.figures", "save"), ("helpers.corpus.intake", "once"), ("helpers.whatif", "drop")}


def test_nothing_stands_that_only_tests_call():
    packages = {module(path): path for path in MODULES}
    taken = set().union(*(taken_from(path.read_text(encoding="utf-8"), name, path.name == "__init__.py")
                          for name, path in packages.items()))  # fmt: skip
    others = [source for name, source in programs().items() if not name.startswith("src/")]
    others += [path.read_text(encoding="utf-8") for path in ROOT.glob("tools/*.py")]
    taken |= set().union(*(taken_from(re.sub(r"^[%!].*$", "", source, flags=re.MULTILINE)) for source in others))
    stands = {
        (name, node.name)
        for name, path in packages.items()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("__")
    }
    assert len(stands) > 1000 and ("helpers.charts.tones", "furthest") in stands & taken
    assert stands - taken - FOR_READERS == set()


def test_a_function_that_nobody_calls_would_be_seen():
    assert ("helpers.charts", "named") in taken_from("from helpers import charts\ncharts.named(1)")
    assert ("helpers.charts", "named") in taken_from("from . import named", "helpers.charts.tones")
    assert ("helpers.charts", "named") in taken_from("import helpers\nhelpers.charts.named(1)")
    assert ("helpers.charts", "named") not in taken_from("named = 1")


def said(source):
    """Return the names and strings of a program, without its docstrings."""
    tree = ast.parse(source)
    docs = {id(doc.value) for doc in docstrings(tree)}
    strings = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in docs]
    names = [n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)]
    return " ".join(part for part in (*strings, *names) if isinstance(part, str))


def programs():
    """Return {path: source} of the package, the benchmarks and the lessons."""
    found = {path: path.read_text(encoding="utf-8") for path in [*MODULES, *ROOT.glob("benchmarks/**/*.py")]}
    for path in ROOT.glob("notebooks/*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path] = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return {path.relative_to(ROOT).as_posix(): source for path, source in found.items()}


@pytest.mark.parametrize(
    ("what", "home"),
    [
        ("savefig", "src/helpers/figures/__init__.py"),  # one way to save a figure
        ("<span", "src/helpers/reading/__init__.py"),  # one renderer of marked text
        ("measured.csv", "src/helpers/estimates/measured.py"),  # one place for scores
    ],
)
def test_one_thing_is_done_in_one_place(what, home):
    assert [name for name, source in programs().items() if what in said(source)] == [home]


def test_a_second_place_would_be_seen():
    assert "savefig" in said("figure.savefig(path)") and "<span" in said("page = f'<span>{word}</span>'")
    assert "savefig" not in said('"""Like savefig."""\n# savefig')


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_nothing_is_evaluated_unpickled_or_fetched(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & FORBIDDEN_CALLS
    assert not {module for _, module in imported(path) if module} & FORBIDDEN_MODULES


def test_the_way_of_one_article_is_told_step_by_step(tmp_path):
    """A newcomer follows it in CONTRIBUTING.md: every module on the way stands there, and none that is gone."""
    names, entered = {module(path): path for path in MODULES}, set()

    def enter(frame, event, argument):
        if event == "call" and "<module>" not in (
            frame.f_code.co_name,
            getattr(frame.f_back, "f_code", frame.f_code).co_name,
        ):
            entered.add(frame.f_code.co_filename)

    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("step by step\n")[2].partition("\n## ")[0]
    said = [f"helpers.{name}" for name in re.findall(r"`([a-z_.]+)[.\w]*`", table)]
    told = {name if name in names else name.rpartition(".")[0] for name in said}
    assert told <= {*names, "helpers"}
    sys.setprofile(enter)
    try:
        analysis = helpers.analyse(ROOT / "data/articles")
        charts.presence(analysis).save(tmp_path, analysis)
    finally:
        sys.setprofile(None)
    assert {name for name, path in names.items() if str(path) in entered} <= told | {"helpers"}
    assert len(told) < 54


def test_direct_dependencies_are_few_and_each_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("dependencies = [", 1)[1].split("]", 1)[0] + text.split("formats = [", 1)[1].split("]", 1)[0]
    names = [re.split(r"[=<>\[]", name)[0] for name in re.findall(r'"([^"]+)"', block)]
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(names) <= 18 and [name for name in names if name not in reasons] == []


def test_every_package_is_pinned_with_its_hash():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = re.split(
        r"\n(?=[a-zA-Z0-9])", "\n" + "\n".join(line for line in text.split("\n") if not line.startswith("#"))
    )
    loose = [pin.split("\n")[0] for pin in pins if pin.strip() and ("==" not in pin or "--hash=sha256:" not in pin)]
    assert loose == []


def test_no_data_file_is_without_source_and_licence():
    files = [*SOURCE.glob("lexicons/*.csv"), *ROOT.glob("data/gold/*.csv")]
    heads = {path.name: path.read_text(encoding="utf-8")[:3000].lower() for path in files}
    assert len(heads) > 20
    assert [name for name, head in heads.items() if not ("licence" in head and "source" in head)] == []


def test_no_file_is_left_behind_by_a_tool():
    """Guards: what `patch` kept of a word list, 1,486 lines, went into the package."""
    left = (".orig", ".rej", ".bak", ".tmp", "~")
    folders = (ROOT / name for name in ("src", "data", "benchmarks", "tests", "notebooks", "tools"))
    assert [path.name for folder in folders for path in folder.rglob("*") if path.name.endswith(left)] == []
