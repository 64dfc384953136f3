"""The dashboard's entry: which release it shows, how fresh that is, and the way to its pages.

Started by `make dashboard`. Streamlit runs this file anew for every click of every reader.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import duckdb
import streamlit as st

from include.dashboard.release import age, find_release
from include.dashboard.shell import House, provenance, put_style
from include.dashboard.tables import as_text, page_address
from include.dashboard.views import author_links, feed, methods, overview, paper, quality
from include.errors import PaperhouseError
from include.settings import Settings, utc_now

PAGES = {
    "overview": ("Overview", overview.draw),
    "methods": ("Methods", methods.draw),
    "paper": ("Paper", paper.draw),
    "author_links": ("Author links", author_links.draw),
    "feed": ("Feed", feed.draw),
    "quality": ("Quality", quality.draw),
}
_LOOK_AGAIN_SECONDS = 10


def main() -> None:
    """Draw the page that the address names, the overview where it names none."""
    chosen = st.query_params.get("page", "")
    page = chosen if chosen in PAGES else "overview"
    label, draw = PAGES[page]
    st.set_page_config(page_title=f"{label} · Paperhouse", layout="wide")
    put_style()
    st.html(_navigation(page))
    _draw(Settings.from_environment(), draw)


def _navigation(page: str) -> str:
    """Links to all pages: real ones, so that the way back and a new tab work as people expect.

    Pages are a parameter of one path, since under other paths Streamlit first asks for addresses
    that are not there, and each leaves an error in the browser's console.
    """
    here = ' aria-current="page"'
    links = "".join(
        f'<a href="{page_address(path)}" target="_self"{here if path == page else ""}>{label}</a>'
        for path, (label, _) in PAGES.items()
    )
    return f'<nav class="ph-nav" aria-label="Pages"><strong>Paperhouse</strong>{links}</nav>'


def _draw(settings: Settings, draw: Callable[[House], None]) -> None:
    try:
        release = find_release(settings)
    except PaperhouseError as error:
        st.error(str(error))
        return
    _watch(settings, release.release_id if release else None)
    if release is None:
        st.title("There is no release yet", anchor=False)
        st.markdown(
            "`make run` lands the inbox, or the bundled sample where that is empty, and publishes a"
            " first release. This page notices it by itself."
        )
        return
    house = House(settings, release, utc_now())
    try:
        _release_line(house)
        draw(house)
        provenance(house, "header/freshness", "When each source last delivered")
    except duckdb.Error as error:
        st.error(
            f"Release {release.release_id} could not be read as this version of the dashboard"
            " expects. If it was made by an older version, build a new one with `make run`; if it"
            f" was removed, load this page again. DuckDB says: {error}"
        )


@st.fragment(run_every=_LOOK_AGAIN_SECONDS)
def _watch(settings: Settings, drawn_from: str | None) -> None:
    """Draw the page anew once the pointer leads to another release than it was drawn from."""
    try:
        release = find_release(settings)
    except PaperhouseError:
        return  # The next click says what is wrong; a page that stands is still true.
    if (release.release_id if release else None) != drawn_from:
        st.rerun(scope="app")


def _release_line(house: House) -> None:
    """Which release this is, when it was made, and when each source last delivered."""
    made = f"{as_text(house.release.released_at)} ({age(house.release.released_at, house.now)})"
    sources = " · ".join(
        f"{escape(row['source'])} last delivered {age(row['last_delivered_at'], house.now)}"
        for row in house.rows("header/freshness")
    )
    st.html(
        f'<p class="ph-release">Release {escape(house.release.release_id)}, made {made}'
        f" · {sources or 'no source has delivered'}</p>"
    )


if __name__ == "__main__":
    main()
