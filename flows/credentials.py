"""Credentials for buckets that lie in a block of Prefect and not in the environment of the workers."""

import json
import os
from typing import Any, cast

from prefect.blocks.system import Secret

from tasks.core.errors import WrongCallError
from tasks.store.objects import CREDENTIALS


def use_credentials(block: str | None) -> None:
    """Put what a Secret block holds into the environment of this process, and so of its worker processes.

    They are nowhere else: settings and manifests have the name of the block. Raises WrongCallError when there is no
    such block or it holds something else.
    """
    if block is None:
        return
    try:
        loaded = cast("Secret[Any]", Secret.load(block.removeprefix("secret/")))
    except ValueError as error:
        raise WrongCallError(f"there is no Secret block {block} on the Prefect server; make it there first") from error
    variables = _parse(loaded.get())
    if not variables or not all(name.startswith(CREDENTIALS) for name in variables):
        raise WrongCallError(
            f"the Secret block {block} is to hold a JSON object of variables whose names begin with "
            + ", ".join(CREDENTIALS)
        )
    os.environ.update(variables)


def _parse(held: object) -> dict[str, str]:
    try:
        found = json.loads(held) if isinstance(held, str) else held
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}
