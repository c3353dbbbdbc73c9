"""As a program: publish the shards that a file names, and say what that took. Apart, so that its memory can be measured.

`python -m tests.bench.publish_large STORE OUTPUT`, where STORE/upstream.json has the references.
"""

import json
import sys
from pathlib import Path

from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.store.artifacts import ArtifactStore


def main() -> None:
    """Publish."""
    store, output = Path(sys.argv[1]), Path(sys.argv[2])
    upstream = json.loads((store / "upstream.json").read_bytes())
    publish_version(ArtifactStore(store), upstream, output, PublishSettings(), {"inputs": ["copies"]})


if __name__ == "__main__":
    main()
