"""The number of a line, by which the same line is found in other documents of a run.

The upper bits are a digest of the text, the lower eight say how much prose the line is, which the same text always is:
so the number alone tells whether two documents share more than the frame of a site.
"""

from hashlib import blake2b

MAX_CHARS = 400
"""Code points of a line that is counted; what frames the pages of a site is shorter."""
WEIGHT_BITS = 8
MAX_WEIGHT = (1 << WEIGHT_BITS) - 1
_ENDS = tuple("。！？!?.…；;”」』）)")
_BYTES_PER_WEIGHT, _MIN_PROSE_BYTES = 8, 36
Keys = dict[str, int]
"""Line -> its number, for the same lines stand in many documents."""


def key_line(line: str, known: Keys | None = None) -> int:
    """The number of a line without blanks around it, below 2**63; `known` are those of lines that were seen before."""
    known = {} if known is None else known
    if line not in known:
        content = line.encode("utf-8", "surrogatepass")
        digest = int.from_bytes(blake2b(content, digest_size=8).digest(), "big") >> (1 + WEIGHT_BITS)
        known[line] = digest << WEIGHT_BITS | _weigh(line, len(content))
    return known[line]


def _weigh(line: str, n_bytes: int) -> int:
    """How much prose a line is: its bytes in eights, up to 255; 0 for a short line or one that closes no sentence."""
    if n_bytes < _MIN_PROSE_BYTES or not line.endswith(_ENDS):
        return 0
    return min(MAX_WEIGHT, n_bytes // _BYTES_PER_WEIGHT)
