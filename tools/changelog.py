"""The changelog: one fragment a change in changelog.d, gathered into CHANGELOG.md when a version is released.

python -m tools.changelog --check              every fragment is well formed
python -m tools.changelog --release 0.2.0 2026-12-01   gather them under a version; a second call changes nothing
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRAGMENTS = ROOT / "changelog.d"
CHANGELOG = ROOT / "CHANGELOG.md"

NAME = re.compile(r"(\d{8})-[a-z0-9]+(-[a-z0-9]+)*\.md")
FORM = re.compile(
    r"---\nimpact:\n  periods: (.+)\n  indicators: (.+)\n  statements: (.+)\n---\n+# (.+)\n+((?:.|\n)+)",
)
FORM_SAID = """front lines between two ---, then '# Title', then what changed; the front lines are
  impact:
    periods: which, or none
    indicators: which, or none
    statements: which, or none"""


@dataclass(frozen=True)
class Fragment:
    """One change: which periods, indicators and statements it touches, what it is called and what it does."""

    periods: str
    indicators: str
    statements: str
    title: str
    body: str

    def __str__(self) -> str:
        touched = f"periods: {self.periods}; indicators: {self.indicators}; statements: {self.statements}"
        return f"### {self.title}\n\n*Impact: {touched}.*\n\n{self.body.strip()}\n"


def read_fragment(name: str, text: str) -> Fragment:
    """A fragment from its file. Raises ValueError with what is wrong and what to write."""
    day = NAME.fullmatch(name)
    if day is None:
        raise ValueError(f"{name}: call it YYYYMMDD-what-changed.md")
    try:
        date.fromisoformat(f"{day[1][:4]}-{day[1][4:6]}-{day[1][6:]}")
    except ValueError:
        raise ValueError(f"{name}: {day[1]} is not a date") from None
    found = FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"{name}: write {FORM_SAID}")
    return Fragment(*found.groups())


def read_all(folder: Path) -> tuple[list[Fragment], list[str]]:
    """The fragments in order of their names, and what is wrong with those that cannot be read."""
    fragments, wrong = [], []
    for file in sorted(folder.glob("*.md")):
        try:
            fragments.append(read_fragment(file.name, file.read_text(encoding="utf-8")))
        except ValueError as error:
            wrong.append(str(error))
    return fragments, wrong


def gathered(changelog: str, fragments: list[Fragment], version: str, day: str) -> str:
    """The changelog with the fragments under their version, newest first; what stands in it is not added twice."""
    new = [str(fragment) for fragment in fragments if str(fragment) not in changelog]
    if not new:
        return changelog
    heading = f"## {version}, {day}\n"
    if heading in changelog:
        before, after = changelog.split(heading, 1)
        return before + heading + "\n" + "\n".join(new) + after
    top, _, rest = changelog.partition("\n## ")
    section = "\n".join([top.rstrip() + "\n", heading, *new])
    return section + (f"\n## {rest}" if rest else "")


def main(arguments: list[str]) -> int:
    """Exit code 1 where a fragment is not well formed, 2 where the call is not understood."""
    fragments, wrong = read_all(FRAGMENTS)
    for line in wrong:
        print(f"changelog.d/{line}", file=sys.stderr)
    if wrong:
        return 1
    if arguments == ["--check"]:
        print(f"{len(fragments)} changelog fragments are well formed")
        return 0
    if len(arguments) != 3 or arguments[0] != "--release":
        print(__doc__, file=sys.stderr)
        return 2
    text = gathered(CHANGELOG.read_text(encoding="utf-8"), fragments, *arguments[1:])
    CHANGELOG.write_bytes(text.encode())
    for file in FRAGMENTS.glob("*.md"):  # only now: a release that is cut short is simply called again
        file.unlink()
    print(f"{len(fragments)} fragments are in CHANGELOG.md under {arguments[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
