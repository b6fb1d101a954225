"""What an interactive view is told: the choices there are, what placements changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from engagement_kit.assess import CODER_RULES, STAGE_RULES, case_waves, explain
from engagement_kit.assess.placements import STATUSES, Placements
from engagement_kit.assess.plain_rows import plain_rows
from engagement_kit.assess.quadrants import THRESHOLD_RULES
from engagement_kit.assess.quick_places import Limits, Standing
from engagement_kit.assess.sentences import words_of
from engagement_kit.assess.settings import Settings, default_settings
from engagement_kit.assess.view import rule_sentences
from engagement_kit.cases import Cases
from engagement_kit.frameworks import RIGHT_TO_LEFT, Framework
from engagement_kit.frameworks.schema import Quadrant, Stages
from engagement_kit.widgets.form import all_words

__all__ = ["changes_between", "describe_view", "rules_told", "standings_told", "why_told"]


def describe_view(
    cases: Cases, framework: Framework, coders: Iterable[str], lang: str
) -> dict[str, Any]:
    """Everything about a view that does not change: its cases, parts, choices and words.

    Parameters
    ----------
    cases : Cases
    framework : Framework
    coders : iterable of str
        Who rated items of the framework.
    lang : str
        Language to begin with.
    """
    parts = [part for part in framework.parts if isinstance(part, (Quadrant, Stages))]
    return {
        "lang": lang,
        "rtl": sorted(RIGHT_TO_LEFT),
        "framework": {
            "id": framework.id,
            "version": framework.version,
            "languages": list(framework.languages),
        },
        "texts": {one: _texts(framework.in_language(one), parts) for one in framework.languages},
        "words": _words(),
        "parts": [_part_told(framework, part) for part in parts],
        "cases": {
            case.id: {"name": dict(case.name), "kind": case.kind, "country": case.country or ""}
            for case in cases
        },
        "choices": _choices(cases, coders),
    }


def _words() -> dict[str, dict[str, str]]:
    """The words of this view alone, by language."""
    return {
        lang: {key: text for key, text in words.items() if key.startswith("explore_")}
        for lang, words in all_words().items()
    }


def _texts(framework: Framework, parts: Iterable[Quadrant | Stages]) -> dict[str, str]:
    """Names of the framework, of its parts and of the places in them."""
    ids = [id_ for part in parts for id_ in (part.id, *_places(framework, part), *_around(part))]
    names = {f"{id_}.label": framework.label(_text_id(framework, id_)) for id_ in ids}
    return {"framework.name": framework.name, **names}


def _text_id(framework: Framework, place: str) -> str:
    """Id under which the texts of a place stand: a stage is a value of its scale."""
    for part in framework.parts:
        if isinstance(part, Stages) and place in framework.scale(part.scale).ids:
            return f"scale.{part.scale}.{place}"
    return place


def _places(framework: Framework, part: Quadrant | Stages) -> tuple[str, ...]:
    if isinstance(part, Quadrant):
        return tuple(cell.id for cell in part.cells)
    return tuple(framework.scale(part.scale).ids)


def _around(part: Quadrant | Stages) -> tuple[str, ...]:
    """What else of a part is named in its picture."""
    if isinstance(part, Quadrant):
        return tuple(axis.id for axis in part.axes)
    return (*(banner.id for banner in part.banners), *(gap.id for gap in part.gaps))


def _part_told(framework: Framework, part: Quadrant | Stages) -> dict[str, Any]:
    told = {
        "id": part.id,
        "kind": part.kind,
        "places": list(_places(framework, part)),
        "settings": default_settings(framework, part.id).as_dict(),
    }
    if isinstance(part, Quadrant):
        levels = {cell.id: [cell.levels[axis.id] for axis in part.axes] for cell in part.cells}
        return {**told, "axes": [axis.id for axis in part.axes], "levels": levels}
    banners = [banner.model_dump(mode="json") for banner in part.banners]
    return {**told, "banners": banners, "gaps": {gap.after: gap.id for gap in part.gaps}}


def _choices(cases: Cases, coders: Iterable[str]) -> dict[str, Any]:
    waves = case_waves(cases)["wave"]
    return {
        "kinds": list(dict.fromkeys(sorted(case.kind for case in cases))),
        "countries": sorted({case.country or "" for case in cases}, key=lambda c: (c == "", c)),
        "waves": sorted({int(wave) for wave in waves}),
        "threshold_rules": list(THRESHOLD_RULES),
        "stage_rules": list(STAGE_RULES),
        "coder_rules": list(CODER_RULES),
        "coders": sorted(coders),
    }


def standings_told(
    now: Iterable[Standing], before: Mapping[str, Standing]
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Cases as the browser draws them, each with what changed, and how many are placed how."""
    units = [
        {
            "unit": one.unit,
            "case": one.case,
            "wave": one.wave,
            "place": one.place,
            "status": one.status,
            "possible": list(one.possible),
            **one.numbers,
            **changes_between(before.get(one.unit), one),
        }
        for one in now
    ]
    return units, {status: sum(u["status"] == status for u in units) for status in STATUSES}


def changes_between(before: Standing | None, now: Standing) -> dict[str, Any]:
    """What the rules changed: the place, else how firm it is, else nothing (an empty text)."""
    if before is None or (before.place, before.status) == (now.place, now.status):
        return {"change": "", "before": None}
    told = {"place": before.place, "status": before.status, **before.numbers}
    return {"change": "place" if before.place != now.place else "status", "before": told}


def rules_told(framework: Framework, settings: Settings, limits: Limits) -> list[str]:
    """Everything that was decided, in sentences of the framework's language."""
    part = framework.part(settings.part)
    parameters = {
        "min_known": settings.min_known,
        "coder_rule": settings.coder_rule,
        **{f"{side}_threshold": value for side, value in limits.items()},
    }
    parameters |= (
        {"threshold_rule": settings.threshold_rule}
        if isinstance(part, Quadrant)
        else {"rule": settings.stage_rule}
    )
    return rule_sentences(parameters, words_of(framework))


def threshold_status(framework: Framework, settings: Settings) -> str:
    """Who set the thresholds: authored, inferred or attested; chosen in the view; or the sample."""
    part = framework.part(settings.part)
    if not isinstance(part, Quadrant):
        return ""
    if settings.threshold_rule != "fixed":
        return settings.threshold_rule
    default = default_settings(framework, part.id)
    own = replace(settings, x_threshold=default.x_threshold, y_threshold=default.y_threshold)
    return part.threshold.status if own == settings else "chosen"


def why_told(placements: Placements, case: str, wave: int) -> dict[str, Any]:
    """Why a case stands where it does: sentences, items with each coder's answer, evidence."""
    explanation = explain(placements[case, wave])
    answers = plain_rows(explanation.ratings)
    return {
        "sentences": list(explanation.sentences),
        "items": [_item_told(row, answers) for row in plain_rows(explanation.items)],
        "evidence": plain_rows(explanation.evidence),
    }


def _item_told(item: Mapping[str, Any], answers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    names = ("coder", "answer", "confidence", "note")
    return {
        "item": item["item"],
        "label": item["label"],
        "group": item["group"],
        "answer": item["answer"],
        "known": item["value"] is not None,
        "ratings": [
            {name: one[name] for name in names}
            | {"evidence": one["evidence"].split(";") if one["evidence"] else []}
            for one in answers
            if one["item"] == item["item"]
        ],
    }
