import json

import pytest

from engagement_kit.charts.press.formats import FORMATS, About, holds_alt_text
from engagement_kit.charts.press.formats.about import canonical_json


def test_texts_are_cleaned_when_the_record_is_made():
    """No control character and no override gets into a file; lines and isolates stay."""
    about = About(
        title="a\x00b\u202ec\nd", alt="one\r\ntwo\x1b \u206612\u2069\ud800", creator="x\ty"
    )
    assert (about.title, about.creator) == ("abc d", "x y")
    assert about.alt == "one\ntwo \u206612\u2069"


def test_provenance_is_the_same_text_for_the_same_content():
    """The order in which a mapping was filled changes nothing, and letters stay letters."""
    one, other = {"b": [1, None], "a": {"y": "값", "x": 0.1}}, {"a": {"x": 0.1, "y": "값"}}
    other["b"] = [1, None]
    assert canonical_json(one) == canonical_json(other) == '{"a":{"x":0.1,"y":"값"},"b":[1,null]}'


@pytest.mark.parametrize("text", ["\x00\x1f", "\ud800", "\ufffe", 'a"\\', "\x7f\x9f"])
def test_provenance_comes_back_whatever_is_in_it(text):
    """What XML cannot hold is written as a code that JSON reads."""
    written = canonical_json({"text": text})
    written.encode()
    assert json.loads(written) == {"text": text}


def test_provenance_refuses_what_json_has_not():
    """A NaN would make a file that other programs cannot read."""
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"x": float("nan")})


def test_only_eps_has_no_place_for_words():
    """Callers can tell a person beforehand that EPS leaves out the alternative text."""
    assert [one for one in FORMATS if not holds_alt_text(one)] == ["eps"]
