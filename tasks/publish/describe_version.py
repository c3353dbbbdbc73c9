"""The files that explain a version to people and to tools: README.md, dictionary.json, views.sql."""

import json
from pathlib import Path

from ..schema import PUBLISHED, Table
from ..store.versions import Manifest


def describe(manifest: Manifest, folder: Path) -> dict[str, bytes]:
    """Contents by file name. `folder` is where the version will lie."""
    return {
        "README.md": write_readme(manifest).encode(),
        "dictionary.json": write_dictionary().encode(),
        "views.sql": write_views(manifest, folder).encode(),
    }


def write_dictionary() -> str:
    """Every table with its columns: type, unit, whether nulls occur, meaning, keys."""
    tables = {name: _describe_table(table) for name, table in PUBLISHED.items()}
    return json.dumps(tables, indent=1, ensure_ascii=False) + "\n"


def write_views(manifest: Manifest, folder: Path) -> str:
    """SQL for DuckDB: one view a table, over the files of this very version."""
    statements = []
    for name, entry in sorted(manifest["tables"].items()):
        files = ", ".join(_quote(str(folder / part["path"])) for part in entry["parts"])
        statements.append(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{files}]);")  # noqa: S608  # our own names
    return "\n".join(statements) + "\n"


def write_readme(manifest: Manifest) -> str:
    """What the version holds and how to read it."""
    rows = [
        f"| `{name}` | {manifest['tables'][name]['rows']} | {table.description} |" for name, table in PUBLISHED.items()
    ]
    inputs = ", ".join(f"`{name}`" for name in manifest["run"].get("inputs", []))
    return "\n".join(
        [
            f"# Version {manifest['version']}",
            "",
            f"Made from {inputs or 'an input that was not recorded'} at {manifest['created_at']}.",
            f"Before it: {manifest['parent'] or 'none'}.",
            "",
            "| table | rows | what it holds |",
            "|---|---|---|",
            *rows,
            "",
            "Each table is a folder of Parquet files; `dictionary.json` explains the columns, `manifest.json` has the",
            "digests, `views.sql` makes a DuckDB view of each table. Nothing in this folder changes any more.",
            "",
            "    import pyarrow.parquet as pq",
            '    facts = pq.read_table("facts", partitioning=None)',
            "",
        ]
    )


def _describe_table(table: Table) -> dict[str, object]:
    columns = [
        {
            "name": column.name,
            "type": str(column.type),
            "unit": column.unit,
            "nullable": column.nullable,
            "description": column.description,
        }
        for column in table.columns
    ]
    return {
        "description": table.description,
        "schema_version": table.version,
        "key": list(table.key),
        "references": dict(table.references),
        "columns": columns,
    }


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
