"""Render a published version as one HTML file that needs no network, runs no script and trusts no document.

Every value is escaped by the template engine, after characters that hide or turn text were made visible. A content
security policy (W3C CSP Level 3) forbids everything but the style of the page, which it names by its digest.
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ..store.versions import Version
from .gather_page import gather_page
from .settings import ReportSettings
from .write_figures import spell, write_percent
from .write_text import show_text

FOLDER = Path(__file__).parent
TEMPLATE = "report.html"
STYLE = "report.css"
STATUS_NAMES = {
    "agree": "agree",
    "conflict": "conflict",
    "only_zh": "only in Chinese",
    "only_en": "only in English",
    "not_comparable": "not comparable",
}


def render_report(version: Version, settings: ReportSettings) -> str:
    """The page of a version: the same version and settings give the same text.

    Raises OSError when a file of the version cannot be read.
    """
    style = (FOLDER / STYLE).read_text(encoding="utf-8")
    page = gather_page(version, settings.max_rows)
    template = load_environment().get_template(TEMPLATE)
    return template.render(page=page, style=style, policy=write_policy(style)) + "\n"


def write_policy(style: str) -> str:
    """The content security policy: nothing but the inline style of this very text."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=1)
def load_environment() -> Environment:
    """The template engine of the pages of this package: everything is escaped, what hides or turns text is shown."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        finalize=show_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "count": lambda n: f"{n:,}",
        "percent": write_percent,
        "spell": spell,
        "status": lambda status: STATUS_NAMES.get(status, spell(status)),
    }
    return environment
