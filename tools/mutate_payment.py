"""Mutation of payment: change one operator or number at a time, and see that a test notices.

    .venv/bin/python tools/mutate_payment.py                 every file of payment
    .venv/bin/python tools/mutate_payment.py sharing bands    some of them
    .venv/bin/python tools/mutate_payment.py sharing._cap     one function, or one mutant by its whole name
    .venv/bin/python tools/mutate_payment.py --at-most 40 sharing

A mutant that no test notices is printed, and the exit code is 1. Mutants that change nothing are named in EQUIVALENT.
The tests are collected once. Each mutant is put into a child of its own, which runs the tests that call the function
it stands in, and after those every test, until one fails.
"""

from __future__ import annotations

import argparse
import ast
import functools
import os
import random
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAYMENT = ROOT / "src" / "evenlode" / "payment"
TESTS = (
    "tests/unit/payment",
    "tests/spec/test_cases.py",
    "tests/conformance/test_contracts.py",
    "tests/conformance/test_gallery.py",
)
PROGRAMS = ("test_exact.py", "page", "kind_of_money")
"""Parts of the names of tests that read files or start programs: no mutant reaches them."""
WORDS = {"words.py", "settled_text.py", "shapes_said.py", "evidence.py", "luck.py", "design.py", "__init__.py"}
"""Files that say things and move no money."""
SECONDS = 120
"""A mutant whose tests take longer runs in a circle, which is noticed."""

_SAME_WEIGHTS = "equal weights divide alike whatever they are"
_NOTHING_MOVES = "nothing is the same with either sign, and moves nothing"
_KEPT = "how many answers are kept decides how fast it is, not what it answers"
_AT_THE_CAP = "an amount that is the cap is capped at itself"
_ONE_OF_THEM = "it is compared with all of them, and is the answer where all are the same"
_NEVER = "never reached: what would lead to it is refused before"
EQUIVALENT: dict[str, str] = {
    "advances.instalments: 1 -> 2": _SAME_WEIGHTS,
    "asked.Asked: 0 -> 1": "judging always says which part of the pot it is",
    "bands.passed_on: end > start -> end >= start": "a band without width passes on nothing",
    "bands.passed_on: amount >= 0 -> amount > 0": _NOTHING_MOVES,
    "book.Book.move: amount < 0 -> amount <= 0": _NOTHING_MOVES,
    "book.Book.move: 0 -> 1": _NOTHING_MOVES,
    "capitating._line: 0 -> 1": _NEVER,
    "gates.gated: gate.otherwise == 'hold' -> gate.otherwise != 'hold' (2)": "it chooses a word of the sentence",
    "judging._judge_one: 0 -> 1": "only a unit price looks at its part of the pot",
    "posting._base: amount >= 0 -> amount > 0": _NOTHING_MOVES,
    "posting._base: 0 -> 1": _NOTHING_MOVES,
    "posting._between: amount >= 0 -> amount > 0": _NOTHING_MOVES,
    "posting._between: 0 -> 1": _NOTHING_MOVES,
    "posting._gain: gain.to_provider >= 0 -> gain.to_provider > 0": _NOTHING_MOVES,
    "posting._gain: 0 -> 1": _NOTHING_MOVES,
    "prepared.Prepared.remember: len(self._answers) >= _ANSWERS_KEPT -> len(self._answers) > _ANSWERS_KEPT": _KEPT,
    "prepared.module: 20000 -> 20001": _KEPT,
    "prepared.module: 8 -> 9": _KEPT,
    "prepared.prepared: 1 -> 2": _KEPT,
    "prepared.prepared: _TERMS_KEPT - 1 -> _TERMS_KEPT + 1": _KEPT,
    "sharing._cap: abs(now.amount) <= most * costs.envelope -> abs(now.amount) < most * costs.envelope": _AT_THE_CAP,
    "sharing._cap: now.amount > 0 -> now.amount >= 0": "what is more than a cap is not nothing",
    "sharing._cap: now.amount >= 0 -> now.amount > 0": _NOTHING_MOVES,
    "sharing._carried_losses: now.amount < 0 -> now.amount <= 0": "a loss of nothing is carried nowhere",
    "sharing._bands: now.amount < 0 -> now.amount <= 0": "bands pass on nothing of nothing",
    "sharing._minimum_rate: now.amount >= 0 -> now.amount > 0 (2)": "it chooses a word of the sentence",
    "sharing._minimum_rate: 0 -> 1 (2)": "it chooses a word of the sentence",
    "sharing._quality: saving <= 0 -> saving < 0": "quality scales nothing to nothing",
    "sharing._whole_pence: amount >= 0 -> amount > 0": _NOTHING_MOVES,
    "sharing.gain_share: provider > 0 -> provider >= 0": _NOTHING_MOVES,
    "yardstick.yardstick_by_month: -1 -> +1": _ONE_OF_THEM,
    "yardstick.yardstick_by_month: 1 -> 2": _ONE_OF_THEM,
}
"""Mutants that change no payment, by name, each with why."""

_COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
_ADDED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}
_CALLED = {"min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change: the file, which of its places, the function and the line it stands in, and its name."""

    file: Path
    place: int
    function: str
    line: int
    name: str

    @property
    def module(self) -> str:
        """The name under which the file is imported."""
        return ".".join(self.file.relative_to(ROOT / "src").with_suffix("").parts)

    def code(self) -> CodeType:
        """The whole module with the change."""
        tree = ast.parse(self.file.read_text(encoding="utf-8"))
        _, change = list(_places(tree))[self.place]
        change()
        return compile(ast.fix_missing_locations(tree), str(self.file), "exec")


def mutants(file: Path) -> Iterator[Mutant]:
    """Every mutant of a file; its name says file, function, what was there and what is there instead."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = dict(_functions(tree, ""))
    seen: dict[str, int] = {}
    for place, (node, change) in enumerate(_places(tree)):
        before, as_it_was = (
            ast.unparse(node),
            {name: copy(part) if isinstance(part, list) else part for name, part in vars(node).items()},
        )
        function = functions.get(id(node), "")
        change()
        name = f"{file.stem}.{function or 'module'}: {before} -> {ast.unparse(node)}"
        vars(node).update(as_it_was)
        seen[name] = seen.get(name, 0) + 1
        name += f" ({seen[name]})" if seen[name] > 1 else ""
        yield Mutant(file, place, function, getattr(node, "lineno", 0), name)


def _functions(node: ast.AST, inside: str) -> Iterator[tuple[int, str]]:
    """Each part of the tree by its id, with the function or method it stands in and its class; defaults are outside."""
    is_named = isinstance(node, (ast.FunctionDef, ast.ClassDef))
    named = f"{inside}.{node.name}".lstrip(".") if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else inside
    for part in ast.iter_child_nodes(node):
        is_body = is_named and part in node.body  # type: ignore[attr-defined]  # both kinds have one
        own = named if is_body else inside
        yield id(part), own
        yield from _functions(part, own)


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
            yield node, lambda node=node: setattr(node, "func", ast.Name(_CALLED[node.func.id], ast.Load()))


def _undo(node: ast.UnaryOp) -> None:
    """A minus becomes a plus; a not is said twice."""
    if isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
    else:
        node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _words_of(node: ast.AST) -> list[ast.AST]:
    """Parts of the tree that say and do not pay: sentences, annotations, what is raised, problems, sizes of caches."""
    if isinstance(node, (ast.JoinedStr, ast.Raise)):
        return [node]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_problem", "TypeVar"):
        return [node]
    if isinstance(node, ast.FunctionDef) and node.name.lstrip("_").startswith("say_"):
        return [node]
    if isinstance(node, ast.FunctionDef):
        parts = [node.returns, *(arg.annotation for arg in node.args.args)]
        return [part for part in parts if part is not None]
    if isinstance(node, ast.AnnAssign):
        return [node.annotation]
    if isinstance(node, (ast.Assign, ast.AugAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(name, ast.Name) and name.id in ("words", "__all__") for name in targets):
            return [node]
    return []


def put_in(mutant: Mutant) -> None:
    """Give the loaded module, its functions and its classes what they have with the change."""
    module = sys.modules[mutant.module]
    changed = ModuleType(mutant.module)
    changed.__dict__.update(__file__=str(mutant.file), __package__=module.__package__)
    exec(mutant.code(), changed.__dict__)  # noqa: S102 - our own file, one sign changed
    for name, new in list(vars(changed).items()):
        old = vars(module).get(name)
        is_own = not hasattr(new, "__qualname__") or new.__module__ == mutant.module
        if old is new or not is_own or name.startswith("__"):
            continue
        if not _merge(old, new) and _is_plain(new):
            for other in [one for key, one in sys.modules.items() if key.startswith("evenlode.payment")]:
                if vars(other).get(name) is old:
                    setattr(other, name, new)


def _merge(old: Any, new: Any) -> bool:
    """The code and defaults of new in old; False where it has none of its own."""
    if isinstance(new, (staticmethod, classmethod)):
        return _merge(old.__func__, new.__func__)
    if isinstance(new, property):
        return _merge(old.fget, new.fget)
    if isinstance(new, functools.cached_property):
        return _merge(old.func, new.func)
    if isinstance(new, FunctionType):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
        return True
    if isinstance(new, type):
        for name, part in vars(new).items():
            if isinstance(part, (staticmethod, classmethod, property, functools.cached_property, FunctionType)):
                _merge(vars(old)[name], part)
        return True
    if hasattr(new, "__wrapped__"):
        old.cache_clear()
        return _merge(old.__wrapped__, new.__wrapped__)
    return False


def _is_plain(value: Any) -> bool:
    """True for a constant: a number, a text, or some of them together."""
    if isinstance(value, (tuple, set, frozenset, dict)):
        inner = [*value, *value.values()] if isinstance(value, dict) else [*value]
        return all(map(_is_plain, inner))
    return isinstance(value, (int, str, Fraction, type(None)))


class Mutating:
    """A pytest plugin that runs the collected tests once for each mutant, each time in a child."""

    def __init__(self, found: Iterable[Mutant]) -> None:
        self.found = list(found)
        self.survived: list[Mutant] = []
        self.tried = 0

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out what no mutant reaches, and cases of other parts."""
        own = {f"{file.stem}: " for file in (ROOT / "tests" / "spec" / "payment").glob("*.yaml")}

        def reaches(item: Any) -> bool:
            if any(part in item.nodeid for part in PROGRAMS):
                return False
            return "spec/test_cases.py" not in item.nodeid or any(f"[{name}" in item.nodeid for name in own)

        items[:] = [item for item in items if reaches(item)]

    def pytest_runtestloop(self, session: Any) -> bool:
        """In the place of pytest's own loop."""
        everything = list(session.items)
        calls = self._calls(session)
        for mutant in self.found:
            if mutant.name in EQUIVALENT:
                continue
            self.tried += 1
            first = calls.get((mutant.module, mutant.function), set())
            near = [item for item in everything if item.nodeid in first]
            rest = [item for item in everything if item.nodeid not in first]
            if not self._is_noticed(session, mutant, [*near, *rest]):
                self.survived.append(mutant)
                print(f"SURVIVED line {mutant.line}: {mutant.name}", flush=True)
        return True

    def _is_noticed(self, session: Any, mutant: Mutant, items: list[Any]) -> bool:
        child = os.fork()
        if child == 0:
            _silence()
            signal.alarm(SECONDS)
            put_in(mutant)
            os._exit(_run(session, items))
        return os.waitpid(child, 0)[1] != 0

    def _calls(self, session: Any) -> Mapping[tuple[str, str], set[str]]:
        """Which tests call which function, by module and name. Raises SystemExit where a test fails unchanged."""
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _silence()
            with os.fdopen(write, "w", encoding="utf-8") as told:
                failed = _run(session, session.items, told)
            os._exit(failed)
        os.close(write)
        found: dict[tuple[str, str], set[str]] = {}
        with os.fdopen(read, encoding="utf-8") as lines:
            for line in lines:
                module, function, test = line.rstrip("\n").split("\t")
                found.setdefault((module, function), set()).add(test)
        if os.waitpid(child, 0)[1]:
            raise SystemExit("a test fails without any change: mend that first")
        return found


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _run(session: Any, items: list[Any], told: Any = None) -> int:
    """1 where a test fails, and no more are run; 0 where all pass. told: where to write which functions each calls."""
    for item, following in zip(items, [*items[1:], None], strict=True):
        if told:
            sys.setprofile(_Recorder(told, item.nodeid))
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        sys.setprofile(None)
        if session.testsfailed:
            return 1
    return 0


class _Recorder:
    """Writes each function of payment that is called, once."""

    def __init__(self, told: Any, test: str) -> None:
        self.told, self.test, self.seen = told, test, set[Any]()

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code not in self.seen:
            self.seen.add(code)
            module = frame.f_globals.get("__name__", "")
            if module.startswith("evenlode.payment"):
                function = code.co_qualname.split(".<locals>")[0]
                self.told.write(f"{module}\t{function}\t{self.test}\n")


def main(arguments: list[str]) -> int:
    """Mutate, test, and say what survived."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument(
        "names", nargs="*", help="how the names of mutants begin: file, file.function; all of them where none is named"
    )
    asked.add_argument("--at-most", type=int, default=0, help="so many mutants, drawn by a fixed seed")
    said = asked.parse_args(arguments)
    os.chdir(ROOT)
    files = [path for path in sorted(PAYMENT.rglob("*.py")) if path.name not in WORDS]
    every = [one for file in files for one in mutants(file)]
    if stale := sorted(set(EQUIVALENT) - {one.name for one in every}):
        print("EQUIVALENT names what is no mutant (any more):", *stale, sep="\n")
        return 2
    found = [one for one in every if not said.names or one.name.startswith(tuple(said.names))]
    if said.at_most and said.at_most < len(found):
        drawn = random.Random(1).sample(found, said.at_most)  # noqa: S311 - a sample, not a secret
        found = sorted(drawn, key=lambda one: (one.file, one.line))
    import pytest

    mutating = Mutating(found)
    ended = pytest.main(["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS], plugins=[mutating])
    survived, tried = len(mutating.survived), mutating.tried
    print(f"{tried} mutants tried, {tried - survived} noticed, {survived} survived; {len(EQUIVALENT)} are equivalent")
    return 1 if survived or ended not in (0, 5) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
