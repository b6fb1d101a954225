import json
import threading
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import engagement_kit as ek
from engagement_kit.cases import Cases
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework
from engagement_kit.widgets.explore import Explorer, explore
from tests.assess.small_cases import rated

OWN = Path(__file__).parents[1] / "frameworks" / "samples" / "own"


@pytest.fixture
def cases(smi: Framework) -> Cases:
    """One case that is high, one at the thresholds of which a coder doubts, one unknown."""
    items = [item.id for item in smi.items]
    return Cases(
        (
            rated("high", {"ann": dict.fromkeys(items, "yes")}, country="France"),
            rated(
                "low",
                {
                    "ann": dict.fromkeys(items, "partly"),
                    "ben": {items[0]: "partly"},
                    "cal": {items[0]: "no"},
                },
            ),
            rated("quiet", {}),
        )
    )


@pytest.fixture
def explorer(cases: Cases, smi: Framework) -> Explorer:
    """A view of the three cases."""
    return explore(cases, smi)


def ask(explorer: Explorer, lang: str = "en", **changes: object) -> dict[str, Any]:
    """What the browser does when a control is moved, and what it is told."""
    number = explorer.request["number"] + 1
    settings = {**explorer.request["settings"], **changes}
    explorer.request = {"number": number, "settings": settings, "lang": lang}
    return dict(explorer.result)


def by_case(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the browser is told of each case."""
    return {unit["case"]: unit for unit in result["units"]}


def test_a_view_begins_with_the_rules_of_the_framework(explorer: Explorer) -> None:
    """Before anything is moved, cases stand as place_quadrants() puts them and none has moved."""
    told = explorer.result

    assert told["counts"] == {"settled": 1, "open": 1, "not_placed": 1}
    assert [unit["place"] for unit in told["units"]] == ["socialfirst", "socialfirst", None]
    assert {unit["change"] for unit in told["units"]} == {""}
    assert told["status"] == "authored"
    pd.testing.assert_frame_equal(
        explorer.placements.table,
        ek.place_quadrants(explorer.cases, explorer.framework, wave="last").table,
    )


def test_a_moved_threshold_moves_cases_and_says_from_where(explorer: Explorer) -> None:
    """A case that stands elsewhere than by the default rules is told with its former place."""
    told = by_case(ask(explorer, x_threshold=0.8))

    assert told["low"]["place"] == "contender"
    assert told["low"]["change"] == "place"
    assert told["low"]["before"]["place"] == "socialfirst"
    assert told["high"]["change"] == ""
    assert explorer.result["status"] == "chosen"
    assert explorer.settings.x_threshold == 0.8
    assert "threshold=(0.8, 0.5)" in explorer.code()
    assert explorer.placements["low"].row["quadrant"] == "contender"


def test_a_case_that_is_settled_now_is_told_apart_from_one_that_moved(explorer: Explorer) -> None:
    """The same place held more firmly is a change of another kind."""
    told = by_case(ask(explorer, coder_rule="ann"))["low"]

    assert (told["place"], told["status"]) == ("socialfirst", "settled")
    assert told["change"] == "status"
    assert told["before"]["status"] == "open"


def test_filters_take_cases_away_without_moving_others(explorer: Explorer) -> None:
    """A filter changes which cases are looked at; what is left counts as unmoved."""
    told = ask(explorer, countries=["France"])

    assert [unit["case"] for unit in told["units"]] == ["high"]
    assert told["units"][0]["change"] == ""
    assert 'cases.where(country="France")' in told["code"]


def test_an_empty_view_says_why(explorer: Explorer) -> None:
    """No case that fits, or none that the one coder rated: the view is told which."""
    assert ask(explorer, countries=["France"], coder_rule="ben")["empty"] == "coder"
    with pytest.raises(UnknownId, match="no coder rule or coder 'ben'"):
        _ = explorer.placements
    assert ask(explorer, countries=[], coder_rule="lower", wave=1999)["empty"] == "cases"
    assert ask(explorer, wave="last")["empty"] == ""


def test_a_request_that_cannot_be_is_told_and_changes_nothing(explorer: Explorer) -> None:
    """A wrong value from a browser comes back as a sentence; the settings stay."""
    before = explorer.settings

    told = ask(explorer, x_threshold=7)

    assert "x_threshold needs a number from 0 to 1" in told["problem"]
    assert explorer.settings == before
    assert ask(explorer, x_threshold=0.7)["problem"] == ""


def test_rules_are_told_in_the_language_of_the_view(explorer: Explorer) -> None:
    """A switch of language needs no other view: sentences come in the new one."""
    english, korean = explorer.result["rules"], ask(explorer, lang="ko")["rules"]

    assert any("0.50" in sentence for sentence in english)
    assert english != korean
    assert len(english) == len(korean)


def test_an_answer_to_an_older_request_is_dropped(explorer: Explorer) -> None:
    """Of two requests the newer one decides, even where the older one is answered later."""
    ask(explorer, x_threshold=0.8)
    late = {"number": 0, "settings": {**explorer.request["settings"], "x_threshold": 0.1}}

    explorer._answer({"new": {**late, "lang": "en"}})

    assert explorer.settings.x_threshold == 0.8
    assert explorer.result["limits"]["x"] == 0.8


def test_many_threads_leave_the_view_as_the_newest_request_wants_it(explorer: Explorer) -> None:
    """Observers may run side by side: result and settings belong together in the end."""
    settings = explorer.request["settings"]

    def move(number: int) -> None:
        wanted = {**settings, "x_threshold": number / 100}
        explorer.request = {"number": number, "settings": wanted, "lang": "en"}

    threads = [threading.Thread(target=move, args=(number,)) for number in range(1, 31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert explorer.result["limits"]["x"] == explorer.settings.x_threshold
    assert explorer.result["number"] == round(explorer.settings.x_threshold * 100)


def test_reasons_lead_from_sentences_to_the_source(explorer: Explorer) -> None:
    """Asked why, the view is told sentences, every coder's answer, evidence and its address."""
    explorer.question = {"number": 1, "case": "low", "wave": 2020, "lang": "en"}

    why = explorer.why
    assert why["sentences"][0].startswith("Why Low stands where it does in 2020")
    first = why["items"][0]
    assert [(one["coder"], one["answer"]) for one in first["ratings"]] == [
        ("ann", "Partly"),
        ("ben", "Partly"),
        ("cal", "No"),
    ]
    assert first["ratings"][0]["evidence"] == ["e1"]
    assert why["evidence"][0]["url"] == "https://example.org/"


def test_reasons_follow_the_rules_that_were_moved(explorer: Explorer) -> None:
    """The sentences speak of the thresholds of the view, in its language."""
    ask(explorer, x_threshold=0.8)

    explorer.question = {"number": 1, "case": "low", "wave": 2020, "lang": "ar"}

    assert "0.80" in " ".join(explorer.why["sentences"])
    assert "Low" in explorer.why["sentences"][0]


def test_a_question_about_a_case_that_is_not_there_is_told(explorer: Explorer) -> None:
    """A case that the filter has taken away meanwhile has no reasons, but a sentence."""
    explorer.question = {"number": 1, "case": "gone", "wave": 2020, "lang": "en"}

    assert "There is no case 'gone'" in explorer.why["problem"]


def test_everything_for_the_browser_is_plain(explorer: Explorer) -> None:
    """What is sent is JSON without numbers that are none, which JavaScript cannot read."""
    explorer.question = {"number": 1, "case": "quiet", "wave": 2020, "lang": "en"}

    for trait in (explorer.view, explorer.request, explorer.result, explorer.why):
        assert json.loads(json.dumps(trait, allow_nan=False)) == trait


def test_choices_are_those_of_the_cases(explorer: Explorer) -> None:
    """Filters offer what the cases have, coders those who rated items of the framework."""
    choices = explorer.view["choices"]

    assert choices["countries"] == ["France", ""]
    assert choices["waves"] == [2020]
    assert choices["coders"] == ["ann", "ben", "cal"]
    assert explorer.view["cases"]["high"]["kind"] == "museum"


def test_names_of_all_places_come_in_all_languages(maturity: Framework, cases: Cases) -> None:
    """Stages, gaps and banners are named in each language of the framework."""
    texts = explore(cases, maturity).view["texts"]

    assert texts["en"]["customer_first.label"] == "Customer-first"
    assert texts["ar"]["customer_first.label"] == "العميل أولًا"
    assert set(texts["ko"]) == set(texts["en"])
    assert "chasm.label" in texts["en"]


def test_stages_move_with_their_rule(maturity: Framework) -> None:
    """Another rule for stages moves the cases whose dimensions differ."""
    items = [item.id for item in maturity.items_of("stages")]
    stages = dict(zip(items, ["basic", *["functional"] * 3, *["integrated"] * 3], strict=True))
    view = explore(Cases((rated("oak", {"ann": stages}),)), maturity)

    told = ask(view, stage_rule="weakest")["units"][0]

    assert (told["before"]["place"], told["place"]) == ("functional", "basic")
    assert (told["rank"], told["rank_low"], told["rank_high"]) == (1, 1, 1)
    assert 'rule="weakest"' in view.code()


def test_a_framework_of_ones_own_can_be_explored(cases: Cases) -> None:
    """Nothing in the view is about one framework: any with axes or stages will do."""
    ladder = ek.load_framework(OWN / "ladder")
    view = explore(cases, ladder)

    assert view.view["parts"][0]["kind"] == "stages"
    assert view.result["counts"]["not_placed"] == len(cases)


def test_what_cannot_be_explored_is_refused(
    cases: Cases, smi: Framework, canvas: Framework
) -> None:
    """No places, no cases, no framework, no such language: a sentence says what is needed."""
    with pytest.raises(WrongKind, match="a part of kind quadrant or stages"):
        explore(cases, canvas)
    with pytest.raises(WrongKind, match="needs cases"):
        explore("case_studies", smi)  # type: ignore[arg-type]
    with pytest.raises(WrongKind, match="needs a framework"):
        explore(cases, 7)  # type: ignore[arg-type]
    with pytest.raises(UnknownId, match="smi"):
        explore(cases, "smy")
    with pytest.raises(UnknownId, match="language of 'smi'"):
        explore(cases, smi, lang="fr")


def test_a_built_in_framework_may_be_named(cases: Cases) -> None:
    """The id of a framework of the library does where a framework does."""
    assert repr(explore(cases, "smi")) == "<Explorer of smi, index: 3 cases>"


def test_the_view_names_itself_in_one_line(explorer: Explorer) -> None:
    """Where no browser shows it, a view says what it is of."""
    assert repr(explorer) == "<Explorer of smi, index: 3 cases>"


def test_readers_without_a_kernel_see_the_placements(explorer: Explorer) -> None:
    """A stored notebook holds the placements as a table beside the view."""
    shown, _ = explorer._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "socialfirst" in shown["text/html"]
    assert ask(explorer, countries=["France"], coder_rule="ben")["empty"] == "coder"
    assert "text/html" not in explorer._repr_mimebundle_()[0]
