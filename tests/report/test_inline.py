import re
from urllib.parse import unquote

from engagement_kit.report.inline import inline_address

SVG = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>T</title><desc>"quoted"</desc>
 <!-- a text
 --><metadata><a/></metadata>
 <defs><path id="g" d="M 0.123456 1"/></defs>
 <path d="M 10.126 20.5
L 3 4" style="fill: #ff0000"/></svg>"""


def test_a_drawing_stays_the_same():
    """Elements, colours and the shapes of letters are kept, lines to a hundredth of a point."""
    back = unquote(inline_address(SVG).removeprefix("data:image/svg+xml,"))
    assert "<path d='M 10.13 20.5 L 3 4' style='fill: #ff0000'/>" in back
    assert "d='M 0.123456 1'" in back


def test_what_the_page_says_itself_is_left_out():
    """Title, description, licence data and comments are not carried twice."""
    back = unquote(inline_address(SVG))
    assert not re.search("title|desc|metadata|a text", back)


def test_the_address_fits_an_attribute():
    """Nothing in it ends an attribute or begins an element or the part after a number sign."""
    assert not set('"<>#&') & set(inline_address(SVG))
