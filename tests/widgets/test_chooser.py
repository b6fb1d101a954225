import json
from pathlib import Path

import pytest

from engagement_kit.cases import Case, Note, Rating, read_case
from engagement_kit.frameworks import load_frameworks
from engagement_kit.widgets.app import FRAMEWORKS, LANGUAGE, STUDY
from engagement_kit.widgets.chooser import open_app
from engagement_kit.widgets.choosing import case_line, owners

BUDGET, SKILLS = "smi.investment.budget", "smi.investment.briefing"
REACH = "def.canvas.reach"


@pytest.fixture
def study(folder) -> Path:
    """The folder of a study with one case."""
    return folder.parent


@pytest.fixture
def app(study):
    """The start page of the study, in a notebook."""
    return open_app(study)


def wish(app, do, **more):
    """What became of a wish."""
    chosen = {"coder": "kim", "case": "oak", "framework": "smi", "lang": "en"}
    app.chooser.wish = {"do": do, "n": app.chooser.answer.get("n", 0) + 1, **chosen, **more}
    return app.chooser.answer


def rate(form, item, value):
    """Answer an item in a form, as its page would."""
    change = {"id": 1, "do": "rate", "item": item, "wave": 2014, "attr": "value"}
    form.outbox = {"client": "page", "changes": [change | {"base": None, "value": value}]}


def broken_framework(study):
    """Put a framework into a study that cannot be read."""
    place = study / "frameworks" / "broken"
    place.mkdir(parents=True)
    (place / "framework.yaml").write_text("format: 1\n\tid: broken\n", encoding="utf-8")


def test_work_is_counted_by_coder_and_framework(case):
    """A case's line tells how many ratings and notes each coder has in each framework."""
    more = {
        "ratings": (
            *case.ratings,
            Rating(case="oak", coder="kim", item=SKILLS, wave=2014, value="yes"),
            Rating(case="oak", coder="kim", item=BUDGET, wave=2024, missing="unknown", value=None),
        ),
        "notes": (Note(case="oak", coder="kim", box=REACH, wave=2014, text={"en": "New"}),),
    }
    line = case_line(case.model_copy(update=more), owners(load_frameworks().values()))
    assert line["done"] == {"ann": {"smi": [1, 0]}, "kim": {"smi": [2, 0], "def": [0, 1]}}


def test_what_belongs_to_no_framework_in_use_is_not_counted(case):
    """Ratings of items that no framework of the study has are in no number."""
    assert case_line(case, {})["done"] == {}


def test_the_page_is_not_told_what_others_answered(app):
    """A coder who codes blind gets numbers of others' ratings, and no rating."""
    (line,) = app.chooser.study["cases"]
    assert line["done"] == {"ann": {"smi": [1, 0]}}
    assert BUDGET not in json.dumps(app.chooser.study)


def test_frameworks_without_anything_to_fill_in_are_not_offered(app):
    """A framework whose items all belong to others has no form of its own."""
    offered = {one["id"]: one["placed"] for one in app.chooser.study["frameworks"]}
    assert "dcfts" not in offered
    assert offered["smi"]
    assert not offered["def"]


def test_a_case_with_a_fault_is_left_out_and_told(study):
    """The sound cases are offered; what is wrong with the others is told in sentences."""
    (study / "elm").mkdir()
    (study / "elm" / "case.yaml").write_text("format: 1\nid: elm\n", encoding="utf-8")
    shown = open_app(study).chooser.study
    assert [line["id"] for line in shown["cases"]] == ["oak"]
    assert any("elm" in sentence for sentence in shown["left_out"])


@pytest.mark.parametrize("value", ["mostly", "[broken"])
def test_one_coders_slip_locks_nobody_out_and_is_not_read_aloud(study, value):
    """A case with a fault in one coder's file opens for the others, who see only where it is."""
    rating = f"- {{item: smi.investment.budget, wave: 2014, value: {value}}}\n"
    text = f"format: 1\ncase: oak\ncoder: bea\nratings:\n{rating}"
    (study / "oak" / "bea.yaml").write_text(text, encoding="utf-8")
    app = open_app(study)
    shown = app.chooser.study
    assert [line["id"] for line in shown["cases"]] == ["oak"]
    assert [told.partition(":")[0] for told in shown["left_out"]] == ["oak/bea.yaml"]
    assert "mostly" not in str(shown["left_out"])
    assert app.case({"case": "oak"}).id == "oak"


def test_a_study_without_cases_is_no_fault(tmp_path):
    """Where there is no case yet, nothing is said to be wrong: the first one can be made."""
    shown = open_app(tmp_path).chooser.study
    assert shown["cases"] == []
    assert shown["left_out"] == []


def test_a_study_that_is_gone_is_told(tmp_path):
    """A page on a folder that is not there any more says so."""
    shown = open_app(tmp_path / "gone").chooser.study
    assert "no folder" in shown["left_out"][0]


def test_a_broken_framework_keeps_nobody_from_the_others(study):
    """The built-in frameworks are offered beside what is wrong with the study's own."""
    broken_framework(study)
    shown = open_app(study).chooser.study
    assert "smi" in [one["id"] for one in shown["frameworks"]]
    assert any("framework.yaml" in sentence for sentence in shown["left_out"])


def test_the_chosen_form_opens_below_the_choice(app):
    """The form of this coder, case and framework is the second thing on the page."""
    answer = wish(app, "fill")
    assert answer["open"] == {"do": "fill", "coder": "kim", "case": "oak", "framework": "smi"}
    start, form = app.children
    assert start is app.chooser
    assert form.state.coder == "kim"
    assert form.state.framework.id == "smi"


def test_the_form_is_blind(app):
    """The form that the app opens holds no judgement of another coder."""
    wish(app, "fill")
    assert app.form.material["others"] is None


def test_the_way_back_takes_the_form_away_and_counts_anew(app, folder):
    """After the way back the form is gone, and what was done in it is counted."""
    wish(app, "fill")
    form = app.form
    rate(form, SKILLS, "yes")
    assert wish(app, "back")["open"] is None
    assert app.children == (app.chooser,)
    assert form.comm is None
    assert app.chooser.study["cases"][0]["done"]["kim"] == {"smi": [1, 0]}
    assert [rating.coder for rating in read_case(folder).ratings] == ["ann", "kim"]


def test_another_form_takes_the_place_of_the_first(app):
    """Only one form is open at a time."""
    wish(app, "fill")
    first = app.form
    wish(app, "fill", framework="def")
    assert first.comm is None
    assert len(app.children) == 2
    assert app.form.state.framework.id == "def"


def test_disagreements_are_opened(app):
    """The form for settling disagreements opens for the case and framework."""
    wish(app, "fill")
    rate(app.form, BUDGET, "yes")  # ann said no
    assert wish(app, "settle")["open"]["do"] == "settle"
    assert len(app.children) == 2


def test_all_cases_are_explored(app):
    """The view of all cases opens for a framework in which cases have a place."""
    assert wish(app, "explore")["open"]["do"] == "explore"
    assert len(app.children) == 2


@pytest.mark.parametrize(
    ("do", "more", "named"),
    [
        ("fill", {"case": "../oak"}, "../oak"),
        ("fill", {"framework": "nope"}, "nope"),
        ("settle", {"case": ""}, "case"),
        ("explore", {"framework": "def"}, "def"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_opens_nothing(app, do, more, named):
    """What an address asks for that is not there is told; the start page stays."""
    answer = wish(app, do, **more)
    assert answer["open"] is None
    assert named in answer["problem"]["message"]
    assert app.children == (app.chooser,)


def test_a_new_case_is_made_and_offered(app, study):
    """A case that was described in the form stands on disk and among the cases."""
    value = {"id": "elm", "name": {"ko": "느릅나무"}, "kind": "company", "waves": [2015, 2024]}
    answer = wish(app, "new_case", value=value)
    assert answer["problem"] is None
    assert answer["made"] == "elm"
    made = next(read_case(path.parent) for path in study.rglob("elm/case.yaml"))
    assert made == Case(folder=made.folder, **value)
    assert made.country is None
    assert "elm" in [line["id"] for line in app.chooser.study["cases"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "oak"), ("id", "a/b"), ("waves", [2024, 2015]), ("kind", "two words"), ("name", {})],
)
def test_what_is_wrong_with_a_new_case_is_told_at_its_field(app, study, field, value):
    """A new case that cannot be is refused with a sentence at the field, and nothing is written."""
    sound = {"id": "elm", "name": {"en": "Elm"}, "kind": "museum", "waves": [2015]}
    answer = wish(app, "new_case", value=sound | {field: value})
    assert answer["problem"]["field"] == field
    assert answer["problem"]["message"]
    assert len(list(study.rglob("case.yaml"))) == 1


def test_the_app_reads_what_it_was_started_for(study, monkeypatch):
    """In the app's own page, study and language come by environment, and the address is ours."""
    monkeypatch.setenv(STUDY, str(study))
    monkeypatch.setenv(LANGUAGE, "ko")
    shown = open_app().chooser.study
    assert (shown["page"], shown["lang"], shown["study"]) == (True, "ko", "study")
    assert [line["id"] for line in shown["cases"]] == ["oak"]


def test_frameworks_of_ones_own_reach_the_app(study, monkeypatch):
    """A folder of frameworks that the app was started with is the one it reads."""
    broken_framework(study)
    (study / "frameworks").rename(study.parent / "own")
    monkeypatch.setenv(STUDY, str(study))
    monkeypatch.setenv(FRAMEWORKS, str(study.parent / "own"))
    assert any("framework.yaml" in told for told in open_app().chooser.study["left_out"])


def test_in_a_notebook_the_page_is_left_as_it_is(app):
    """Shown in a notebook, the start page does not set the address or the title of JupyterLab."""
    assert app.chooser.study["page"] is False


def test_two_pages_have_two_files(study):
    """Two people at once write each to a file of his own."""
    first, second = open_app(study), open_app(study)
    wish(first, "fill")
    wish(second, "fill", coder="lee")
    assert first.form.state.coder == "kim"
    assert second.form.state.coder == "lee"


def test_the_start_page_brings_its_words_in_every_language(app):
    """The page can change its language without asking the kernel."""
    words = app.chooser.study["words"]
    assert set(words) == {"en", "ko", "ar"}
    assert all(set(one) == set(words["en"]) for one in words.values())
    assert all(key.startswith("app_") for key in words["en"])
