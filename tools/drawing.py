"""The house as a drawing: a row of boxes a floor, an arrow from a room to what it imports."""

from __future__ import annotations

from html import escape

Imports = dict[str, set[str]]
"""Room -> the rooms it imports."""

ROOM, HIGH, GAP, FLOOR = 118, 34, 16, 78  # a box's width and height, the gap beside it, from one floor to the next
ROWS, MONEY = "data", "payment"  # a room above the first alone stands right, above the second alone left

HEAD = """<style>rect{fill:#fff;stroke:#3f51b5;stroke-width:1.5}path{fill:none;stroke:#777;marker-end:url(#tip)}
text{font:14px sans-serif;text-anchor:middle;fill:#111}.ground{fill:#f5f6fb;stroke:none}</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<polygon points="0,0 8,4 0,8" fill="#777"/></marker></defs>"""


def drawing(floors: list[list[str]], imports: Imports, name: str) -> str:
    """An SVG of the floors, the top floor first."""
    places = _places(floors, imports)
    width = max(x for x, _ in places.values()) + ROOM // 2 + GAP
    height = len(floors) * FLOOR
    arrows = [
        f'<path d="{_arrow(places[room], places[below])}"/>'
        for room, found in implied_left_out(imports).items()
        for below in sorted(found)
    ]
    boxes = [
        f'<rect x="{x - ROOM // 2}" y="{y}" width="{ROOM}" height="{HIGH}" rx="4"/>'
        f'<text x="{x}" y="{y + 22}">{escape(room)}</text>'
        for room, (x, y) in places.items()
    ]
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">'
    ground = f'<rect class="ground" width="{width}" height="{height}"/>'
    return "\n".join([opening, f"<title>{escape(name)}</title>", HEAD, ground, *boxes, *arrows, "</svg>\n"])


def reach(room: str, imports: Imports) -> set[str]:
    """All that a room needs: what it imports, and what that imports in turn."""
    return imports[room].union(*(reach(below, imports) for below in imports[room]))


def implied_left_out(imports: Imports) -> Imports:
    """The imports without those that a longer way already shows."""
    return {
        room: {below for below in found if not any(below in reach(other, imports) for other in found - {below})}
        for room, found in imports.items()
    }


def _side(room: str, imports: Imports) -> int:
    """0 left, 1 in the middle, 2 right."""
    needs = reach(room, imports) | {room}
    return 1 + (ROWS in needs) - (MONEY in needs)


def _places(floors: list[list[str]], imports: Imports) -> dict[str, tuple[int, int]]:
    """The middle of each box's upper edge. Every floor has the same three sides, each as wide as its fullest floor."""
    sides = [[[room for room in floor if _side(room, imports) == side] for side in range(3)] for floor in floors]
    widths = [max(len(floor[side]) for floor in sides) * (ROOM + GAP) for side in range(3)]
    places = {}
    for level, floor in enumerate(sides):
        for side, rooms in enumerate(floor):
            left = GAP + sum(widths[:side]) + (widths[side] - len(rooms) * (ROOM + GAP)) // 2
            for place, room in enumerate(rooms):
                places[room] = (left + place * (ROOM + GAP) + ROOM // 2, level * FLOOR + 22)
    return places


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Straight to the next floor; past other floors in a bow, so that it does not hide behind their boxes."""
    (x, top), (to_x, bottom) = start, end
    if bottom - top == FLOOR:
        return f"M{x} {top + HIGH}L{to_x} {bottom - 3}"
    bow = ROOM if to_x >= x else -ROOM
    return f"M{x} {top + HIGH}C{x + bow} {top + FLOOR + HIGH} {to_x + bow} {bottom - FLOOR} {to_x} {bottom - 3}"
