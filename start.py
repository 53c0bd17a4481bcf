#!/usr/bin/env python3
"""All a newcomer runs: makes the environment in .venv, shows the demo, runs every check. Standard library only."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "evenlode.stamp"
LOCKS = {"run": ROOT / "locks" / "run.txt", "test": ROOT / "locks" / "test.txt"}
SERVES = {"run": ("run", "test"), "test": ("test",)}  # an environment made for tests also runs the demo

HELP = """usage: python3 start.py COMMAND

  setup [--test]           make .venv (with --test, with what the checks need)
  demo [--no-serve] [...]  run the demo contract and serve what comes of it
  test [PYTEST ARGS]       everything CI runs
  assure [PROOF ...]       the slow proofs: generative, attacks, journeys (needs Chromium), spark, mutation
  fix                      format, mend what the linter can mend, write the generated pages again
  docs                     build the documentation into site/
  bench [--people N,N]     our run beside hand-written SQL for the same cells, as ratios
  lock [UV ARGS]           resolve locks/ again from pyproject.toml (needs uv)"""

# Each check that `test` runs: what it is, and the Python arguments that run it.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as check; check(['--no-logo', '--no-cache'])"
BEFORE_TESTS = [
    ("formatting", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "."]),
    ("import directions", ["-c", LINT_IMPORTS]),
    ("types", ["-m", "mypy"]),
    ("changelog fragments", ["-m", "tools.changelog", "--check"]),
    ("generated pages", ["-m", "tools.generate", "--check"]),
]
PYTEST = ["-n", "2", "--dist", "loadfile"]

# Settings of a machine that would send packages elsewhere than .venv, refuse this folder, or start another Python.
NOT_FOR_US = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES", "PIP_DRY_RUN"}
NOT_FOR_US |= {"PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH"}

# One lock for every Python from 3.11 and every system, without the address of whoever's index it was resolved from.
UV_OPTIONS = ["--quiet", "--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url"]
UV_OPTIONS += ["--no-emit-find-links", "--custom-compile-command=python3 start.py lock"]

SYSTEM_LIBRARIES = {"libstdc++.so.6": "libstdc++6", "libgcc_s.so.1": "libgcc-s1", "libz.so.1": "zlib1g"}
COMPILED = "import duckdb, numpy, pyarrow, pydantic, scipy, yaml"


class Stop(Exception):  # noqa: N818 - the work stops here; the message says what is missing and how to get it
    """What is missing, and the command that installs it, in one sentence."""


class Misuse(Stop):
    """A command was given what it does not take."""


def say(line: str) -> None:
    """One line of progress, at once, even into a pipe."""
    print(line, flush=True)


# The environment


def python() -> Path:
    """The environment's own Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def call(*command: str | Path, cwd: Path | None = ROOT) -> int:
    """Run a program as the caller sees it and give its exit code."""
    return subprocess.run(command, env=environment(), cwd=cwd).returncode


def call_quietly(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says."""
    return subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, text=True, errors="replace")


def environment() -> dict[str, str]:
    """The caller's environment, without the settings that would lead Python or pip out of .venv."""
    return {key: value for key, value in os.environ.items() if key not in NOT_FOR_US}


def last_lines(done: subprocess.CompletedProcess[str], count: int = 8) -> str:
    """The end of what a program said, errors last."""
    return "\n".join(f"  {line}" for line in (done.stdout + done.stderr).strip().splitlines()[-count:])


def digest(kind: str) -> str:
    """SHA-256 of what an environment is made from: its lock, pyproject.toml and the folder it stands in."""
    found = hashlib.sha256(str(ROOT).encode())
    for source in (LOCKS[kind], ROOT / "pyproject.toml"):
        found.update(source.read_bytes())
    return found.hexdigest()


def stamped() -> tuple[str, str] | None:
    """Which lock the environment was made from and its digest, or None if none was ever finished."""
    try:
        kind, made_from = STAMP.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return (kind, made_from) if kind in LOCKS and python_starts() else None


def python_starts() -> bool:
    """False after the Python that made .venv was removed or replaced."""
    return python().exists() and call_quietly(python(), "-c", "").returncode == 0


def is_ready(kind: str) -> bool:
    """True where .venv is finished, made from today's files, and good for this kind of work."""
    found = stamped()
    return found is not None and found[0] in SERVES[kind] and found[1] == digest(found[0])


def make_ready(kind: str) -> None:
    """Make or mend .venv: one lock's packages and this folder. Does nothing where that is done already."""
    if is_ready(kind):
        return
    if found := stamped():
        kind = "test" if "test" in (kind, found[0]) else "run"  # what a developer has installed is kept
        say("Bringing .venv up to date")
    else:
        say("Making .venv again: the last set-up did not finish" if VENV.exists() else "Making .venv")
        make_venv()
    STAMP.unlink(missing_ok=True)  # from here until the last line .venv counts as unfinished
    say(f"Installing locks/{kind}.txt, every file checked against its hash (a minute or two the first time)")
    pip("--require-hashes", "-r", str(LOCKS[kind]))
    say("Installing Evenlode from this folder")
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    check_system_libraries()
    STAMP.write_text(f"{kind} {digest(kind)}\n", encoding="ascii")


def make_venv() -> None:
    """An empty .venv in place of none or of an unfinished one."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Stop("Python's venv module is missing: install it with  sudo apt-get install python3-venv")
    base = getattr(sys, "_base_executable", sys.executable)  # an activated .venv must not be asked to delete itself
    made = call_quietly(base, "-m", "venv", "--clear", VENV)
    if made.returncode:
        raise Stop(f"{last_lines(made)}\n.venv could not be made: mend what the lines above say and call again")


def pip(*arguments: str) -> None:
    """Run pip install in .venv; on failure give its last lines and what to try."""
    done = call_quietly(python(), "-m", "pip", "--disable-pip-version-check", "install", "--no-user", *arguments)
    if done.returncode == 0:
        return
    if re.search(r"ConnectionError|ProxyError|SSLError|[Tt]imed out|No matching distribution", done.stderr):
        advice = "The package index cannot be reached or lacks a package: check the network, or set PIP_INDEX_URL"
    else:
        advice = "pip could not install: mend what the lines above say"
    raise Stop(f"{last_lines(done)}\n{advice}, and call again")


def check_system_libraries() -> None:
    """Start every compiled package once: a library the machine lacks is named now, not in a later traceback."""
    done = call_quietly(python(), "-c", COMPILED)
    if done.returncode == 0:
        return
    missing = re.search(r"(lib[\w+.-]+\.so[.\d]*): cannot open shared object file", done.stderr)
    if missing is None:
        raise Stop(f"{last_lines(done)}\nAn installed package does not start: mend what the lines above say")
    package = SYSTEM_LIBRARIES.get(missing[1], f"the package that holds {missing[1]}")
    raise Stop(f"The system library {missing[1]} is missing: install it with  sudo apt-get install {package}")


# The commands


def setup(arguments: list[str]) -> int:
    """Make the environment and nothing else."""
    if arguments not in ([], ["--test"]):
        raise Misuse("setup takes nothing but --test")
    make_ready("test" if arguments else "run")
    say("Ready: python3 start.py demo")
    return 0


def demo(arguments: list[str]) -> int:
    """The demo contract, in the folder the caller stands in; `evenlode demo` itself ends with where the report is."""
    make_ready("run")
    return call(python().with_name("evenlode.exe" if os.name == "nt" else "evenlode"), "demo", *arguments, cwd=None)


def test(arguments: list[str]) -> int:
    """Every check in turn, to the end, whatever fails on the way."""
    make_ready("test")
    checks = [
        *BEFORE_TESTS,
        ("tests", ["-m", "pytest", *(arguments or PYTEST)]),
        ("documentation", ["-m", "tools.site"]),
    ]
    report = []
    for name, command in checks:
        say(f"== {name}")
        start = time.monotonic()
        passed = call(python(), *command) == 0
        report.append((passed, f"{'ok' if passed else 'FAILED':<7}{name:<22}{time.monotonic() - start:6.1f} s"))
        say(report[-1][1])
    say("\n" + "\n".join(line for _, line in report))
    return 0 if all(passed for passed, _ in report) else 1


def assure(arguments: list[str]) -> int:
    """The slow proofs, which CI does not run on every change."""
    make_ready("test")
    return call(python(), "-m", "tools.assure", *arguments)


def fix(arguments: list[str]) -> int:
    """What a machine can put right before a commit."""
    if arguments:
        raise Misuse("fix takes nothing more")
    make_ready("test")
    steps = (["-m", "ruff", "check", "--fix", "."], ["-m", "ruff", "format", "."], ["-m", "tools.generate"])
    return max([call(python(), *step) for step in steps])


def docs(arguments: list[str]) -> int:
    """The documentation as a site."""
    if arguments:
        raise Misuse("docs takes nothing more")
    make_ready("test")
    return call(python(), "-m", "tools.site")


def bench(arguments: list[str]) -> int:
    """The speed figures; exit code 1 where one cell differs from the hand-written SQL."""
    make_ready("run")
    return call(python(), "-m", "benchmarks", *arguments)


def lock(arguments: list[str]) -> int:
    """Both locks; the test lock is held to the versions of the run lock."""
    uv = shutil.which("uv")
    if uv is None:
        raise Stop("uv is missing: install it with  python3 -m pip install uv  and call again")
    extras = {"run": ["--extra=build"], "test": ["--extra=build", "--extra=test", "--constraint=locks/run.txt"]}
    for kind, options in extras.items():
        output = f"--output-file=locks/{kind}.txt"
        if call(uv, "pip", "compile", "pyproject.toml", *UV_OPTIONS, *options, output, *arguments):
            raise Stop(f"uv could not resolve locks/{kind}.txt: mend what it says above")
        say(f"Wrote locks/{kind}.txt")
    return 0


COMMANDS = {
    "setup": setup,
    "demo": demo,
    "test": test,
    "assure": assure,
    "fix": fix,
    "docs": docs,
    "bench": bench,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Exit codes: 0 fine, 1 failed, 2 not understood, 130 stopped by Ctrl-C."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(HELP)
        return 0
    if arguments[0] not in COMMANDS:
        say(f'"{arguments[0]}" is not a command.\n\n{HELP}')
        return 2
    try:
        check_python(sys.version_info[:2])
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2 if isinstance(stop, Misuse) else 1
    except KeyboardInterrupt:
        print("\nStopped. The next call mends whatever was left half done.", file=sys.stderr)
        return 130


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old, in words that the old Python can still print."""
    if version < (3, 11):
        found = ".".join(str(part) for part in version)
        raise Stop(
            f"Evenlode needs Python 3.11 or newer and this is {found}: install one "
            "(Debian, Ubuntu: sudo apt-get install python3.11 python3.11-venv; macOS: brew install python@3.13; "
            "Windows: winget install Python.Python.3.13) and call start.py with it"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
