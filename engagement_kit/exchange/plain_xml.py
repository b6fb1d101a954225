"""XML from strangers: no document type, no entities, no network, no bottomless nesting."""

from __future__ import annotations

from lxml import etree

from engagement_kit.errors import Fault, Faults

__all__ = ["read_xml"]


def read_xml(data: bytes, file: str) -> etree._Element:
    """The root of an XML document.

    Parameters
    ----------
    data : bytes
        Its size has been limited by whoever read it.
    file : str
        Name for messages.

    Raises
    ------
    Faults
        It is not well-formed, declares a document type (through which entities would come), or is
        nested more than 256 deep.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise Faults([Fault("not_xml", file, line=line, other=str(error))]) from None
    if root is None:
        raise Faults([Fault("not_xml", file, other="it is empty")])
    if root.getroottree().docinfo.doctype:
        raise Faults([Fault("doctype", file, line=1)])
    return root
