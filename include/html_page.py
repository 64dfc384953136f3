"""The pages that a release carries as files: HTML in which nothing from outside is ever markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from include.files import write_bytes
from include.printable import printable


def write_page(target: Path, template: Path, **values: Any) -> None:
    """Fill a Jinja template and write the page.

    Whatever came from outside is escaped, and what would turn the direction of writing is shown as
    an escape. Raises jinja2.UndefinedError where the template asks for more than `values` has.
    """
    environment = Environment(
        finalize=lambda value: printable(value) if isinstance(value, str) else value,
        loader=FileSystemLoader(template.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["moment"] = lambda text: str(text)[:16].replace("T", " ") + " UTC"
    html = environment.get_template(template.name).render(values)
    write_bytes(target, html.encode("utf-8", errors="backslashreplace"))
