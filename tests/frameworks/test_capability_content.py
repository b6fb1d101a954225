"""The capabilities model has eight pairs of verbs, and empty cells where nothing could be read."""

import pytest

from engagement_kit.frameworks import load_framework

LANGUAGES = ("en", "ko", "ar")
PAIRS = {
    "listen_segment": ("listen", "segment"),
    "assess_benchmark": ("assess", "benchmark"),
    "plan_publish": ("plan", "publish"),
    "integrate_automate": ("integrate", "automate"),
    "activate_engage": ("activate", "engage"),
    "analyse_report": ("analyse", "report"),
    "target_amplify": ("target", "amplify"),
    "govern_comply": ("govern", "comply"),
}
VERBS = tuple(verb for pair in PAIRS.values() for verb in pair)
LENSES = ("people", "process", "technology")
MOTTOS = ("listen_l", "learn_l", "love_l")


@pytest.fixture(scope="module")
def capability():
    """The model in English."""
    return load_framework("capability")


def test_eight_pairs_make_sixteen_verbs(capability):
    """Pairs, verbs and their order are those of the codebook."""
    pairs = {
        pair.id: tuple(i.id for i in pair.items) for pair in capability.part("use_cases").pairs
    }
    assert list(pairs) == list(PAIRS)
    assert pairs == {
        pair: tuple(f"capability.{verb}" for verb in verbs) for pair, verbs in PAIRS.items()
    }


def test_verbs_are_rated_on_the_scale_of_practice(capability):
    """From absent (0) to systematic (3)."""
    scale = capability.scale("practice")
    assert {item.scale for item in capability.items} == {"practice"}
    assert scale.ids == ("absent", "ad_hoc", "regular", "systematic")
    assert [scale.number(value) for value in scale.ids] == [0, 1, 2, 3]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verb_is_defined(capability, lang):
    """Sixteen definitions in every language."""
    framework = capability.in_language(lang)
    assert all(framework.text(f"capability.{verb}", "definition") for verb in VERBS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_six_outcomes_and_seven_feelings_are_stated(capability, lang):
    """Where the model states none the text is empty and marked unknown."""
    framework = capability.in_language(lang)
    for attribute, silent in (
        ("outcome", {"listen_segment", "analyse_report"}),
        ("feeling", {"analyse_report"}),
    ):
        assert {pair for pair in PAIRS if framework.text(pair, attribute) is None} == silent
        assert {framework.provenance(pair, attribute) for pair in silent} == {"unknown"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_cells_of_the_three_lenses_are_empty(capability, lang):
    """The texts of the 48 cells could not be read: keys are there, nothing is filled in."""
    framework = capability.in_language(lang)
    assert capability.part("use_cases").lenses == LENSES
    for cell in (f"capability.{verb}.{lens}" for verb in VERBS for lens in LENSES):
        assert framework.text(cell, "description") is None
        assert framework.provenance(cell, "description") == "unknown"


def test_every_pair_leads_to_listening_learning_or_love(capability):
    """Govern and comply underlie all three; the assignment is told to be this project's."""
    part = capability.part("use_cases")
    assert part.mottos == MOTTOS
    found = {pair.id: pair.motto for pair in part.pairs}
    assert found.pop("govern_comply") == MOTTOS
    assert all(len(mottos) == 1 for mottos in found.values())
    assert found["listen_segment"] == ("listen_l",)
    assert capability.provenance("remark.mapping", "text") == "authored"


def test_evaluate_is_another_name_of_assess(capability):
    """The English verb is translated back: both words are in use."""
    assert capability.texts("capability.assess", "alias") == ("Evaluate",)


def test_english_verbs_are_marked_as_inferred(capability):
    """No English transcript could be read, so none of the verbs passes for a quotation."""
    verbs = {capability.provenance(f"capability.{verb}", "label") for verb in VERBS}
    assert verbs == {"inferred"}


def test_arabic_verbs_are_the_printed_ones_but_for_governance(capability):
    """The seed prints a word for ruling where governance is meant: that one is ours."""
    arabic = capability.in_language("ar")
    printed = {verb: arabic.provenance(f"capability.{verb}", "label") for verb in VERBS}
    assert printed.pop("govern") == "authored"
    assert set(printed.values()) == {"seed"}
    assert arabic.label("capability.govern") == "الحوكمة"


def test_mistranslations_stand_only_where_they_are_told(capability):
    """Human-rights communities and GDRP appear in the remark on names and nowhere else."""
    arabic = capability.in_language("ar")
    strings = arabic._texts["ar"].strings
    for wrong in ("حقوق الإنسان", "GDRP", "الحكم"):
        found = [key for key, string in strings.items() if wrong in (string.text or "")]
        assert found == ["remark.names.text"]
