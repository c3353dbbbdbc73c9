"""Render a published version as one HTML file that needs no network and trusts no document.

Every value is escaped by the template engine, after characters that hide or turn text were made visible. A content
security policy (W3C CSP Level 3) forbids everything but the style and the script of the page, which it names by their
digests, and the script cannot make markup of text (Trusted Types). Without the script the page can still be read.
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ..schema.agreements import REASONS
from ..store.versions import Version
from .gather_page import gather_page
from .settings import ReportSettings
from .write_data import write_data
from .write_figures import spell, write_percent
from .write_text import show_text

FOLDER = Path(__file__).parent
TEMPLATE = "report.html"
STYLE = "report.css"
SCRIPTS = ("reviews.js", "filters.js", "panel.js", "keys.js")
"""They are one script, in this order."""
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
    style = _read(STYLE)
    script = '(() => {\n"use strict";\n' + "".join(map(_read, SCRIPTS)) + "})();\n"
    page = gather_page(version, settings.max_rows, settings.max_segments)
    template = load_environment().get_template(TEMPLATE)
    shown = template.render(
        page=page,
        style=Markup(style),  # noqa: S704  # ours, and named by its digest in the policy
        script=Markup(script),  # noqa: S704  # likewise
        data=Markup(write_data(page)),  # noqa: S704  # JSON without a character that begins markup
        policy=write_policy(style, script),
    )
    return shown + "\n"


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def write_policy(style: str, script: str | None = None) -> str:
    """The content security policy: nothing but the inline style and script of these very texts."""
    scripts = (
        f" script-src {_name(script)}; require-trusted-types-for 'script'; trusted-types 'none';" if script else ""
    )
    return f"default-src 'none'; style-src {_name(style)};{scripts} base-uri 'none'; form-action 'none'"


def _name(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
        "reason": lambda reason: REASONS.get(reason, spell(reason)),
    }
    return environment
