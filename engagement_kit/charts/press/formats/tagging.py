"""A drawn PDF told to those who do not see it: tags, language, alternative text, provenance."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from engagement_kit.charts.press.formats.about import About
from engagement_kit.charts.press.formats.xmp import packet

__all__ = ["tagged"]

_OLDEST = "1.7"  # the version whose rules for tags we follow


def tagged(drawn: bytes, about: About) -> bytes:
    """The PDF of one page with its page as one figure that has alternative text."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _tell(pdf, about)
        _tag(pdf, about)
        pdf.save(
            out,
            deterministic_id=True,
            min_version=_OLDEST,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _tell(pdf: pikepdf.Pdf, about: About) -> None:
    """Title, words, language and provenance, where programs and people look for them."""
    told = {"/Title": about.title, "/Subject": about.alt, "/Creator": about.creator}
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, text in told.items():
        if text:
            pdf.docinfo[key] = String(text)
    record = pdf.make_stream(packet(about, "application/pdf"))
    record.Type, record.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = record
    pdf.Root.Lang = String(about.lang)
    reading = Name.R2L if about.direction == "rtl" else Name.L2R
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=reading)


def _tag(pdf: pikepdf.Pdf, about: About) -> None:
    """One element of kind Figure that holds everything drawn on the page."""
    page = pdf.pages[0].obj
    inside = b"/Figure <</MCID 0>> BDC\n" + page.Contents.read_bytes() + b"\nEMC\n"
    page.Contents = pdf.make_stream(inside)
    page.StructParents, page.Tabs = 0, Name.S
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    box = Array(page.MediaBox)
    figure = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Figure,
            P=document,
            Pg=page,
            K=0,
            T=String(about.title),
            Alt=String(about.alt),
            Lang=String(about.lang),
            A=Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box),
        )
    )
    document.K, root.K = Array([figure]), Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([figure])])))
    root.ParentTreeNextKey = 1
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
