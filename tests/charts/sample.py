"""What a paper would draw of the built-in case library: each chart once, with about 25 cases."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engagement_kit.assess import (
    count_evidence,
    fill_canvas,
    map_evidence,
    place_quadrants,
    place_stages,
    rate_levels,
    rate_targets,
    tally_quadrants,
)
from engagement_kit.cases import Case, Cases, load_cases
from engagement_kit.charts.recipe import Recipe
from engagement_kit.compare import (
    Memberships,
    align_targets,
    compare_groups,
    compare_waves,
    memberships_from,
    minimize,
    necessity,
    rate_agreement,
    relation,
    specify,
    truth_table,
)
from engagement_kit.frameworks import Framework, load_framework

__all__ = ["samples"]

_LIBRARY = Path(__file__).resolve().parents[2] / "case_studies"
_NOTED = {"en": "rijksmuseum", "ko": "nmk", "ar": "louvre-abu-dhabi"}  # notes of the canvas
_TOWNS = (
    {"en": "Town Museum", "ko": "마을박물관", "ar": "متحف البلدة"},
    {"en": "Harbour Museum of Art", "ko": "항구미술관", "ar": "متحف الميناء للفنون"},
)


@cache
def samples(lang: str) -> Mapping[str, Recipe]:
    """A recipe of each chart in a language, by the id of the chart."""
    cases = load_cases(_LIBRARY)
    museums, companies = cases.where(kind="museum"), cases.where(kind="company")
    mixed = cases.where(ids=[case.id for kind in (museums, companies) for case in list(kind)[:12]])
    few = cases.where(ids=["klm", "nmk", "careem"])
    smi, maturity, capability, guide, canvas = (
        load_framework(name, lang=lang)
        for name in ("smi", "maturity", "capability", "guide", "def")
    )
    last = {"wave": "last"}
    panels = {"chart": "quadrant", "by": "kind", "columns": None, "options": {"key": False}}
    results = {
        "agreement": rate_agreement(cases, smi),
        "canvas": fill_canvas(cases[_NOTED[lang]], canvas, lang=lang),
        "capabilities": rate_levels(museums, capability, **last),
        "density": tally_quadrants(place_quadrants(cases, smi, min_known=0.25, **last)),
        "difference": compare_groups(rate_levels(cases, maturity, part="stages", **last)),
        "dumbbell": rate_targets(_towns(maturity), maturity, now="respondents"),
        "evidence": map_evidence(museums, lang=lang),
        "facet": place_quadrants(mixed, smi, min_known=0.25, **last),
        "gap": align_targets(
            rate_targets(_towns(maturity, (0, 2, 5, 10)), maturity, now="respondents")
        ),
        "items": rate_levels(museums, guide, part="steps", **last),
        "matrix": count_evidence(museums, maturity),
        "necessity": necessity(_sets(cases, maturity), "ADVANCED"),
        "profile": rate_levels(museums, maturity, part="stages", **last),
        "quadrant": place_quadrants(companies, smi, min_known=0.25, **last),
        "radar": place_stages(few, maturity, **last),
        "slope": place_stages(companies, maturity),
        "solution": minimize(
            truth_table(_ready(cases), "STANCE"), "intermediate", {"TEAM": 1, "CULTURE": 1}
        ),
        "specification": specify(cases, smi),
        "staircase": place_stages(museums, maturity, **last),
        "transition": compare_waves(place_stages(companies, maturity)),
        "truth_table": truth_table(_ready(cases), "STANCE"),
        "xy": relation(_sets(cases, maturity), "SPONSOR*SYSTEM", "ADVANCED"),
    }
    options = {
        "density": {"named": place_quadrants(few, smi, min_known=0.25, **last)},
        "facet": panels,
    }
    return {
        chart: Recipe(chart, result, getattr(result, "framework", None), options.get(chart, {}))
        for chart, result in results.items()
    }


def _sets(cases: Cases, maturity: Framework) -> Memberships:
    """Memberships in three requirements of the chasm, and in an outcome apart from them."""
    outcome = ["maturity.engagement_role", "maturity.customer_stance"]
    return memberships_from(
        cases,
        maturity,
        columns={
            "SPONSOR": "maturity.chasm.executive_sponsorship",
            "SYSTEM": "maturity.chasm.engagement_system",
            "AGENT": "maturity.chasm.change_agent",
            "ADVANCED": {"items": outcome, "rule": "min"},
        },
    )


def _ready(cases: Cases) -> Memberships:
    """Memberships of the library in three conditions and an outcome."""
    columns: dict[str, str | list[str]] = {
        "TEAM": "smi.investment.team",
        "CULTURE": "smi.innovation.culture",
        "AGENT": "maturity.chasm.change_agent",
        "STANCE": ["maturity.engagement_role", "maturity.customer_stance"],
    }
    return memberships_from(cases, columns=columns)


def _towns(maturity: Framework, horizons: tuple[int, ...] = (0, 3)) -> Cases:
    """Two invented museums with targets of two respondents: no case of the library has any."""
    values = maturity.scale(maturity.part("stages").scale).ids
    made = []
    for number, name in enumerate(_TOWNS):
        town = Case(id=f"town-{number}", kind="museum", name=name, waves=(2025,))
        for place, item in enumerate(maturity.part("stages").items):
            for horizon in horizons:
                for who, more in (("director", 0), ("service", 1)):
                    value = values[(place + number + horizon // 2 + more) % len(values)]
                    town = town.aim(item.id, value, coder="me", respondent=who, horizon=horizon)
        made.append(town)
    return Cases(tuple(made))
