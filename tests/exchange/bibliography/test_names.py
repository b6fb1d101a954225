"""Names in parts, from BibTeX and from what people write."""

import pytest

from engagement_kit.exchange.bibliography.names import (
    bibtex_names,
    name_text,
    names_from_bibtex,
    names_of,
)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Smith, Jane and Doe, John", ["Jane Smith", "John Doe"]),
        ("Jane Smith AND John Doe", ["Jane Smith", "John Doe"]),
        ("{World Health Organization}", ["World Health Organization"]),
        ("{Barnes and Noble} and Jane Smith", ["Barnes and Noble", "Jane Smith"]),
        (r"G{\"o}del, Kurt and {\'E}mile Zola", ["Kurt Gödel", "Émile Zola"]),
        ("Ludwig van Beethoven", ["Ludwig van Beethoven"]),
        ("van Gogh, Vincent", ["Vincent van Gogh"]),
        ("King, Jr., Martin Luther", ["Martin Luther King, Jr."]),
        ("Smith, Jane and others", ["Jane Smith", "et al."]),
        ("김, 민수 and 이영희", ["김민수", "이영희"]),
        ("أحمد علي، محمد and Jane Smith", ["أحمد علي، محمد", "Jane Smith"]),
        (r"Ha\c{s}ek, Jaroslav", ["Jaroslav Haşek"]),
    ],
)
def test_names_of_bibtex(field, names):
    """LaTeX and braces are understood, "and" and commas divide, an Arabic comma does not."""
    assert [name_text(name) for name in names_from_bibtex(field)] == names


def test_particles_are_parts_of_their_own():
    """A small word before the family name is kept apart, for styles that sort without it."""
    (name,) = names_from_bibtex("Ludwig van Beethoven")
    assert name == {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}


def test_nothing_is_guessed_of_what_people_write():
    """Without semicolons a text is one name: nobody knows which word is the family name."""
    assert names_of("Cleveland Museum of Art") == [{"literal": "Cleveland Museum of Art"}]
    assert names_of("Smith, Jane; 김민수") == [
        {"family": "Smith", "given": "Jane"},
        {"literal": "김민수"},
    ]


def test_names_go_out_as_bibtex_writes_them():
    """Whole names stand in braces, so that no program takes them apart."""
    names = [{"literal": "Barnes and Noble"}, {"family": "King", "given": "M.", "suffix": "Jr."}]
    assert bibtex_names(names, {}) == "{Barnes and Noble} and King, Jr., M."
