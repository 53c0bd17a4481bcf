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
    Proof(
        "signing",
        "two people who sign at once leave one signature, 100 times",
        ("-m", "pytest", "-q", "tests/web/shell/test_faults.py", "-k", "t15"),
        (("EVENLODE_SIGNINGS", "100"),),
    ),
    Proof(
        "uploads", "50 MB are not held in memory, and a killed server leaves nothing", ("-m", "tools.assure_uploads")
    ),
    Proof(
        "api",
        "1,000 things that programs may send by mistake or on purpose",
        ("-m", "pytest", "-q", "tests/web/shell/test_api_generated.py"),
        (("EVENLODE_EXAMPLES", "10000"),),
    ),
    Proof(
        "postgres",
        "a real PostgreSQL as a source: the same figures as from files; cut and killed",
        ("-m", "tools.assure_postgres"),
    ),
    Proof("web-postgres", "people, sessions and jobs in a real PostgreSQL", ("-m", "tools.assure_postgres_web")),
    Proof("journeys", "the web app in a real browser, page by page and role by role", ("-m", "pytest", "-q", JOURNEYS)),
    Proof("spark", "every case of rows measured on Spark and on DuckDB, figure by figure", ("tools/assure_spark.py",)),
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
