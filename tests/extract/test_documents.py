"""Own documents of farms, ports, schools, courts, companies and more, in both scripts and English, read as a whole."""

from .measure_documents import FOLDER, measure, shares

LEAST = {
    "found": 0.94, "value": 0.94, "unit": 0.94, "qualifier": 0.94, "measure": 0.96, "direction": 0.97,
    "base_period": 0.97, "time": 0.84, "place": 0.92, "modality": 0.97, "metric": 0.91, "actor": 0.87,
    "metric_key": 0.93,
    "refused": 0.95, "stated": 0.75, "extra": 0.95,
}  # fmt: skip
"""After mending with them in view. At first sight value, value with unit and qualifier, measure, time, place, modality,

metric and actor were .94 .90 .96 .72 .68 .98 .77 .63 on the 251 figures of farms_… and weather_…; .98 .98 .97 .77 .90
.97 .95 .86 on the 118 of rail_…, which was written after those were mended; .95 .92 1 .71 .82 .94 1 1 on the 39 of
museums_…, written after them. steppe_…, hongkong_… and press_… came later and are labelled in full:
F1 of value .982 .970 .912, with unit and qualifier .982 .931 .879 at first sight, 1 of 37 look-alikes read; schools_…, written after those were
mended: F1 .968, with unit .943, with qualifier .924, none of 25 look-alikes; time .81, place .75, metric .86, actor .84.
customs_…, written last and never mended for: F1 .90, all that is read right in value, unit and qualifier; bare numbers whose
noun stands in another clause (nearly double the 3.5 million) are what is missed.

courts_… is Chinese in both scripts, twelve documents and five that were written when those were mended. At first sight F1 was
.977 .960 .960, then .985 .985 .985; time .68 then .89, place .95 and .985, modality .98 and .94, metric .95 and .94, actor
.44 of 18 and 2 of 4; 26 of 46 keys and 29 of 32, 4 of 34 given ones wrong and 2 of 40.
Of English alone, ferries_… at first sight: 164 of 194 figures found, F1 .909, with unit .881, with qualifier .875, metric .85,
actor .59; shares_…, written after those were mended: 61 of 79, F1 .871 .829 .829, metric .92, actor .44.
indices_… (Chinese in both scripts, indices, magnitudes, fiscal years of Hong Kong, days of a month; 62 figures in full): F1 .897 in all
three at first sight, time 16 of 32, metric 41 of 45, keys 1 of 4, both look-alikes read;
of its last four documents, written when those were mended, F1 .938 in all three, time 10 of 12, metric 23 of 26, keys 3 of 3.
honours_… holds statements: 14 of 18 at first sight, none of 3 look-alikes.
"""


def test_documents() -> None:
    outcomes = measure(sorted(FOLDER.glob("*.txt")))
    for field, (right, judged) in shares(outcomes).items():
        assert right >= LEAST[field] * judged, field
