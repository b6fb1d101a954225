import pytest

from engagement_kit.markup import Html, anchor, join, link, outward, said, spoken, tag


def test_text_is_escaped_and_markup_is_not():
    """What is put into an element is escaped unless it is markup already."""
    assert tag("p", "<b>&", tag("i", "x")) == "<p>&lt;b&gt;&amp;<i>x</i></p>"


def test_attributes_cannot_be_left():
    """A quotation mark in the value of an attribute does not end it."""
    assert tag("a", title='" onclick="x') == '<a title="&quot; onclick=&quot;x"></a>'
    assert tag("a", title="<&>") == '<a title="&lt;&amp;&gt;"></a>'


def test_attributes_that_say_nothing_are_left_out():
    """None and False leave an attribute out, True gives it no value, zero is a value."""
    assert tag("p", hidden=True, lang=None, open=False, tabindex=0) == '<p hidden tabindex="0"></p>'


def test_markup_loses_its_mark_when_it_is_changed():
    """Text made from markup by ordinary means is escaped again: nothing is trusted by accident."""
    assert not isinstance(Html("<b>").upper(), Html)
    assert tag("p", Html("<b>") + "<i>") == "<p>&lt;b&gt;&lt;i&gt;</p>"


def test_parts_are_joined_in_order():
    """Lists inside lists come out flat, and nothing counts as nothing."""
    assert join(["a", None, ["b", tag("i", "c")]]) == "ab<i>c</i>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example",
        "//a",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(address):
    """Anything but an http(s) address stays plain text."""
    assert outward(address, "here") == "here"


def test_links_outward_tell_nothing_to_where_they_lead():
    """A link to another site has rel=noopener noreferrer."""
    found = outward('https://a.example/?b="c"&d', "here")
    assert 'rel="noopener noreferrer external"' in found
    assert 'href="https://a.example/?b=&quot;c&quot;&amp;d"' in found


def test_ids_hold_no_space_and_links_lead_to_them():
    """An id is one word, and a link to it is written as addresses are."""
    assert anchor("a b", "카카오") == "a_b-카카오"
    assert 'href="#a_b-%EC%B9%B4"' in link(anchor("a b", "카"), "x")


def test_text_in_a_language_of_its_own_is_set_apart():
    """Foreign text is isolated, so that it runs in the direction of its letters."""
    assert spoken("نص", "ar") == '<bdi lang="ar">نص</bdi>'


def test_what_people_wrote_keeps_its_lines():
    """Lines stay lines, the text between them is escaped, and it runs as its letters do."""
    assert said("<i>\nنص", "ar") == '<span dir="auto" lang="ar">&lt;i&gt;<br>نص</span>'
