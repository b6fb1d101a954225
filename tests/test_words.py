"""Fixed texts in three languages."""

import re
from pathlib import Path

import pytest

import engagement_kit
from engagement_kit.errors import UnknownId
from engagement_kit.words import load_words, words_for

ROOMS = sorted({file.parent for file in Path(engagement_kit.__file__).parent.rglob("words.*.yaml")})


def test_rooms_with_words_are_found() -> None:
    """At least frameworks and assess have fixed texts."""
    assert {"frameworks", "assess"} <= {room.name for room in ROOMS}


@pytest.mark.parametrize("lang", ["ko", "ar"])
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_languages_have_the_same_sentences(room: Path, lang: str) -> None:
    """Every sentence exists in every language, with the same names to be filled in."""
    english, other = load_words(room, "en"), load_words(room, lang)

    assert other.keys == english.keys
    for key in english.keys:
        names = [set(re.findall(r"{(\w+)", words._sentences[key])) for words in (english, other)]
        assert names[0] == names[1], key


def test_an_unknown_language_or_sentence_is_refused() -> None:
    """A language that a room lacks is answered with those it has, a sentence with the nearest."""
    with pytest.raises(UnknownId, match="Known: ar, en, ko"):
        load_words(ROOMS[0], "fr")
    with pytest.raises(UnknownId, match="There is no sentence"):
        load_words(ROOMS[0], "en")("no such sentence")


@pytest.mark.parametrize(("lang", "found"), [("ko", "ko"), ("ko-KR", "ko"), ("fr", "en")])
def test_a_language_without_words_gets_the_nearest_there_are(lang: str, found: str) -> None:
    """A regional form gets the words of its language, a language without words gets English."""
    assert words_for(ROOMS[0], lang).lang == found


@pytest.mark.parametrize("told", ["\u22120.42", "+0.13"])
def test_signs_stand_before_their_numbers_in_arabic(told: str) -> None:
    """A signed number runs left to right between Arabic words; other texts stay as they are."""
    room = Path(engagement_kit.__file__).parent / "charts"
    assert f"\u2066{told}\u2069" in load_words(room, "ar")("list.count", name="+", n=told)
    assert load_words(room, "ar")("list.count", name="a", n="0.13") == "a 0.13"
    assert load_words(room, "en")("list.count", name="a", n=told) == f"a {told}"
