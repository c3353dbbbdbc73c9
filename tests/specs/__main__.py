"""Measure the number Specs: `python -m tests.specs FOLDER [--misses]`; FOLDER holds Chinese/ and English/."""

import argparse
from pathlib import Path

from .measure_dates import measure_dates
from .measure_specs import measure_specs


def main() -> None:
    """Print cases passed of each spec, and on request those that are not."""
    parser = argparse.ArgumentParser(prog="python -m tests.specs", description=__doc__)
    parser.add_argument("folder", type=Path, help="the Specs of Recognizers-Text, with Chinese/ and English/")
    parser.add_argument("--misses", action="store_true", help="show each case that is not read as it asks")
    arguments = parser.parse_args()
    for name, cases in (measure_specs(arguments.folder) | measure_dates(arguments.folder)).items():
        print(f"{name:28} {sum(case.is_passed for case in cases):4} of {len(cases):4}")
        for case in cases if arguments.misses else ():
            if not case.is_passed:
                print("   ", case.text[:100], case.expected, case.found)


if __name__ == "__main__":
    main()
