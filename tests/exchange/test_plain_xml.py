import pytest

from engagement_kit.errors import Faults
from engagement_kit.exchange.plain_xml import read_xml

HARMFUL = {
    "doctype": b"<!DOCTYPE a><a/>",
    "entity": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "bomb": b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>',
    "file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "network": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
    "depth": b"<a>" * 5_000 + b"</a>" * 5_000,
    "unknown entity": b"<a>&x;</a>",
    "empty": b"",
    "text": b"no xml",
    "nul": b"\x00",
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_hides_something_is_refused(name):
    """A document type, entities, endless nesting and what is no XML give one fault each."""
    with pytest.raises(Faults) as error:
        read_xml(HARMFUL[name], "x.xml")
    assert [fault.code for fault in error.value.faults] in (["doctype"], ["not_xml"])


def test_plain_xml_is_read_in_any_encoding_it_names():
    """UTF-8 with or without mark, UTF-16, and comments, are as any XML."""
    text = '<a b="여">é<!-- c --><c/></a>'
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        root = read_xml(data, "x.xml")
        assert (root.tag, root.get("b"), root.text) == ("a", "여", "é")
