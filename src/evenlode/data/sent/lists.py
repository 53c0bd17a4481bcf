"""The code lists of what is sent, each with the version it is from, and how a list is said in a few words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from evenlode.data.codes import ACCOMMODATION_V4, CHECK_WORDS, CODE_LISTS


@dataclass(frozen=True, slots=True)
class SentList:
    """Codes and where they come from. padded: a code of one character gets its leading zero back."""

    name: str
    version: str
    codes: tuple[str, ...]
    padded: bool = False

    def __str__(self) -> str:
        """The codes, with runs of numbers as '00-08'."""
        runs: list[list[str]] = [[code] for code in self.codes[:1]]
        for last, code in pairwise(self.codes):
            if _follows(last, code):
                runs[-1].append(code)
            else:
                runs.append([code])
        return ", ".join(
            run[0] if len(run) == 1 else f"{run[0]}{'-' if len(run) > 2 else ', '}{run[-1]}" for run in runs
        )

    def has(self, code: str) -> bool:
        """True for a code of the list, also where it lost its leading zero."""
        return self.mended(code) in self.codes

    def mended(self, code: str) -> str:
        """The code with its leading zero."""
        return f"0{code}" if self.padded and len(code) == 1 else code


def _follows(last: str, code: str) -> bool:
    numbers = last.isdecimal() and code.isdecimal() and len(last) == len(code)
    return numbers and int(code) == int(last) + 1


def _held(list_name: str, said: str, version: str, padded: bool = False) -> SentList:
    """A list that the store has too."""
    return SentList(said, version, tuple(sorted(CODE_LISTS[list_name].codes)), padded)


CLUSTERS = _held("HoNOS cluster", "cluster", "MHSDS versions 4 and 5, AMHCareClustCodeFin; retired in version 6", True)
EMPLOYMENT = _held("employment status", "employment status", "MHSDS versions 5 and 6, EmployStatus", True)
ACCOMMODATION = SentList(
    "accommodation type",
    "MHSDS versions 5 and 6, AccommodationType; version 4, AccommodationStatusCode",
    (*sorted(CODE_LISTS["accommodation type"].codes), *ACCOMMODATION_V4),
    True,
)
SETTLED = _held("settled", "settled accommodation", "MHSDS versions 4 to 6, SettledAccommodationInd")
WARD_CLASSES = _held(
    "ward class", "ward class", "MHSDS version 5, HospitalBedTypeMH, and version 6, MHAdmittedPatientClass"
)
ROLES = _held("role", "role", "local feed of roles, version 1")
STRUCTURED = _held("structured", "structured", "local feed of roles, version 1")
ATTENDANCE = SentList("attendance", "MHSDS versions 5 and 6, AttendStatus", ("2", "3", "4", "5", "6", "7"))
PRIORITY = SentList("priority", "MHSDS versions 5 and 6, ClinRespPriorityType", ("1", "2", "3", "4"))
MECHANISM = SentList(
    "consultation mechanism",
    "MHSDS versions 4 to 6, ConsMechanismMH; 03 and 06 retired with version 5",
    ("01", "02", "03", "04", "05", "06", "09", "10", "11", "12", "13", "98"),
    True,
)
YES_NO = SentList("yes or no", "local feeds, version 1", ("no", "yes"))
CHECKS = SentList(
    "physical health",
    "local feed of physical health, version 1",
    tuple(sorted({*CODE_LISTS["physical health check"].codes, *CHECK_WORDS})),
)
CORRESPONDENCE = SentList(
    "correspondence", "local feed of correspondence, version 1", ("discharge", "outpatient", "part1", "part2")
)
