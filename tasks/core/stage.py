"""What a stage is: a pure function from named tables to named tables."""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa

Tables = dict[str, pa.Table]
StageFunction = Callable[[Mapping[str, pa.Table], Any], Tables]
"""(tables by name, settings of the stage) -> tables by name, `rejects` among them where there are any."""
