"""The gender by which a text speaks of somebody: from its own words first, from a list of names last."""

import pytest

from helpers.analysis import gender_of


@pytest.mark.parametrize(
    ("name", "surfaces", "expected"),
    [
        ("Robin Holm", [("name", "Robin Holm"), ("pronoun", "She"), ("pronoun", "her")], ("women", "pronouns")),
        ("Anna Keller", [("name", "Anna Keller"), ("pronoun", "he")], ("men", "pronouns")),  # the text goes first
        ("Robin Holm", [("name", "Robin Holm"), ("pronoun", "they")], ("other", "pronouns")),
        ("Robin Holm", [("name", "Mrs Robin Holm")], ("women", "title")),
        ("Holm", [("name", "Sir Holm")], ("men", "title")),
        ("Robin Holm", [("name", "actress Robin Holm")], ("women", "kin word")),
        ("Anna Keller", [("name", "Anna Keller")], ("women", "given name")),
        (
            "Anna Keller",
            [("name", "Mayor Anna Keller"), ("pronoun", "he"), ("pronoun", "she")],
            ("women", "given name"),
        ),
        ("Keller", [("name", "Keller")], ("unknown", "")),
        ("Anna", [("name", "Anna")], ("unknown", "")),  # it may be a surname
        ("Keller Anna", [("name", "Keller Anna")], ("unknown", "")),
        ("Robin Holm", [("name", "Mrs Robin Holm"), ("name", "Mr Robin Holm")], ("unknown", "")),
    ],
)
def test_settle(name, surfaces, expected):
    assert gender_of(name, surfaces) == expected
