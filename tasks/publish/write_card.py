"""The card of a version: README.md with what it holds, from where, how much, how good, and how to read it.

The head follows the cards of data sets that hubs and catalogues read (https://huggingface.co/docs/hub/datasets-cards).
"""

import json
from collections.abc import Iterator

from ..schema import PUBLISHED
from ..store.versions import Manifest

MAX_VALUES_SHOWN = 8
NO_LICENCE = "not stated (set `licence` of the stage publish)"
LANGUAGES = {"en": "en", "zh": "zh", "zh-Hans": "zh", "zh-Hant": "zh"}
READERS = """\
Each table is a folder of Parquet files. Nothing in this folder changes any more: name its files, and read them as long
as you like. From inside the folder:

```python
import pyarrow.parquet as pq
facts = pq.read_table("facts", partitioning=None)
```

```python
import pandas as pd
facts = pd.read_parquet("facts", partitioning=None)
```

```python
import polars as pl
facts = pl.read_parquet("facts/*.parquet")
```

```python
import duckdb
facts = duckdb.sql("SELECT * FROM 'facts/*.parquet'")
```

`dictionary.json` explains every column. `views.sql` makes a DuckDB view of each table and `sources.yml` a dbt source
with tests, both over the files of this version by their full path. `manifest.json` has the digest of each file (sha256)
and of the rows of each table, all settings, and the versions of the code and its libraries. `hedui verify` checks
them."""


def write_card(manifest: Manifest) -> str:
    """The text of README.md."""
    parts = [_write_head(manifest), f"# Version {manifest['version']}", _write_origin(manifest)]
    parts += ["## Tables", _write_tables(manifest)]
    changes = list(_write_changes(manifest))
    parts += ["## Changes", "\n".join(changes)] if changes else []
    quality = list(_write_quality(manifest))
    parts += ["## What was found, and how sure it is", "\n".join(quality)] if quality else []
    parts += ["## Licence", f"Of the documents: {manifest.get('licence') or NO_LICENCE}.", "## How to read it", READERS]
    return "\n\n".join(parts) + "\n"


def _write_head(manifest: Manifest) -> str:
    """YAML for tools; texts are written as JSON, which is YAML."""
    found = manifest.get("profile", {}).get("segments", {}).get("lang", {})
    languages = sorted({LANGUAGES[lang] for lang in found if lang in LANGUAGES})
    lines = ["---", f"license: {json.dumps(manifest.get('licence') or 'unknown', ensure_ascii=False)}"]
    lines += [f"language: {json.dumps(languages)}", "configs:"]
    for name in manifest["tables"]:
        lines += [f"  - config_name: {name}", f"    data_files: {name}/*.parquet"]
    return "\n".join([*lines, "---"])


def _write_origin(manifest: Manifest) -> str:
    named = ", ".join(f"`{name}`" for name in manifest["run"].get("inputs", [])) or "an input that was not recorded"
    found = manifest.get("inputs")
    what = f" ({found['documents']:,} documents, {found['bytes'] / 1e6:,.1f} MB)" if found else ""
    libraries = manifest["run"].get("libraries", {})
    made = f" by hedui {libraries['hedui']}" if "hedui" in libraries else ""
    return (
        "Documents in Chinese and English, repaired, cut into segments, aligned, with the facts they state and whether "
        f"both languages agree. Made from {named}{what}{made} at {manifest['created_at']}.\n"
        f"Before it: {manifest['parent'] or 'none'}."
    )


def _write_tables(manifest: Manifest) -> str:
    lines = ["| table | rows | MB | what it holds |", "|---|---:|---:|---|"]
    for name, entry in manifest["tables"].items():
        size = sum(part["bytes"] for part in entry["parts"]) / 1e6
        lines.append(f"| `{name}` | {entry['rows']:,} | {size:,.1f} | {PUBLISHED[name].description} |")
    return "\n".join(lines)


def _write_changes(manifest: Manifest) -> Iterator[str]:
    for name, counts in (manifest.get("changes") or {}).items():
        yield f"- {name}: " + ", ".join(f"{count:,} {change}" for change, count in counts.items())
    if manifest.get("changes"):
        yield f"\nSince {manifest['parent']}; `hedui diff {manifest['parent']} {manifest['version']}` lists them."


def _write_quality(manifest: Manifest) -> Iterator[str]:
    for name, found in manifest.get("profile", {}).items():
        for column, counts in found.items():
            if isinstance(counts, dict) and counts:
                yield f"- {name} by {column}: {_list_counts(counts)}"
            elif not isinstance(counts, dict):
                yield f"- {name}: {column.replace('_', ' ')} {counts:.3f} (estimated share of rows that are right)"


def _list_counts(counts: dict[str, int]) -> str:
    shown = [f"{value} {count:,}" for value, count in list(counts.items())[:MAX_VALUES_SHOWN]]
    rest = sum(list(counts.values())[MAX_VALUES_SHOWN:])
    return ", ".join([*shown, f"others {rest:,}"] if rest else shown)
