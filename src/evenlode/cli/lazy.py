"""Commands found by file: names and first lines are listed without importing them; one is imported when called."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def first_line(file: Path) -> str:
    """The first line of a module's docstring, read as text."""
    with file.open(encoding="utf-8") as lines:
        return lines.readline().strip().strip('"')


def name_of(file: Path) -> str:
    """What the command in a file is called: `import_.py` holds `import`, a word that no module can be named by."""
    return file.stem.rstrip("_").replace("_", "-")


class LazyCommand(TyperCommand):
    """What the list of commands shows of a file, and the way to the command inside it."""

    def __init__(self, file: Path, package: str) -> None:
        super().__init__(name_of(file), help=first_line(file), rich_markup_mode=None)
        self.module = f"{package}.{file.stem}"

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context of the real command: from here on Typer parses, completes and calls that one."""
        return self._real().make_context(info_name, args, parent, **extra)

    def _real(self) -> Any:
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        function = importlib.import_module(self.module).command
        text = f"{self.help}\n\n{inspect.getdoc(function)}"
        alone.command(name=self.name, help=text, context_settings=HELP_NAMES)(function)
        return typer.main.get_command(alone)


class LazyGroup(TyperGroup):
    """The commands of one folder. A folder inside it is a group of its own, with the same rule."""

    folder: Path
    package: str

    def __init__(self, *, folder: Path | None = None, package: str = "", **attributes: Any) -> None:
        super().__init__(**{**attributes, "rich_markup_mode": None})
        self.folder, self.package = folder or self.folder, package or self.package
        for path in sorted(self.folder.iterdir()):
            if path.suffix == ".py" and path.stem != "__init__":
                self.add_command(LazyCommand(path, self.package))
            elif (path / "__init__.py").is_file():
                self.add_command(self._folder(path))

    def _folder(self, path: Path) -> LazyGroup:
        return LazyGroup(
            folder=path,
            package=f"{self.package}.{path.name}",
            name=path.name.replace("_", "-"),
            help=first_line(path / "__init__.py"),
            no_args_is_help=True,
            context_settings=HELP_NAMES,
        )
