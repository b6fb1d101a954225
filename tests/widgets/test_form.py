import json

from engagement_kit.frameworks import list_frameworks, load_framework
from engagement_kit.widgets.form import form_description, material_of, storage_key


def test_every_framework_can_be_described(case):
    """The description of any form is plain: it survives being sent as JSON."""
    for name in list_frameworks():
        found = form_description(case, load_framework(name), "kim")
        assert json.loads(json.dumps(found)) == found
        assert found["parts"], name


def test_all_languages_are_there_at_once(case, smi):
    """A switch of the language needs no kernel: texts and words of all three are sent."""
    found = form_description(case, smi, "kim", lang="ko")
    assert set(found["texts"]) == set(found["words"]) == {"en", "ko", "ar"}
    assert found["texts"]["ko"]["investment.label"] == "투자"
    assert found["words"]["en"].keys() == found["words"]["ko"].keys() == found["words"]["ar"].keys()


def test_parts_say_what_the_definition_says(case, smi, maturity):
    """Items, axes, cells and stages reach the form as the framework defines them."""
    part = form_description(case, smi, "kim")["parts"][0]
    assert [axis["id"] for axis in part["axes"]] == ["investment", "innovation"]
    parts = form_description(case, maturity, "kim")["parts"]
    assert [part["kind"] for part in parts] == [part.kind for part in maturity.parts]


def test_a_blind_form_holds_nothing_of_the_others(case, smi):
    """No rating of another coder is in anything that a blind form sends to the browser."""
    sent = json.dumps([form_description(case, smi, "kim"), material_of(case, "kim")])
    assert '"ann"' not in sent
    assert material_of(case, "kim")["others"] is None


def test_an_open_form_shows_the_others_but_not_oneself(case):
    """Without blinding, the other coders' ratings are there and one's own are not."""
    others = material_of(case, "kim", blind=False)["others"]
    assert [rating["coder"] for rating in others["ratings"]] == ["ann"]
    assert material_of(case, "ann", blind=False)["others"] == {"ratings": [], "notes": []}


def test_evidence_says_when_it_may_have_been(case):
    """Each fact carries the first and last year that it may be of."""
    facts = {
        fact["id"]: (fact["first"], fact["last"]) for fact in material_of(case, "x")["evidence"]
    }
    assert facts == {"oak-01": (2013, 2013), "oak-02": (2013, 2013), "oak-03": (2023, 2023)}


def test_unsaved_text_of_two_studies_is_kept_apart(case, smi, canvas, tmp_path):
    """The browser's store has another name for another folder, framework or coder."""
    elsewhere = case.model_copy(update={"folder": tmp_path / "elsewhere" / "oak"})
    keys = [
        storage_key(case, smi, "kim"),
        storage_key(case, smi, "lee"),
        storage_key(case, canvas, "kim"),
        storage_key(elsewhere, smi, "kim"),
    ]
    assert len(set(keys)) == 4
    assert str(tmp_path) not in keys[0]
