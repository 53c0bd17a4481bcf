"""The order of the documentation's sections, by what a reader needs; inside a section pages stand by file name."""

from __future__ import annotations

from mkdocs.structure.nav import Navigation

ORDER = ["Tutorials", "How to", "Reference", "Explanation", "Decisions"]


def on_nav(nav: Navigation, **_: object) -> Navigation:
    """Called by mkdocs with the pages it found: the front page first, then the sections in their order.

    Raises ValueError for a folder that stands in no order yet.
    """
    sections = [item for item in nav.items if item.is_section]
    unknown = sorted(section.title for section in sections if section.title not in ORDER)
    if unknown:
        raise ValueError(f"docs has a new folder, {', '.join(unknown)}: give it a place in tools/site_order.py")
    pages = [item for item in nav.items if not item.is_section]
    nav.items = pages + sorted(sections, key=lambda section: ORDER.index(section.title))
    return nav
