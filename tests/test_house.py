"""The house: which room may look into which, who may speak to what, and that the documents name everything there is."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.rules import RULES

ROOT = Path(__file__).resolve().parents[1]

# The rooms in the order of flow: a module imports only its own room and those above it.
ORDER = [
    "problems", "numbers", "words", "colours", "whole_file", "yaml_file",   # what is wrong; figures, words, colours; files whole; YAML
    "this_machine",                                         # whether a request was made here
    "arithmetic", "rule", "rules", "rubric", "lint", "rubric_file",   # what is assessed
    "rubric_book",                                          # the same as a workbook, there and back
    "county", "access", "rotation", "observations", "store",   # who, who may write, what the wall shows, and what was reported
    "rescoring", "year", "scoring",                         # value → completed year → points → rank
    "rubric_words", "rubric_change", "rule_worth",  # what a rubric says, what is new in it, what that is worth
    "bridge",                                               # what a total's change between two months is made of
    "tables", "gaps", "explanation", "closeup", "course",   # what is seen of it at one month, and of a year
    "health",                                               # how well the figures come in
    "configuration", "schema", "board",                     # all of it, opened; what its files may hold
    "intake",                                               # how figures come in: looked at first, written after
    "screens",                                              # what each screen on the wall says
    "charts", "exports", "template", "papers",              # tables drawn and written; forms to be filled in; papers for the meeting
    "freeze",                                               # what was shown at a meeting, kept for ever
    "usage", "file_commands", "data_commands", "freeze_commands", "import_command", "template_command", "score_commands",   # the commands of a shell
    "paper_command",
    "cli", "__main__",                                      # how they are called
]
SCREENS = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]
MODULES = sorted((ROOT / "readiness").rglob("*.py"))
OURS = [*MODULES, *SCREENS]
ONLY_IN = {"streamlit": {"dashboard.py", "pages"}, "sqlalchemy": {"readiness/store"}, "alembic": {"readiness/store"},
           "plotly": {"readiness/charts"}, "yaml": {"readiness/yaml_file"},
           "openpyxl": {"readiness/observations", "readiness/intake", "readiness/rubric_book", "readiness/template", "readiness/papers"},
           "docx": {"readiness/papers"}, "pptx": {"readiness/papers"}}
TEXT = {".py", ".md", ".yaml", ".toml", ".txt", ".css", ".js", ".html", ".svg", ".csv", ""}
NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "node_modules"}
AT_HOME = {"127.0.0.1", "localhost", "www.w3.org"}          # this machine, and the name of a standard that is never called


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, by its full name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def waited_for(path: Path) -> set[str]:
    """The modules that must be there before a file can be run: not those that it names in annotations alone."""
    named = [node for block in ast.walk(tree(path)) if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
             for node in block.body]
    return set(imports(path)) - {node.module for node in named if isinstance(node, ast.ImportFrom)}


def room(path: Path) -> str:
    return path.relative_to(ROOT / "readiness").with_suffix("").parts[0]


def rooms_entered(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("readiness.")}


def test_every_module_stands_in_a_room_and_every_room_is_there():
    assert {room(path) for path in MODULES} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_stands_above_it(path):
    above = set(ORDER[:ORDER.index(room(path)) + 1]) if room(path) in ORDER else set()
    assert rooms_entered(path) <= above


def test_within_a_room_no_two_modules_wait_for_each_other():
    modules = {"readiness." + ".".join(path.relative_to(ROOT / "readiness").with_suffix("").parts): path for path in MODULES
               if path.name != "__init__.py"}
    needs = {name: waited_for(path) & set(modules) for name, path in modules.items()}
    while ready := {name for name, needed in needs.items() if not needed}:
        needs = {name: needed - ready for name, needed in needs.items() if name not in ready}
    assert needs == {}


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_spoken_to_in_one_place_only(package):
    speakers = {name_of(path) for path in OURS if any(name.split(".")[0] == package for name in imports(path))}
    assert {name for name in speakers if not any(name == place or name.startswith(f"{place}/") for place in ONLY_IN[package])} == set()
    assert speakers


def test_the_table_of_contents_and_pages_are_nobodys_library():
    outside = [name_of(path) for path in MODULES if any(name.split(".")[0] in ("pages", "dashboard") for name in imports(path))]
    assert outside == []


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_nothing_is_imported_inside_a_function(path):
    functions = [node for node in ast.walk(tree(path))
                 if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [node.lineno for function in functions for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(tree(path))


def test_no_file_is_named_for_nothing():
    vague = {"utils", "helpers", "common", "manager", "base", "misc"}
    assert [name_of(path) for path in OURS if path.stem in vague] == []


def test_the_repository_names_no_outside_host():
    files = [path for path in ROOT.rglob("*") if path.is_file() and path.suffix in TEXT and not NOT_OURS & set(path.parts)]
    found = {(name_of(path), host) for path in files for host in re.findall(r"https?://([\w.-]+)", path.read_text("utf-8", "replace"))}
    assert {place for place in found if place[1] not in AT_HOME} == set()


@pytest.fixture(scope="module")
def documents() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])


@pytest.mark.parametrize("name", RULES)
def test_the_documents_name_every_rule_type_with_its_chinese(documents, name):
    assert f"`{name}`" in documents
    assert RULES[name].title in documents


@pytest.mark.parametrize("basis", ["today", "schedule"])
def test_the_documents_name_every_basis(documents, basis):
    assert basis in documents


def commands() -> list[str]:
    source = (ROOT / "readiness" / "cli.py").read_text(encoding="utf-8")
    return re.findall(r'_command\(commands, "([\w-]+)"', source)


@pytest.mark.parametrize("command", commands())
def test_the_documents_show_every_command(documents, command):
    assert re.search(rf"python -m readiness {command}\b", documents)


def test_the_commands_are_those_of_the_design(capsys):
    assert commands() == ["check", "score", "gaps", "needs", "overdue", "import", "history", "undo", "backup", "restore", "freeze", "frozen", "explain",
                          "rubric-to-xlsx", "xlsx-to-rubric", "schema",
                          "rubric-diff", "bridge", "backtest", "template", "paper"]
    with pytest.raises(SystemExit):
        main(["--help"])
    helped = capsys.readouterr().out
    assert all(re.search(rf"^ +{command}( |$)", helped, re.MULTILINE) for command in commands())


def first_call(path: Path) -> str:
    """What a script calls before anything else."""
    calls = (call for statement in tree(path).body if isinstance(statement, ast.Assign | ast.Expr)
             for call in ast.walk(statement) if isinstance(call, ast.Call))
    return next((ast.unparse(call.func) for call in calls), "")


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=name_of)
def test_every_page_begins_with_the_call_that_puts_a_deep_link_right(path):
    """tests/browser/test_shell.py opens three pages on fresh processes; this holds the rest to the same beginning."""
    assert first_call(path) == "open_page"
