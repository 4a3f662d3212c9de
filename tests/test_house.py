"""The house rules: data goes one way, foreign libraries live in their own room, rooms stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "kg").rglob("*.py"))
STAGES = ("read", "segment", "extract", "resolve", "graph")
#: which rooms may import a foreign library
HOMES = {
    "spacy": {"extract", "language"},
    "lightgbm": {"evaluate"},
    "pyvis": {"view"},
    "networkx": {"graph"},
    "jinja2": {"view", "query", "serve"},
    "pypdfium2": {"read"},
    "openpyxl": {"read", "query"},
    "docx": {"read", "query"},
    "lxml": {"read"},
    "markdown_it": {"read"},
    "pyshacl": {"graph"},
    "filelock": {"graph"},
    "rapidfuzz": {"resolve"},
    "click": {"cli"},
    "rich": {"cli"},
    "starlette": {"serve"},
    "uvicorn": {"serve", "cli"},
}
LONGEST_MODULE, LONGEST_FUNCTION = 260, 50


def room(path: Path) -> str:
    parts = path.relative_to(ROOT / "kg").parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_there_are_rooms() -> None:
    assert len(FILES) > 60
    assert {room(path) for path in FILES} >= set(STAGES) | {"query", "view", "cli", "model"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_keeps_the_house_rules(path: Path) -> None:
    here, used = room(path), imports(path)
    for library, homes in HOMES.items():
        inside = any(name == library or name.startswith(library + ".") for name in used)
        assert not inside or here in homes, f"{library} does not live in kg/{here}"
    if here in STAGES:
        others = {f"kg.{stage}" for stage in STAGES if stage != here} | {"kg.query", "kg.view", "kg.cli"}
        wrong = {name for name in used for other in others if name == other or name.startswith(other + ".")}
        assert not wrong, f"a stage imports another: {wrong}"
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE, "a second room is due"
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says in a sentence what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            assert node.end_lineno - node.lineno <= LONGEST_FUNCTION, f"{node.name} is too long"
        if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name):
            assert node.type.id not in ("Exception", "BaseException"), "name what is caught"


def test_every_command_is_named_in_the_manual() -> None:
    commands = {
        p.stem.replace("_", "-") for p in (ROOT / "kg" / "cli").glob("*.py") if not p.stem.startswith("_")
    } - {"main"}
    pages = "".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
    )
    assert not [name for name in sorted(commands) if f"kg {name}" not in pages]
