"""The elements of citeproc-py, mended where they do not do what CSL says.

Each class names what it mends; a test holds each with a printed example. They are used only for
styles that :func:`read_style` reads: nothing in citeproc-py itself is changed.
"""

from __future__ import annotations

import warnings
from typing import Any

from citeproc import CitationStylesStyle
from citeproc import model as csl
from citeproc.source import LiteralDate, Reference, VariableError
from lxml import etree

__all__ = ["KeptReference", "read_style"]

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_CSL = f"{{{_NAMESPACE}}}"


class KeptReference(Reference):  # type: ignore[misc]
    """A reference that notes which of its variables were looked at."""

    def __init__(self, key: str, kind: str, **variables: Any) -> None:
        super().__init__(key, kind, **variables)
        self["seen"] = set()

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if name != "seen":
            super().__getitem__("seen").add(name)
        return value


class Substitute(csl.Substitute):  # type: ignore[misc]
    """What stands in for an author is not said again, whatever element said it."""

    def add_to_repressed_list(self, child: Any, context: Any) -> None:
        super().add_to_repressed_list(child, context)
        layout = context.get_layout()
        if not isinstance(child, csl.Names):
            said = [name.replace("_", "-") for name in sorted(layout.rendered)]
            layout.repressed.setdefault(f"{_CSL}text", []).extend(said)

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        item.reference["seen"].clear()
        place = self if context is None else context
        place.get_layout().rendered = item.reference["seen"]
        return super().render(item, context=context, **kwargs)


class Text(csl.Text):  # type: ignore[misc]
    """A macro is looked up once for a style, and not each time that it is used."""

    def get_macro(self, name: str) -> Any:
        return self.get_root().macros[name]


class Macro(csl.Macro):  # type: ignore[misc]
    """Whether a macro says a variable does not change while a style is in use."""

    def calls_variable(self) -> bool:
        known = self.get_root().calls
        name = self.get("name")
        if name not in known:
            known[name] = super().calls_variable()
        return bool(known[name])


class Choose(csl.Choose):  # type: ignore[misc]
    """It says a variable where the branch that was taken does, not where any branch would."""

    def render(self, item: Any, context: Any = None, delimiter: str = "", **kwargs: Any) -> Any:
        self.says = False
        for child in self.getchildren():
            try:
                text = child.render(item, context=context, delimiter=delimiter, **kwargs)
            except csl.ConditionFailed:
                continue
            self.says = child.calls_variable()
            return text
        return None


class Group(csl.Group):  # type: ignore[misc]
    """A group in which nothing but fixed words is left is not said at all."""

    def process(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        output, called, said = [], False, False
        for child in self.iterchildren():
            is_choice = isinstance(child, csl.Choose)
            more = {"delimiter": self.get("delimiter", "")} if is_choice else {}
            try:
                text = child.render(item, context=context, **more, **kwargs)
            except VariableError:
                text = None
            calls = child.says if is_choice else child.calls_variable()
            called = called or calls
            if text is not None:
                output.append(text)
                said = said or calls
        if not output or (called and not said):
            raise VariableError
        return self.join(output)


class Label(csl.Label):  # type: ignore[misc]
    """A label without its number says nothing, and English labels can be in title case."""

    def process(self, item: Any, variable: str | None = None, *args: Any, **kwargs: Any) -> Any:
        own = self.get("variable")
        missing = own is not None and own.replace("-", "_") not in item.reference
        if variable is None and own != "locator" and missing:
            return None
        return super().process(item, variable, *args, **kwargs)

    def case(self, text: Any, language: str | None = None) -> Any:
        return super().case(text, language or "en")


class Name(csl.Name):  # type: ignore[misc]
    """Given names stay whole where a style says so; each part of Ji-eun has an initial."""

    def initialize(self, given: str, mark: str, context: Any) -> str:
        if self.get("initialize") == "false":
            return given
        hyphen = "-" if self.get_option("initialize-with-hyphen", context) else mark
        words = given.replace(".-", "-").replace(".", " ").split()
        return " ".join("".join(_initials(word, mark, hyphen) for word in words).split())


class Names(csl.Names):  # type: ignore[misc]
    """An editor who stands in for the author is not named again among other people."""

    def process(
        self, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any
    ) -> Any:
        layout = (self if context is None else context).get_layout()
        said = " ".join(filter(None, layout.repressed.get(f"{_CSL}names", ()))).split()
        roles = self.get("variable")
        left = " ".join(role for role in roles.split() if role not in said)
        if not left:
            raise VariableError
        names = self if names_context is None else names_context
        if names.name is None:  # citeproc-py would take one of its own, which is not mended
            names.insert(0, names.makeelement(f"{_CSL}name"))
        self.set("variable", left)
        try:
            return super().process(item, names_context, context, **kwargs)
        finally:
            self.set("variable", roles)


class Date(csl.Date):  # type: ignore[misc]
    """The parts of a date are divided by what the language says, not only by what a style says.

    A span of months is one year where a style prints the year alone, and words that are a date
    stand once, where the year would.
    """

    def process(
        self,
        item: Any,
        variable: Any = None,
        show_parts: Any = None,
        context: Any = None,
        **kw: Any,
    ) -> Any:
        date = item.reference.get((variable or self.get("variable")).replace("-", "_"))
        own = [part.get("name") for part in self.iterchildren()] if not self.get("form") else []
        parts = show_parts or own or self.get("date-parts", "year").split("-")
        if isinstance(date, LiteralDate) and "year" not in parts:
            return None
        return super().process(item, variable, show_parts, context, **kw)

    def render_date_range(
        self, date_range: Any, show_parts: Any = None, context: Any = None
    ) -> Any:
        shown = tuple(show_parts)
        begin = self.render_single_date(date_range.begin, shown, context)
        end = self.render_single_date(date_range.end, shown, context)
        if begin == end:
            return begin
        return super().render_date_range(date_range, list(shown), context)

    def render_single_date(self, date: Any, show_parts: Any = None, context: Any = None) -> Any:
        parts = self.parts(date, show_parts, None if context is self else context)
        own = self.get("delimiter")
        theirs = None if context is None else context.get("delimiter")
        if parts and own and self.is_locale_date() and not theirs:
            return self.join(parts)
        return super().render_single_date(date, show_parts, context)


class Date_Part(csl.Date_Part):  # type: ignore[misc]  # noqa: N801 - CSL's name, by which it is found
    """How one style writes a date is not how the language writes the next one."""

    def render(self, date: Any, context: Any = None) -> Any:
        before = dict(self.attrib)
        try:
            return super().render(date, context)
        finally:
            self.attrib.clear()
            self.attrib.update(before)


_MENDED = (Substitute, Text, Macro, Choose, Group, Label, Name, Names, Date, Date_Part)


def read_style(path: str, locale: str) -> Any:
    """A style of citeproc-py made of mended elements, with the words of a language.

    Parameters
    ----------
    path : str
        File of the style.
    locale : str
        Such as "en-GB".
    """
    style = CitationStylesStyle.__new__(CitationStylesStyle)
    style.parser = _parser()
    style.xml = etree.parse(path, style.parser)
    style.root = style.xml.getroot()
    style.root.macros = {macro.get("name"): macro for macro in style.root.iter(f"{_CSL}macro")}
    style.root.calls = {}
    for order in style.root.findall(f"{_CSL}citation/{_CSL}sort"):
        order.getparent().remove(order)  # one work is cited at a time
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style.root.set_locale_list(locale, validate=False)
    style.root.locales = [_mended(one, style) for one in style.root.locales]
    return style


def _initials(word: str, mark: str, hyphen: str) -> str:
    """Initials of a part of a name: J.-E. of Ji-eun; what begins small stays, as in al-R."""
    first, *more = [piece for piece in word.split("-") if piece] or [word]
    if first[0].isupper():
        between = f"{mark.rstrip()}-" if hyphen == "-" else hyphen
        return between.join(piece[0].upper() for piece in (first, *more)) + mark
    return " " + "-".join([first, *(piece[0] for piece in more)]) + (mark if more else " ")


def _mended(locale: Any, style: Any) -> Any:
    """A locale that was read by citeproc-py itself, read again."""
    if locale.getroottree().getroot() is style.root:
        return locale
    again = etree.fromstring(etree.tostring(locale.getroottree()), style.parser)
    again.style = style.root
    return again


def _parser() -> etree.XMLParser:
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(_NAMESPACE)
    namespace[None] = csl.CitationStylesElement
    for kind in (*csl.CitationStylesElement.__subclasses__(), *_MENDED):
        namespace[kind.__name__.replace("_", "-").lower()] = kind
    parser = etree.XMLParser(remove_comments=True, encoding="UTF-8", no_network=True)
    parser.set_element_class_lookup(lookup)
    return parser
