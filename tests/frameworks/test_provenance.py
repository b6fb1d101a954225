"""What a text's provenance claims: printed, derived or ours, and where to look it up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engagement_kit.frameworks import Framework, list_frameworks, load_framework

LANGUAGES = ("en", "ko", "ar")
ATTESTED_IN_SMI = (
    "smi.investment.briefing",
    "smi.investment.time",
    "smi.investment.agent_metrics",
    "smi.innovation.early_adoption",
    "smi.innovation.in_channel_resolution",
)
# Boxes for which the canvas prints a question and nothing else that could describe them.
DESCRIBED_BY_US = ("assets", "information", "technology", "processes", "objectives", "trends")


def strings(framework: Framework, lang: str) -> Iterator[tuple[str, str | None, str, str | None]]:
    """Key, text, provenance and source of every text in one language."""
    for key, string in framework._texts[lang].strings.items():
        yield key, string.text, string.provenance, string.source


@pytest.fixture(params=list_frameworks())
def framework(request: pytest.FixtureRequest) -> Framework:
    """Each framework of the library."""
    return load_framework(request.param)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_is_printed_or_derived_names_its_source(framework: Framework, lang: str) -> None:
    """Only what is ours or unknown may stand without a source in the reference language."""
    for key, _, provenance, source in strings(framework, lang):
        if provenance in ("seed", "source") or (provenance == "inferred" and lang == "en"):
            assert source, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_seeds_are_told_from_other_publications(framework: Framework, lang: str) -> None:
    """A seed's key starts with s, that of a publication found later with w."""
    initial = {"seed": "s", "source": "w"}
    for key, _, provenance, source in strings(framework, lang):
        if provenance in initial:
            assert source is not None, key
            assert source[0] == initial[provenance], key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exactly_what_is_unknown_is_empty(framework: Framework, lang: str) -> None:
    """A gap of a published model is null and marked; nothing else is empty."""
    for key, text, provenance, _ in strings(framework, lang):
        assert (text is None) == (provenance == "unknown"), key


def test_questions_made_from_statements_are_derived() -> None:
    """Guide, index, chasm and value model ask nothing themselves: their questions are inferred."""
    guide, smi = load_framework("guide"), load_framework("smi")
    maturity, canvas = load_framework("maturity"), load_framework("def")
    asked = [(guide, item.id) for item in guide.part("steps").items]
    asked += [(smi, item) for item in ATTESTED_IN_SMI]
    asked += [(maturity, item.id) for item in maturity.part("chasm_requirements").items]
    asked += [(canvas, box.id) for box in canvas.part("value").boxes]
    for framework, element in asked:
        assert framework.provenance(element, "question.1") == "inferred", element


def test_boxes_that_the_canvas_does_not_describe_are_described_by_inference() -> None:
    """Where version 3 prints only a question, the description does not pass for printed."""
    canvas = load_framework("def")
    for box in DESCRIBED_BY_US:
        assert canvas.provenance(f"def.canvas.{box}", "description") == "inferred", box
    assert canvas.provenance("def.canvas.reach", "description") == "source"


def test_who_is_briefed_is_our_reading() -> None:
    """The source asks for regular briefings and does not say of whom."""
    assert load_framework("smi").provenance("smi.investment.briefing", "label") == "inferred"
