"""The files that explain a version to people and to tools: dictionary.json, views.sql, sources.yml and the card."""

import json

import pyarrow as pa

from ..schema import PUBLISHED, Table
from ..store.locations import Location
from ..store.versions import Manifest
from .write_card import write_card

INDENT = "  "
PAGE_HEAD = """\
# Tables and columns

Made by `make columns` from the modules beside this page; the same is in `dictionary.json` of each version and in the
metadata of each Parquet file. A schema version is a patch for words, minor for a new column that may be null, major for
the rest. Rows of tables stand in the order of their documents; where rows ascend by `document_id`, that is the place of
the document in `documents`, not the text of its id."""


def describe(manifest: Manifest, folder: Location) -> dict[str, bytes]:
    """Contents by file name. `folder` is where the version will lie."""
    return {
        "README.md": write_card(manifest).encode(),
        "dictionary.json": write_dictionary().encode(),
        "views.sql": write_views(manifest, folder).encode(),
        "sources.yml": write_sources(manifest, folder).encode(),
    }


def write_dictionary() -> str:
    """Every table with its columns: type, unit, whether nulls occur, meaning, keys."""
    tables = {name: _describe_table(table) for name, table in PUBLISHED.items()}
    return json.dumps(tables, indent=1, ensure_ascii=False) + "\n"


def write_page() -> str:
    """The dictionary for people, in Markdown: every table and column of this release."""
    parts = [PAGE_HEAD]
    for table in PUBLISHED.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        order = f" Rows ascend by {', '.join(f'`{name}`' for name in table.order)}." if table.order else ""
        parts += [f"## {table.name} {table.version}", table.description, f"Key: {key}.{_list_references(table)}{order}"]
        parts.append(
            "\n".join(["| column | type | unit | null | meaning |", "|---|---|---|---|---|", *_list_columns(table)])
        )
    return "\n\n".join(parts) + "\n"


def _list_references(table: Table) -> str:
    found = ", ".join(f"`{column}` to `{target}`" for column, target in table.references)
    return f" References: {found}." if found else ""


def _list_columns(table: Table) -> list[str]:
    return [
        f"| `{column.name}` | {name_type(column.type)} | {column.unit or ''} | {'yes' if column.nullable else ''} | "
        f"{column.description.replace('|', chr(92) + '|')} |"
        for column in table.columns
    ]


def name_type(kind: pa.DataType) -> str:
    """The type in words that do not depend on the version of pyarrow."""
    if pa.types.is_list(kind):
        return f"list of {name_type(kind.value_type)}"
    if pa.types.is_map(kind):
        return f"map of {name_type(kind.key_type)} to {name_type(kind.item_type)}"
    return str(kind)


def write_views(manifest: Manifest, folder: Location) -> str:
    """SQL for DuckDB: one view a table, over the files of this very version."""
    views = [(name, _read_parquet(manifest, name, folder)) for name in sorted(manifest["tables"])]
    return "".join(f"CREATE OR REPLACE VIEW {name} AS FROM {files};\n" for name, files in views)


def write_sources(manifest: Manifest, folder: Location) -> str:
    """Sources of a dbt project on DuckDB, over the files of this very version, with tests of keys and nulls.

    Format: https://docs.getdbt.com/reference/source-properties; texts are written as JSON, which is YAML.
    """
    lines = ["version: 2", "sources:", f"{INDENT}- name: hedui", f"{INDENT * 2}tables:"]
    for name in manifest["tables"]:
        table = PUBLISHED[name]
        lines += [f"{INDENT * 3}- name: {name}", f"{INDENT * 4}description: {_text(table.description)}"]
        location = _text(_read_parquet(manifest, name, folder))
        lines += [f"{INDENT * 4}config:", f"{INDENT * 5}external_location: {location}", f"{INDENT * 4}columns:"]
        for column in table.columns:
            lines += [f"{INDENT * 5}- name: {column.name}", f"{INDENT * 6}description: {_text(column.description)}"]
            tests = [f"{INDENT * 7}- {test}" for test in _choose_tests(table, column.name)]
            lines += [f"{INDENT * 6}data_tests:", *tests] if tests else []
    return "\n".join(lines) + "\n"


def _choose_tests(table: Table, name: str) -> list[str]:
    """The generic tests of dbt that hold for a column; a reference inside a list is none that dbt can follow."""
    (column,) = (column for column in table.columns if column.name == name)
    tests = [] if column.nullable else ["not_null"]
    if table.key == (name,):
        tests.append("unique")
    target = dict(table.references).get(name)
    if target and str(column.type) == "string":
        to, field = target.split(".")
        tests.append(f"relationships: {{arguments: {{to: \"source('hedui', '{to}')\", field: {field}}}}}")
    return tests


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


def _read_parquet(manifest: Manifest, name: str, folder: Location) -> str:
    files = ", ".join(_quote(str(folder / part["path"])) for part in manifest["tables"][name]["parts"])
    return f"read_parquet([{files}])"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
