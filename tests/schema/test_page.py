from tasks.publish.describe_version import write_page
from tasks.schema import PUBLISHED
from tests.conftest import ROOT


def test_the_page_of_columns_is_the_one_that_is_made() -> None:
    page = (ROOT / "tasks" / "schema" / "README.md").read_text(encoding="utf-8")
    assert page == write_page(), "run `make columns` (hedui dictionary > tasks/schema/README.md)"


def test_the_page_has_every_column() -> None:
    page = write_page()
    for table in PUBLISHED.values():
        section = page.split(f"## {table.name} ")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` | " in section
            assert column.description.replace("|", "\\|") in section
