import pytest

from engagement_kit.charts.paper.text import plain as charts_plain
from engagement_kit.tables.escape import address, dated, escaped, in_its_language, left_to_right
from engagement_kit.tables.plaintext import direction_of, plain, script_runs


def test_nothing_is_a_command():
    """Every character that LaTeX reads as more than a letter is written out."""
    assert escaped("$%_\\&#{}~^<>") == (
        r"\$\%\_\textbackslash{}\&\#\{\}\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}"
    )
    assert escaped("a--b [x] *") == r"a-{}-b {[}x{]} {*}"


def test_scripts_are_told_apart():
    """Blanks and digits between two words of a script are part of it; others are not."""
    assert list(script_runs("Tate 국립 2 박물관, متحف الفن")) == [
        ("other", "Tate "),
        ("east_asian", "국립 2 박물관"),
        ("other", ", "),
        ("arabic", "متحف الفن"),
    ]
    assert list(script_runs("")) == []


@pytest.mark.parametrize(
    ("text", "lang", "written"),
    [
        ("Tate", "en", "Tate"),
        ("Tate", "ko", "Tate"),
        ("Tate", "ar", r"\foreignlanguage{english}{Tate}"),
        ("국립", "ko", "국립"),
        ("국립 A", "en", r"\foreignlanguage{korean}{국립} A"),
        ("متحف", "ar", "متحف"),
        ("متحف (MIA)", "en", r"\foreignlanguage{arabic}{متحف (MIA)}"),
        ("Tate 국립", "ar", r"\foreignlanguage{english}{Tate \foreignlanguage{korean}{국립}}"),
        ("2020", "ar", "2020"),
    ],
)
def test_other_scripts_and_directions_are_marked(text, lang, written):
    """What runs the other way is marked as a whole, what needs another font within it."""
    assert in_its_language(text, lang) == written


def test_numbers_and_dates_keep_their_order_in_arabic():
    """A score with bounds, a date and an address run from left to right."""
    assert left_to_right("0.50 [0.38]", "en") == "0.50 {[}0.38{]}"
    assert left_to_right("4/8", "ar") == r"\foreignlanguage{english}{4/8}"
    assert dated("2020-01", "ar") == r"\mbox{\foreignlanguage{english}{2020-01}}"
    assert dated("بلا تاريخ", "ar") == r"\mbox{بلا تاريخ}"
    assert address("https://a.b/c_d", "en") == (
        r"https:/\allowbreak{}/\allowbreak{}a.\allowbreak{}b/\allowbreak{}c\_d"
    )


def test_invisible_characters_go():
    """Marks that turn a line around are removed wherever they stand."""
    assert plain(" a \u202e b\u0000\ud800\ufffe\U0001ffff ") == "a b"


def test_letters_that_python_does_not_know_yet_stay():
    """Another Python knows them: to leave them out would be silent, and differ from one to next."""
    assert plain("a\U000323b0") == "a\U000323b0"


def test_tables_and_charts_clean_text_alike():
    """A name is the same in both."""
    assert charts_plain is plain
    assert (direction_of("(1) ب"), direction_of("a ب"), direction_of("12")) == ("rtl", "ltr", None)
