import pytest

from engagement_kit.charts.paper.fonts import font
from engagement_kit.charts.paper.text import isolate, plain, shorten, text_width, wrap, wrap_names

LETTERS = font("en", 7)


@pytest.mark.parametrize("lang", ["en", "ko", "ar"])
def test_lines_are_no_wider_than_asked(lang):
    """Every line of a wrapped text fits, and together they are the text."""
    text = "Digital engagement 디지털 참여를 위한 프레임워크 إطار التفاعل الرقمي of museums"
    lines = wrap(text, font(lang, 7), 80)
    assert len(lines) > 2
    assert max(text_width(line, font(lang, 7)) for line in lines) <= 80
    assert " ".join(lines) == text


def test_a_long_korean_word_is_broken_between_syllables():
    """A word wider than the line is cut, and nothing of it is lost."""
    word = "국립현대미술관국립중앙박물관"
    lines = wrap(word, font("ko", 7), 40)
    assert len(lines) > 1
    assert "".join(lines) == word


def test_an_arabic_word_is_never_broken():
    """Letters that join stay together even where the word is wider than the line."""
    assert wrap("الاستراتيجية", font("ar", 7), 10) == ["الاستراتيجية"]


def test_a_no_break_space_holds_words_together():
    """A count in brackets never stands alone on a line."""
    lines = wrap(
        "one two three four\u00a0(2)", LETTERS, text_width("one two three four", LETTERS) + 1
    )
    assert lines == ["one two three", "four\u00a0(2)"]


def test_a_number_is_not_parted_from_its_sign():
    """No line begins with the sign of per cent."""
    text = "Not placed (n = 12,566): fewer than 50 % of the items known"
    for width in range(20, 200):
        lines = wrap(text, LETTERS, width)
        assert not any(line.startswith("%") for line in lines)
        assert width < 60 or " ".join(lines) == text


def test_a_word_too_long_for_a_line_is_not_broken_inside_brackets():
    """What a bracket opens begins in its line, and no line begins with a stop or a closing one."""
    text = "가능하다(2025년).\u00a0(2)"
    for letters in range(4, 12):
        lines = wrap(text, LETTERS, text_width(text[:letters], LETTERS) + 0.5)
        assert "".join(lines) == text
        assert not any(line[-1] == "(" or line[0] in ")." for line in lines), lines


def test_a_shortened_text_ends_in_an_ellipsis_and_fits():
    """What does not fit ends in one character that says so; what fits is left alone."""
    short = shorten("Museum of New Zealand Te Papa Tongarewa", LETTERS, 60)
    assert short.endswith("…")
    assert text_width(short, LETTERS) <= 60
    assert shorten("Tate", LETTERS, 60) == "Tate"


def test_plain_text_is_one_line_without_marks_that_turn_text_around():
    """Line breaks become spaces; overrides of direction and control characters go; joiners stay."""
    assert plain("a\n  b\u202e c\x07") == "a b c"
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


def test_names_are_kept_whole_in_lines():
    """A list of names breaks between names only, and each name keeps its own direction."""
    names = ["Walker Art Center", "متحف الفن الإسلامي", "국립중앙박물관"]
    lines = wrap_names(names, ", ", LETTERS, 90)
    assert len(lines) > 1
    assert all(any(isolate(name) in line for line in lines) for name in names)
