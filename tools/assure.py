"""The slow proofs, with their wide settings in one place: python3 start.py assure [PROOF ...]."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
JOURNEYS = "tests/web/journeys"
ATTACKS = "tests/generative/test_disclosure_attack.py"


@dataclass(frozen=True)
class Proof:
    """One proof: its name, what it does, the arguments of Python that run it, and the settings that make it wide."""

    name: str
    says: str
    command: tuple[str, ...]
    settings: tuple[tuple[str, str], ...] = ()


PROOFS = (
    Proof(
        "generative",
        "10,000 contracts drawn at random, and the states of their statements in every order",
        ("-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "tests/generative", f"--ignore={ATTACKS}"),
        (("EVENLODE_EXAMPLES", "10000"),),
    ),
    Proof(
        "attacks",
        "200 sequences of releases attacked for what they hide",
        ("-m", "pytest", "-q", ATTACKS),
        (("EVENLODE_ATTACKS", "200"),),
    ),
    Proof("journeys", "the web app in a real browser, page by page and role by role", ("-m", "pytest", "-q", JOURNEYS)),
    Proof("spark", "every measure written and parsed as Spark SQL", ("tools/assure_spark.py",)),
    Proof("mutation", "each operator and number of payment changed in turn", ("tools/mutate_payment.py",)),
)


def main(arguments: list[str]) -> int:
    """Run the proofs named, or all, each to its end; exit code 1 where one fails, 2 where one is not known."""
    known = {proof.name: proof for proof in PROOFS}
    if unknown := [name for name in arguments if name not in known]:
        print(f"{', '.join(unknown)}: no such proof; there are {', '.join(known)}", file=sys.stderr)
        return 2
    report = []
    for proof in [known[name] for name in arguments] or PROOFS:
        print(f"== {proof.name}: {proof.says}", flush=True)
        start = time.monotonic()
        done = subprocess.run([sys.executable, *proof.command], cwd=ROOT, env=os.environ | dict(proof.settings))
        passed = done.returncode == 0
        minutes = (time.monotonic() - start) / 60
        report.append((passed, f"{'ok' if passed else 'FAILED':<7}{proof.name:<12}{minutes:6.1f} min"))
    print("\n" + "\n".join(line for _, line in report))
    return 0 if all(passed for passed, _ in report) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
