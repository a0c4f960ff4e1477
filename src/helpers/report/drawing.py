"""Put a saved figure into a page: its SVG inline, every mark a link, nothing that a strict policy forbids.

matplotlib writes styles as attributes, which a Content-Security-Policy without 'unsafe-inline' ignores, ids
that clash when two figures share a page, and each letter's outline once a figure. Here styles become
attributes of their own, ids get the figure's name, and letters are kept once a page (`Letters`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
HEADLINE = re.compile(r"headline-(\d+)")  # the id of the title's text: how deep it reaches, in points
LETTER = re.compile(r"[\w-]+-[0-9a-f]+")
NARROW = 400  # points of width below which a drawing fits a phone
NUMBER = re.compile(r"-?\d+\.\d{3,}")


@dataclass
class Letters:
    """The outlines of letters that a page's figures share."""

    outlines: dict[str, dict[str, str]] = field(default_factory=dict)

    def svg(self) -> str:
        """Return them as one hidden drawing."""
        if not self.outlines:
            return ""
        root = ElementTree.Element("svg", {"class": "hidden", "aria-hidden": "true", "width": "0", "height": "0"})
        defs = ElementTree.SubElement(root, "defs")
        for name, attributes in sorted(self.outlines.items()):
            ElementTree.SubElement(defs, "path", {"id": name} | attributes)
        return ElementTree.tostring(root, encoding="unicode")


def inline(
    path: Path, name: str, alt: str, links: Mapping[str, tuple[str, str]], letters: Letters, anchors: bool = True
) -> str:
    """Return a figure's SVG for a page.

    name: the figure's, put before every id. links: {mark: (address, what a screen reader says of it)}; a
    mark without one stays a plain drawing. letters: the page's, added to. anchors: give each mark an id.
    Raises ElementTree.ParseError when the file is not the SVG it was.
    """
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a figure that we drew
    _drop(root, lambda child: child.tag in {f"{SVG}metadata", f"{SVG}style"})
    cut = _cut_headline(root)
    left, top, width, height = (float(number) for number in root.get("viewBox", "0 0 1 1").split())
    root.attrib.clear()
    root.attrib |= {
        "viewBox": f"{left:g} {top + cut:g} {width:g} {height - cut:g}",
        "class": "chart narrow" if width < NARROW else "chart",
        "role": "group",
        "aria-label": alt,
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }
    seen: set[str] = set()
    for parent in list(root.iter()):
        _flatten(parent)
        for child in list(parent):
            if child.tag == f"{SVG}path" and LETTER.fullmatch(child.get("id", "")) and parent.tag == f"{SVG}defs":
                parent.remove(child)
                own = child.attrib.pop("id")
                letters.outlines[_letter(own)] = dict(child.attrib) | {"d": " ".join(child.get("d", "").split())}
    for element in list(root.iter()):
        _rename(element, name, links, letters, seen)
    _drop(root, lambda child: child.tag == f"{SVG}defs" and not len(child))
    for link in () if anchors else root.iter(f"{SVG}a"):
        link.attrib.pop("id", None)
    _shorten(root)
    text = re.sub(r">\s+<", "><", _serialise(root))
    return NUMBER.sub(_rounded, text)


def _rounded(number: re.Match[str]) -> str:
    """Round a place to a hundredth of a point; what is smaller than one is a scale, where that would be coarse."""
    value = float(number[0])
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def _serialise(root: ElementTree.Element) -> str:
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _shorten(element: ElementTree.Element) -> None:
    """Take out groups that say nothing, and draw lines of one look that follow each other as one path."""
    children: list[ElementTree.Element] = []
    for child in element:
        _shorten(child)
        children += list(child) if child.tag == f"{SVG}g" and not child.attrib else [child]
    element[:] = []
    for child in children:
        if child.tag == f"{SVG}path":
            child.set("d", " ".join(child.get("d", "").split()))
            last = element[-1] if len(element) else None
            if last is not None and child.get("fill") == "none" and _look(last) == _look(child):
                last.set("d", f"{last.get('d')} {child.get('d')}")
                continue
        element.append(child)


def _look(element: ElementTree.Element) -> tuple[str, dict[str, str]]:
    return element.tag, {key: value for key, value in element.attrib.items() if key != "d"}


def _drop(root: ElementTree.Element, unwanted: Callable[[ElementTree.Element], bool]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if unwanted(child):
                parent.remove(child)


def _cut_headline(root: ElementTree.Element) -> float:
    """Take the title out, which the page sets in its own type; return how much of the top is free now."""
    depth = 0.0
    for parent in list(root.iter()):
        for child in list(parent):
            if found := HEADLINE.fullmatch(child.get("id", "")):
                depth = max(depth, float(found[1]))
                parent.remove(child)
    # The page's own paper shows through, light or dark.
    _drop(root, lambda child: child.get("id", "").startswith("patch_") and len(child) == 1 and _is_paper(child[0]))
    return depth


def _is_paper(element: ElementTree.Element) -> bool:
    return element.tag == f"{SVG}path" and element.get("style", "").replace(" ", "") == "fill:#ffffff"


def _flatten(element: ElementTree.Element) -> None:
    """Turn a style attribute into attributes of their own."""
    for rule in element.attrib.pop("style", "").split(";"):
        key, _, value = (part.strip() for part in rule.partition(":"))
        if key and value:
            element.set(key, value)


def _rename(
    element: ElementTree.Element,
    name: str,
    links: Mapping[str, tuple[str, str]],
    letters: Letters,
    seen: set[str],
) -> None:
    target = element.attrib.pop(f"{XLINK}href", "") or element.attrib.pop("href", "")
    own = element.attrib.pop("id", "")
    if element.tag == f"{SVG}a":
        mark = target.removeprefix("#")
        if mark not in links:
            element.tag = f"{SVG}g"
            return
        element.attrib.pop("target", None)  # matplotlib's links open a new window, and the way back is lost
        element.set("href", links[mark][0])
        element.set("aria-label", links[mark][1])
        if mark not in seen:
            element.set("id", mark_id(name, mark))
            seen.add(mark)
        else:  # one mark drawn in several strokes is one stop for the keyboard
            element.set("tabindex", "-1")
        return
    if own and element.tag != f"{SVG}g":
        element.set("id", f"{name}-{own}")
    if target:
        letter = _letter(target[1:])
        element.set("href", f"#{letter}" if letter in letters.outlines else f"#{name}-{target[1:]}")
    if clip := element.get("clip-path"):
        element.set("clip-path", clip.replace("url(#", f"url(#{name}-"))
    if fill := element.get("fill"):
        element.set("fill", fill.replace("url(#", f"url(#{name}-"))


def _letter(own: str) -> str:
    return "l-" + re.sub(r"\W", "-", own)


def mark_id(figure: str, mark: str) -> str:
    """Return the id that a mark of a figure has on a page."""
    return f"mark-{figure}-{mark}"
