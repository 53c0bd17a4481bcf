"""Mutation of payment: change one operator or number at a time, and see that a test notices.

    .venv/bin/python tools/mutate_payment.py                 every file of payment
    .venv/bin/python tools/mutate_payment.py sharing bands    some of them
    .venv/bin/python tools/mutate_payment.py --at-most 40 sharing

A mutant that no test notices is printed, and the exit code is 1. Mutants that change nothing are named in EQUIVALENT.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAYMENT = ROOT / "src" / "evenlode" / "payment"
TESTS = (
    "tests/unit/payment",
    "tests/conformance/test_contracts.py",
    "tests/conformance/test_gallery.py",
    "-k",
    "not page",
)
WORDS = {"words.py", "settled_text.py", "shapes_said.py", "evidence.py", "luck.py", "design.py", "__init__.py"}
"""Files that say things and move no money."""

EQUIVALENT: dict[tuple[str, str], str] = {}
"""Mutants that change nothing, by file and mutated line, each with why."""

_COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
_ADDED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}
_CALLED = {"min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change: the file, the line it stands on, the line as it becomes, and the whole module with it."""

    file: Path
    line: int
    said: str
    tree: ast.Module


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file, in the order of its lines."""
    count = sum(1 for _ in _places(ast.parse(file.read_text(encoding="utf-8"))))
    for number in range(count):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        node, change = list(_places(tree))[number]
        before = ast.unparse(node)
        change()
        ast.fix_missing_locations(tree)
        yield Mutant(file, getattr(node, "lineno", 0), f"{before}  ->  {ast.unparse(node)}", tree)


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, Any]]:
    skipped = {id(inner) for node in ast.walk(tree) for part in _words_of(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
            yield node, lambda node=node: node.ops.__setitem__(0, _COMPARED[type(node.ops[0])]())
        elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _ADDED:
            yield node, lambda node=node: setattr(node, "op", _ADDED[type(node.op)]())
        elif isinstance(node, ast.BoolOp):
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield node, lambda node=node, other=other: setattr(node, "op", other())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
            yield node, lambda node=node: _undo(node)
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield node, lambda node=node: setattr(node, "value", node.value + 1)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLED:
            yield node, lambda node=node: setattr(node.func, "id", _CALLED[node.func.id])


def _undo(node: ast.UnaryOp) -> None:
    """A minus becomes a plus; a not is said twice."""
    if isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
    else:
        node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _words_of(node: ast.AST) -> list[ast.AST]:
    """Parts of the tree that say and do not pay: sentences, annotations, what is raised, and problems."""
    if isinstance(node, (ast.JoinedStr, ast.Raise)):
        return [node]
    if isinstance(node, (ast.FunctionDef, ast.AnnAssign)):
        parts = (
            [node.returns, *(arg.annotation for arg in node.args.args)]
            if isinstance(node, ast.FunctionDef)
            else [node.annotation]
        )
        return [part for part in parts if part is not None]
    if isinstance(node, ast.Assign) and any(isinstance(name, ast.Name) and name.id == "words" for name in node.targets):
        return [node]
    return []


def is_noticed(mutant: Mutant) -> bool:
    """True where a test fails with the mutant in place. Runs in a child, so that nothing of it stays."""
    child = os.fork()
    if child == 0:
        os._exit(_tested(mutant))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _tested(mutant: Mutant) -> int:
    import pytest

    whole = SourceFileLoader.get_code

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        if Path(loader.path) == mutant.file:
            return compile(mutant.tree, str(mutant.file), "exec")
        return whole(loader, name)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]  # in this child alone
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *TESTS]))


def main(arguments: list[str]) -> int:
    """Mutate, test, and say what survived."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument(
        "files", nargs="*", help="names of files in payment, without .py; all of them where none is named"
    )
    asked.add_argument("--at-most", type=int, default=0, help="so many mutants, drawn by a fixed seed")
    said = asked.parse_args(arguments)
    os.chdir(ROOT)
    files = [
        path
        for path in sorted(PAYMENT.rglob("*.py"))
        if path.name not in WORDS and (not said.files or path.stem in said.files)
    ]
    found = [one for file in files for one in mutants(file)]
    if said.at_most and said.at_most < len(found):
        drawn = random.Random(1).sample(found, said.at_most)  # noqa: S311 - a sample, not a secret
        found = sorted(drawn, key=lambda one: (one.file, one.line))
    survived = []
    for one in found:
        key = (one.file.name, one.said)
        if key not in EQUIVALENT and not is_noticed(one):
            survived.append(one)
            print(f"{one.file.relative_to(ROOT)}:{one.line}: {one.said}", flush=True)
    print(f"{len(found)} mutants, {len(survived)} survived")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
