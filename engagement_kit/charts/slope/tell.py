"""The slope chart in words, and its data."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engagement_kit.assess import QuadrantPlacements, StagePlacements
from engagement_kit.charts.paper.directions import DIRECTIONS
from engagement_kit.charts.results import in_language
from engagement_kit.charts.slope.courses import MOST_NAMED, Course, Courses, follow_courses
from engagement_kit.charts.words import coder_rule, counted, percent, score, source_statement
from engagement_kit.frameworks import Framework

__all__ = ["caption_slope", "data_slope", "describe_courses", "describe_slope"]

Result = StagePlacements | QuadrantPlacements
_TOLD = 12  # cases whose values are told one by one


def describe_slope(
    placements: Result,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    axis: str | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Alternative text: years, how many rose, fell and stayed, from where to where, by name."""
    framework = in_language(placements, framework, lang)
    return describe_courses(follow_courses(placements, framework, axis, None, names))


def describe_courses(courses: Courses) -> str:
    """Alternative text of courses that have been followed."""
    words, counts, table = courses.words, courses.counts, courses.placements.table
    parts = [
        words(
            "slope.kind",
            what=courses.title,
            framework=courses.framework.name,
            n=len(table),
            cases=table["case"].nunique(),
        )
    ]
    if courses.seen:
        years = courses.years
        parts.append(words("slope.years", first=years[0], last=years[-1]))
        listed = [(words(f"slope.way.{way}"), counts[way]) for way in DIRECTIONS]
        parts.append(words("slope.ways", counts=counted(words, listed)))
        parts += _moves(courses)
        parts += _told(courses)
    return " ".join([*parts, *_missing(courses)])


def caption_slope(
    placements: Result,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    axis: str | None = None,
    source: str | None = None,
) -> str:
    """Caption for print: n, rule, bounds, what lines and marks mean, what is not placed, source.

    ``source`` is a sentence about the data; ``"library"`` stands for the one about the built-in
    case library.
    """
    courses = follow_courses(placements, in_language(placements, framework, lang), axis, None)
    words, parameters = courses.words, placements.parameters
    framework = courses.framework
    about = {"framework": framework.name, "version": framework.version}
    cases = placements.table["case"].nunique()
    parts = [
        f"{courses.title}.",
        words("caption.of", **about, n=len(placements), cases=cases),
        words("slope.caption.lines"),
        words("slope.caption.lanes") if courses.axis is None else "",
        *_rules(courses),
        words("slope.caption.bounds", most=MOST_NAMED),
        *_missing(courses),
        words("slope.caption.not_placed"),
        words("caption.coders", rule=coder_rule(words, parameters)),
        source_statement(words, source),
    ]
    return " ".join(part for part in parts if part)


def data_slope(
    placements: Result,
    framework: Framework | None = None,
    *,
    lang: str | None = None,
    axis: str | None = None,
    by: str | None = "kind",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The data drawn: one row a case and wave, with its value, bounds and the case's change.

    ``value`` is the stage's rank (from 1) or the score; it is empty where the wave is not placed.
    ``direction`` is rise, fall, same or point (fewer than two waves are placed); ``is_certain``
    says that the bounds of first and last placed wave lie apart.
    """
    courses = follow_courses(placements, in_language(placements, framework, lang), axis, by, names)
    groups = {group.id: group.label for group in courses.groups}
    rows = [
        {
            "case": course.case,
            "label": course.name,
            "group": course.group,
            "group_label": groups[course.group],
            "wave": stop.year,
            "axis": courses.axis,
            "status": stop.status,
            "value": stop.value,
            "value_label": courses.value_label(stop.value),
            "low": stop.low,
            "low_label": courses.value_label(stop.low),
            "high": stop.high,
            "high_label": courses.value_label(stop.high),
            "change": course.change,
            "direction": course.direction,
            "is_certain": bool(course.placed) and course.is_certain,
        }
        for course in (*courses.seen, *courses.lost)
        for stop in course.stops
    ]
    return pd.DataFrame(rows, columns=None if rows else _COLUMNS)


_COLUMNS = [
    "case", "label", "group", "group_label", "wave", "axis", "status", "value", "value_label",
    "low", "low_label", "high", "high_label", "change", "direction", "is_certain",
]  # fmt: skip


def _moves(courses: Courses) -> list[str]:
    """From which stage to which, and how many changes are certain."""
    words = courses.words
    moved = [c for c in courses.seen if c.direction in {"rise", "fall"}]
    parts = []
    if courses.axis is None and moved:
        ways = pd.Series([_way(courses, course) for course in moved]).value_counts(sort=False)
        ordered = sorted(ways.items(), key=lambda pair: (-pair[1], str(pair[0])))
        parts.append(words("slope.moves", counts=counted(words, [(str(w), n) for w, n in ordered])))
    certain = sum(course.is_certain for course in moved)
    if moved:
        parts.append(words("slope.certain", n=certain, all=len(moved)))
    return parts


def _way(courses: Courses, course: Course) -> str:
    ends = (courses.value_label(stop.value) for stop in (course.placed[0], course.placed[-1]))
    return courses.words("slope.way", first=next(ends), last=next(ends))


def _told(courses: Courses) -> list[str]:
    """The cases that changed most with their values; all of them where they are few."""
    words, ranked = courses.words, courses.most_changed()
    shown = ranked if len(ranked) <= _TOLD else [c for c in ranked if c.change][:_TOLD]
    if not shown:
        return []
    told = [words("slope.case", name=c.name, values=_values(courses, c)) for c in shown]
    key = "slope.all_cases" if len(ranked) <= _TOLD else "slope.most_changed"
    return [words(key, cases=words("slope.separator").join(told))]


def _values(courses: Courses, course: Course) -> str:
    words = courses.words
    return words("list.separator").join(
        words(
            "slope.value",
            year=stop.year,
            value=words("slope.unknown") if stop.value is None else courses.value_label(stop.value),
        )
        for stop in course.stops
    )


def _missing(courses: Courses) -> list[str]:
    """Waves that are not placed, and cases that are not placed at all."""
    words = courses.words
    past = sum(stop.value is None for course in courses.seen for stop in course.stops)
    parts = [words("slope.told_past", n=past)] if past else []
    if courses.lost:
        names = words("list.separator").join(course.name for course in courses.lost[:_TOLD])
        more = words("list.separator") + "…" if len(courses.lost) > _TOLD else ""
        parts.append(f"{words('slope.lost', n=len(courses.lost))} {names}{more}.")
    return parts


def _rules(courses: Courses) -> list[str]:
    """The rule that gives the stage, or the threshold; and how much must be known."""
    words, parameters = courses.words, courses.placements.parameters
    share = percent(words, parameters.get("min_known", 0.5))
    if courses.axis is None:
        rule = words(f"rule.{parameters['rule']}")
        return [
            words("staircase.caption.rule", rule=rule),
            words("staircase.caption.min_known", share=share),
        ]
    kind = parameters.get("threshold_rule", "fixed")
    kind = kind if kind != "fixed" else parameters.get("threshold_status", "authored")
    threshold = words(f"threshold.{kind}", value=score(courses.threshold))
    return [
        words("caption.threshold", threshold=threshold),
        words("quadrant.caption.min_known", share=share),
    ]
