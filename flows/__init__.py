"""What runs, in which order and over which shards; no text logic."""

import os

# Nothing about a run leaves the machine. Prefect reads these when it is imported, so they stand here.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
