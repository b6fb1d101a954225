"""The report as one page that needs nothing else: styles, figures and the script are in it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from engagement_kit import __version__
from engagement_kit.assess import Placements
from engagement_kit.assess.placements import STATUSES
from engagement_kit.markup import Child, Html, anchor, join, link, tag
from engagement_kit.report.case_section import cases_section
from engagement_kit.report.contents import Contents
from engagement_kit.report.overview import about_section, faults_section, numbers_section
from engagement_kit.report.part_section import framework_section

__all__ = ["report_page"]

_HERE = Path(__file__).parent


def report_page(contents: Contents) -> str:
    """The whole page as text.

    It loads nothing: a policy in its head forbids everything but its own styles, its own script and
    the figures that it holds. Every text of the study is escaped.
    """
    study = contents.study
    page = tag("html", _head(contents), _body(contents), lang=study.lang, dir=study.direction)
    return f"<!DOCTYPE html>\n{page}\n"


def _head(contents: Contents) -> Html:
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    policy = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{_digest(_script())}'; base-uri 'none'; form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", contents.study.title),
        tag("style", Html(style)),
    )


def _script() -> str:
    return (_HERE / "report.js").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _body(contents: Contents) -> Html:
    study, words = contents.study, contents.words
    main: list[Child] = [
        about_section(contents),
        numbers_section(contents),
        faults_section(contents),
        *(framework_section(contents, framework) for framework in study.frameworks.values()),
        cases_section(contents),
        _method(contents),
    ]
    return tag(
        "body",
        link("main", words("skip"), class_="skip"),
        tag("header", tag("h1", study.title)),
        tag(
            "div",
            _navigation(contents),
            tag("main", *main, id="main", tabindex=-1),
            class_="columns",
        ),
        tag("script", Html(_script())),
    )


def _navigation(contents: Contents) -> Html:
    """Contents of the page, two levels deep."""
    words = contents.words
    entries = [tag("li", link(target, name), inner) for target, name, inner in _entries(contents)]
    lists = tag("details", tag("summary", words("contents")), tag("ol", *entries), open=True)
    return tag("nav", lists, aria_label=words("contents"))


def _entries(contents: Contents) -> Iterator[tuple[str, str, Child]]:
    study, words = contents.study, contents.words
    yield "about", words("about"), None
    yield "numbers", words("numbers"), None
    if study.faults or contents.notebook_faults or study.drafts or study.remarks:
        yield "faults", words("faults"), None
    for framework in study.frameworks.values():
        parts = [r for r in study.results if r.framework.id == framework.id]
        inner = tag("ol", *(tag("li", link(anchor("part", r.name), r.label)) for r in parts))
        yield anchor("framework", framework.id), framework.name, inner if parts else None
    yield "cases", words("cases"), None
    yield "method", words("method"), None


# --- how to read it


def _method(contents: Contents) -> Html:
    words = contents.words
    meanings = [(words(f"status.{s}"), words(f"status.{s}.meaning")) for s in STATUSES]
    meanings += [(words(f"method.{w}"), words(f"method.{w}.meaning")) for w in ("bounds", "wave")]
    return tag(
        "section",
        tag("h2", words("method"), id="method"),
        tag("h3", words("method.words")),
        tag("dl", *(tag("div", tag("dt", w), tag("dd", m)) for w, m in meanings), class_="facts"),
        tag("h3", words("method.rules")),
        tag("ul", *(tag("li", rule) for rule in _rules(contents))),
        tag("h3", words("method.files")),
        tag("ul", *(tag("li", line) for line in _files(contents))),
        tag("p", words("method.made", version=__version__), class_="small"),
    )


def _rules(contents: Contents) -> Iterator[str]:
    """For every part that places cases, what was decided."""
    for result in contents.study.results:
        if result.placements is not None:
            decided = contents.words("list.separator").join(_decided(contents, result.placements))
            yield f"{result.framework.name}: {decided}"


def _decided(contents: Contents, placements: Placements) -> Iterator[str]:
    words, parameters = contents.words, placements.parameters
    if "x_threshold" in parameters:
        limits = {side: f"{parameters[f'{side}_threshold']:.2f}" for side in "xy"}
        status = words(f"threshold.{parameters['threshold_status']}")
        yield words("threshold", status=status, **limits)
    if "rule" in parameters:
        yield words(f"rule.{parameters['rule']}")
    yield words("min_known", share=f"{100 * parameters['min_known']:.0f}")
    rule = words(f"coder_rule.{parameters['coder_rule']}")
    yield words("coder_rule", rule=rule)


def _files(contents: Contents) -> Iterator[Html]:
    """The other files of the study, as links within its folder."""
    words = contents.words
    counts = {
        "figures": len(contents.figures),
        "tables": len(contents.tables),
        "notebooks": len(contents.notebooks),
    }
    for folder, n in counts.items():
        if n:
            names = getattr(contents, folder) if folder != "figures" else ()
            ending = {"tables": ".csv"}.get(folder, "")
            links = ([" ", tag("a", name, href=f"{folder}/{name}{ending}")] for name in names)
            yield join([words(f"method.{folder}", n=n), *links])
