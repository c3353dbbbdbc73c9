"""Own documents of farms, ports, schools, courts, companies and more, in both scripts and English, read as a whole."""

from pathlib import Path

import pytest

from .measure_documents import FOLDER, measure, shares

LEAST = {
    "found": 0.98, "value": 0.98, "unit": 0.97, "qualifier": 0.98, "measure": 0.98, "direction": 0.98,
    "base_period": 0.97, "time": 0.88, "place": 0.95, "modality": 0.98, "metric": 0.92, "actor": 0.88,
}  # fmt: skip
"""After mending with them in view. At first sight: of the 251 figures of the first two files, value .94, with unit and

qualifier .90, measure .96, time .72, place .68, modality .98, metric .77, actor .63; of the 118 of the third, written
after those were mended, .98, .98, .97, .77, .90, .97, .95, .86.
"""


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_documents(path: Path) -> None:
    for field, (right, judged) in shares(measure([path])).items():
        assert right >= LEAST[field] * judged, field
