import re
import string
from pathlib import Path

import pytest

import engagement_kit.report as room
from engagement_kit.words import load_words

FOLDER = Path(room.__file__).parent


def names_in(sentence):
    """What a sentence wants to be filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_languages_have_the_same_sentences(lang):
    """Each language has every key of the English file, with the same gaps to fill."""
    english, other = load_words(FOLDER, "en"), load_words(FOLDER, lang)
    assert set(other.keys) == set(english.keys)
    for key in english.keys:
        assert names_in(other._sentences[key]) == names_in(english._sentences[key]), key


def test_every_sentence_is_used():
    """No sentence stands in the files that nothing in the room asks for."""
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    by_name = set(re.findall(r'f"([a-z_.]+\.)\{', code))
    unused = [
        key
        for key in load_words(FOLDER, "en").keys
        if f'"{key}"' not in code and not any(key.startswith(begin) for begin in by_name)
    ]
    # These are asked for by what a record holds: a reason for a missing answer, a polarity.
    assert unused == ["not_asked", "confidential", "against", "supports"]
