"""The map of the house: every package and module with its own first line, and who imports whom as measured."""

from __future__ import annotations

import ast
from pathlib import Path

import grimp

from tools.drawing import Imports, drawing
from tools.markdown import first_line, page, table

SOURCE = Path(__file__).resolve().parents[2] / "src" / "evenlode"


def pages() -> dict[str, str]:
    """house.md and its drawing, house.svg."""
    imports = measured_imports()
    floors = floors_of(imports)
    name = "Evenlode's packages, each floor importing only from the floors below it"
    text = page(
        "The house",
        "the folders under src/evenlode and the imports measured in them",
        f"![{name}](house.svg)",
        "A room imports only from the floors below it. On the right stand the rooms that touch rows, on the left those "
        "that judge, pay and tell. The drawing leaves out an arrow that others already imply; the table has them all. "
        "The rules stand in `pyproject.toml` under import-linter, and a check keeps them.",
        table(["room", "what it is", "imports"], (_room(room, imports) for floor in floors for room in floor)),
        *(_modules(room) for floor in floors for room in floor if (SOURCE / room).is_dir()),
    )
    return {"house.md": text, "house.svg": drawing(floors, imports, name)}


def measured_imports() -> Imports:
    """Who imports whom, inside functions too, read from the code without running it.

    A room is a package or module that stands directly under evenlode.
    """
    graph = grimp.build_graph("evenlode", cache_dir=None)
    rooms = sorted(graph.find_children("evenlode"))
    return {
        room.removeprefix("evenlode."): {
            other.removeprefix("evenlode.")
            for other in rooms
            if other != room and graph.direct_import_exists(importer=room, imported=other, as_packages=True)
        }
        for room in rooms
    }


def floors_of(imports: Imports) -> list[list[str]]:
    """The rooms by floor, the top floor first: a room stands one floor above the highest room it imports.

    Raises ValueError where two rooms import each other, directly or round a corner.
    """
    height: dict[str, int] = {}
    while len(height) < len(imports):
        ready = [room for room in imports if room not in height and imports[room] <= height.keys()]
        if not ready:
            raise ValueError(f"these packages import each other in a circle: {sorted(imports.keys() - height.keys())}")
        height.update({room: 1 + max((height[below] for below in imports[room]), default=-1) for room in ready})
    return [sorted(room for room in height if height[room] == floor) for floor in range(max(height.values()), -1, -1)]


def _room(room: str, imports: Imports) -> tuple[str, str, str]:
    file = SOURCE / room / "__init__.py" if (SOURCE / room).is_dir() else SOURCE / f"{room}.py"
    name = f"[`{room}`](#{room})" if (SOURCE / room).is_dir() else f"`{room}`"
    return name, _says(file), ", ".join(sorted(imports[room])) or "nothing of ours"


def _modules(room: str) -> str:
    files = sorted((SOURCE / room).rglob("*.py"), key=lambda file: (file.parent, file.name))
    named = [file for file in files if file.name != "__init__.py"]
    rows = ((f"`{file.relative_to(SOURCE / room).as_posix()}`", _says(file)) for file in named)
    return f"## {room}\n\n{_says(SOURCE / room / '__init__.py')}\n\n" + (
        table(["file", "what it is"], rows) if named else ""
    )


def _says(file: Path) -> str:
    return first_line(ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))) if file.exists() else ""
