"""Who is meant: each row of a table below is a text and what should be found in it."""

from __future__ import annotations

import pytest

from helpers import actors
from helpers.corpus import Article
from helpers.parse import parse


def mentions(text: str) -> list[tuple[str, str]]:
    (parsed,) = parse([Article("a", text)])
    found = actors.find(parsed)
    assert all(text[m.start : m.end] == m.surface for m in found)
    assert all(m.reason for m in found)
    return [(m.surface, m.actor_id) for m in found if m.kind != "nominal"]


PERSONS = [
    (
        "President Alice Moreau met reporters. Moreau said that she would stay.",
        [
            ("President Alice Moreau", "person:alice-moreau"),
            ("Moreau", "person:alice-moreau"),
            ("she", "person:alice-moreau"),
        ],
    ),
    (
        "Robert Hale and his sister Susan Hale spoke. Mr. Hale left first, and Ms. Hale stayed.",
        [
            ("Robert Hale", "person:robert-hale"),
            ("his", "person:robert-hale"),
            ("sister Susan Hale", "person:susan-hale"),
            ("Mr. Hale", "person:robert-hale"),
            ("Ms. Hale", "person:susan-hale"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_the_names_of_one_person_are_merged(text, expected):
    assert mentions(text) == expected
