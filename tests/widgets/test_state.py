import os
import shutil
import threading
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement_kit.cases import check_cases, load_cases, read_case, write_tagged
from engagement_kit.cases.files import CoderFile
from engagement_kit.cases.read import read_file
from engagement_kit.errors import NotWritten
from engagement_kit.widgets.state import FormState

BUDGET, SKILLS = "smi.investment.budget", "smi.investment.briefing"
REACH, ASSETS = "def.canvas.reach", "def.canvas.assets"


def rate(number, value, base=None, *, item=BUDGET, wave=2014, attr="value", **more):
    """The change of one attribute of a rating."""
    where = {"item": item, "wave": wave, "attr": attr}
    return {"id": number, "do": "rate", **where, "base": base, "value": value, **more}


def words(text, box=REACH, wave=2024):
    """A note as plain values."""
    return {"box": box, "wave": wave, "text": {"en": text}, "evidence": []}


def note(number, key, base, value, **place):
    """The change of a note: new, other text, gone or, with ``before``, moved."""
    return {"id": number, "do": "note", "key": key, "base": base, "value": value, **place}


def on_disk(folder, coder="kim"):
    """Ratings of a coder's file as {item: value}."""
    file = read_file(folder / f"{coder}.yaml", CoderFile)
    return {rating.item: rating.value for rating in file.ratings}


def texts(state):
    """What the notes say, in their order."""
    return [one["text"]["en"] for one in state.record["notes"]]


def problems(answer):
    """Kinds of problems of an answer."""
    return [problem.kind for problem in answer.problems]


# --- saving


def test_a_change_is_on_the_disk_before_it_is_acknowledged(state, folder):
    """When the answer comes, the file holds the change, and the answer says when it was written."""
    answer = state.apply([rate(1, "yes")], "page")
    assert on_disk(folder) == {BUDGET: "yes"}
    assert (answer.client, answer.done, answer.problems) == ("page", 1, ())
    assert answer.at == "14:00"


def test_reopening_shows_what_was_filled_in(state, case, smi):
    """A form that is opened again, in any kernel, is as it was left."""
    state.apply([rate(1, "yes"), rate(2, ["oak-01"], [], attr="evidence")])
    again = FormState(case, smi, "kim").record
    assert again["ratings"] == {f"{BUDGET}@2014": {"value": "yes", "evidence": ["oak-01"]}}


def test_what_is_sent_again_is_done_once(state, folder):
    """A page may repeat what it has no answer for: nothing happens twice."""
    state.apply([rate(1, "yes")], "page")
    state.apply([rate(1, "yes"), rate(2, "no", "yes")], "page")
    state.apply([rate(1, "yes"), rate(2, "no", "yes")], "page")
    assert on_disk(folder) == {BUDGET: "no"}
    assert len(state.history) == 2


def test_a_kernel_that_forgot_knows_what_was_written(state, case, smi, folder):
    """After a restart, changes that were written but not answered are recognised and kept once."""
    sent = [rate(1, "yes"), rate(2, "partly", "yes")]
    state.apply(sent, "page")
    answer = FormState(case, smi, "kim").apply([sent[1]], "page")
    assert answer.problems == ()
    assert on_disk(folder) == {BUDGET: "partly"}


def test_a_note_is_never_added_twice(case, canvas):
    """A new note whose answer was lost with the kernel is found by what it says."""
    sent = [note(1, "k1", None, words("a")), note(2, "k1", words("a"), words("ab"))]
    FormState(case, canvas, "kim").apply(sent[:1], "page")
    restarted = FormState(case, canvas, "kim")
    restarted.apply([{**one, "again": True} for one in sent], "page")
    assert texts(restarted) == ["ab"]


def test_a_note_that_was_typed_on_is_never_added_twice(case, canvas):
    """A dead page's new note is known by the last word that was written of it, too."""
    spoken = [None, *(words("abc"[:n]) for n in (1, 2, 3))]
    sent = [note(n, "k1", spoken[n - 1], spoken[n], again=True) for n in (1, 2, 3)]
    FormState(case, canvas, "kim").apply(sent, "page")
    restarted = FormState(case, canvas, "kim")
    answer = restarted.apply(sent, "next")
    assert texts(restarted) == ["abc"]
    assert {one.theirs["text"]["en"] for one in answer.problems} == {"abc"}


def test_a_note_that_was_made_and_changed_since_is_not_made_again(case, canvas):
    """Whoever finds a dead page's new note changed or deleted is asked, not given a second one."""
    sent = [note(1, "k1", None, words("a"), before=None, again=True)]
    FormState(case, canvas, "kim").apply(sent, "page")
    other = FormState(case, canvas, "kim")
    other.apply([note(1, other.record["notes"][0]["key"], words("a"), words("b"))], "other")
    for restarted in (FormState(case, canvas, "kim"), other):
        answer = restarted.apply(sent, "next")
        assert [(one.kind, one.theirs) for one in answer.problems] == [("conflict", None)]
        assert texts(restarted) == ["b"]


def test_two_notes_may_say_the_same(case, canvas):
    """A second note in the words of another is added, deleted and brought back by itself."""
    state = FormState(case, canvas, "kim")
    state.apply([note(n, f"k{n}", None, words("same"), before=None) for n in (1, 2)])
    assert texts(state) == ["same", "same"]
    state.apply([note(3, "k2", words("same"), None)])
    assert problems(state.apply([note(4, "k2", words("same"), words("mine"))], "late")) == [
        "conflict"
    ]
    assert texts(state) == ["same"]
    assert problems(state.apply([{"id": 5, "do": "undo"}])) == []
    assert texts(state) == ["same", "same"]


def test_a_key_of_another_kernel_never_means_another_note(case, canvas):
    """What an old page says of a note is taken for that note, although notes have moved up."""
    FormState(case, canvas, "kim").apply([note(n, f"k{n}", None, words(f"{n}")) for n in (1, 2, 3)])
    second = FormState(case, canvas, "kim")
    keys = [one["key"] for one in second.record["notes"]]
    second.apply([note(1, keys[0], words("1"), None)])
    third = FormState(case, canvas, "kim")
    assert problems(third.apply([note(2, keys[1], words("2"), words("two"))])) == []
    assert texts(third) == ["two", "3"]


def test_other_coders_files_are_not_touched(state, folder):
    """A form writes its own coder's file and no other."""
    before = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    state.apply([rate(1, "yes"), rate(2, "no", item=SKILLS)])
    assert {
        path.name: path.read_bytes() for path in folder.glob("*.yaml")
    }.items() >= before.items()


def test_comments_of_a_hand_written_file_stay(folder, case, smi):
    """What somebody noted beside the entries of the file is still there after saving."""
    text = "# mine\nformat: 1\ncase: oak\ncoder: kim\nratings:\n# the budget\n"
    entry = f"- item: {BUDGET}\n  wave: 2014\n  value: 'no'\n"
    (folder / "kim.yaml").write_text(text + entry, encoding="utf-8")
    FormState(case, smi, "kim").apply([rate(1, "yes", "no"), rate(2, "yes", item=SKILLS)])
    written = (folder / "kim.yaml").read_text(encoding="utf-8")
    assert written.startswith("# mine\n")
    assert "# the budget\n" in written
    assert on_disk(folder) == {BUDGET: "yes", SKILLS: "yes"}


def test_judgements_in_other_frameworks_stay(case, smi, canvas, folder):
    """Filling one framework's form leaves what the coder said in another."""
    FormState(case, smi, "kim").apply([rate(1, "yes")])
    FormState(case, canvas, "kim").apply([note(1, "k", None, words("Door counts"))])
    assert on_disk(folder) == {BUDGET: "yes"}
    assert "Door counts" in (folder / "kim.yaml").read_text(encoding="utf-8")


def test_what_a_form_writes_is_sound(case, smi, canvas, folder):
    """The check finds no fault in what forms wrote: drafts at most."""
    state = FormState(case, smi, "kim")
    state.apply([rate(1, "yes"), rate(2, ["oak-02"], [], item=SKILLS, attr="evidence")])
    FormState(case, canvas, "kim").apply([note(1, "k", None, words("a"))])
    found = check_cases(load_cases(folder.parent))
    mine = {fault.level for fault in found if "kim" in fault.file}
    assert mine == {"draft"}
    assert state.record["drafts"] == 2


def test_targets_of_several_respondents_are_kept_apart(case, maturity):
    """Each respondent has a target of their own for each horizon and dimension."""
    state = FormState(case, maturity, "kim")
    item = maturity.items[0].id
    target = {"do": "target", "horizon": 5, "item": item, "base": None}
    people = [("Ada", "basic"), ("Bo", "functional")]
    changes = [
        {"id": number, **target, "respondent": who, "value": value}
        for number, (who, value) in enumerate(people, 1)
    ]
    state.apply(changes)
    expected = [{"respondent": w, "horizon": 5, "item": item, "value": v} for w, v in people]
    assert state.record["targets"] == expected
    state.apply([{**changes[0], "id": 9, "base": "basic", "value": None}])
    assert state.record["targets"] == expected[1:]


# --- two at once


def test_a_change_elsewhere_is_never_overwritten(state, case, smi, folder):
    """Two forms that set one field differently: the second is told what the first wrote."""
    other = FormState(case, smi, "kim")
    other.apply([rate(1, "no")], "other")
    answer = state.apply([rate(1, "yes")], "page")
    assert problems(answer) == ["conflict"]
    assert answer.problems[0].theirs == "no"
    assert on_disk(folder) == {BUDGET: "no"}


def test_choosing_mine_is_said_with_open_eyes(state, case, smi, folder):
    """Whoever names the other side's value as the one to replace gets their own through."""
    FormState(case, smi, "kim").apply([rate(1, "no")], "other")
    assert problems(state.apply([rate(1, "yes")], "page")) == ["conflict"]
    assert problems(state.apply([rate(2, "yes", "no")], "page")) == []
    assert on_disk(folder) == {BUDGET: "yes"}


def test_changes_of_different_fields_go_together(state, case, smi, folder):
    """What another window wrote elsewhere in the file is kept, and comes into the form."""
    other = FormState(case, smi, "kim")
    state.apply([rate(1, "yes")], "page")
    other.apply([rate(1, "partly", item=SKILLS)], "other")
    state.apply([rate(2, ["oak-01"], [], attr="evidence")], "page")
    assert on_disk(folder) == {BUDGET: "yes", SKILLS: "partly"}
    assert state.record["ratings"][f"{SKILLS}@2014"] == {"value": "partly"}


def test_two_pages_of_one_kernel_do_not_overwrite_each_other(state):
    """A page that still shows an old value gets a conflict, even if both use one state."""
    state.apply([rate(1, "yes")], "first")
    assert problems(state.apply([rate(1, "no")], "second")) == ["conflict"]
    assert problems(state.apply([rate(2, "no", "yes")], "second")) == []


def test_an_answer_and_its_absence_are_never_overwritten_by_each_other(state, case, smi, folder):
    """Whoever gives a reason for no answer, or an answer, is told if the other came meanwhile."""
    FormState(case, smi, "kim").apply([rate(1, "yes")], "other")
    answer = state.apply([rate(1, "unknown", attr="missing")], "page")
    assert [(one.kind, one.theirs) for one in answer.problems] == [("conflict", "yes")]
    assert problems(state.apply([rate(2, "unknown", "yes", attr="missing")], "page")) == []
    assert problems(state.apply([rate(3, "no", "unknown")], "second")) == []
    late = state.apply([rate(4, "not_asked", "unknown", attr="missing")], "page")
    assert problems(late) == ["conflict"]
    assert on_disk(folder) == {BUDGET: "no"}


def test_texts_of_two_dead_pages_do_not_overwrite_each_other(state):
    """A page that takes over what two others left is no author who goes on typing."""
    left = [rate(n, text, attr="note", again=True) for n, text in ((1, "one"), (2, "two"))]
    answer = state.apply(left, "page")
    assert [(one.id, one.theirs) for one in answer.problems] == [(2, "one")]


def test_an_empty_note_of_a_hand_written_file_can_be_filled(folder, case, smi):
    """Nothing between quotes is nothing: whoever writes there is in no conflict with it."""
    entry = f"{{item: {BUDGET}, wave: 2014, value: 'no', note: ''}}"
    text = f"format: 1\ncase: oak\ncoder: kim\nratings:\n- {entry}\n"
    (folder / "kim.yaml").write_text(text, encoding="utf-8")
    answer = FormState(case, smi, "kim").apply([rate(1, "why", "", attr="note")])
    assert problems(answer) == []


def test_who_types_on_is_in_no_conflict_with_themselves(state):
    """A page that writes a field again before it saw the answer simply goes on."""
    state.apply([rate(1, "a", attr="note")], "page")
    answer = state.apply([rate(2, "abc", None, attr="note")], "page")
    assert answer.problems == ()


def test_an_editor_behind_the_forms_back_is_noticed(state, folder):
    """A text editor's change shows on the next look, and blocks what contradicts it."""
    state.apply([rate(1, "yes")], "page")
    file = folder / "kim.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("'yes'", "'no'"), encoding="utf-8")
    assert state.refresh()
    assert state.record["ratings"][f"{BUDGET}@2014"]["value"] == "no"
    assert problems(state.apply([rate(2, "partly", "yes")], "page")) == ["conflict"]


def test_many_threads_lose_nothing(state, folder, smi):
    """Changes that come in on several threads at once are all written."""
    items = [item.id for item in smi.items][:8]
    barrier = threading.Barrier(len(items))

    def send(item):
        barrier.wait()
        state.apply([rate(1, "yes", item=item)], item)

    threads = [threading.Thread(target=send, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert on_disk(folder) == dict.fromkeys(items, "yes")


def test_observers_hear_of_every_change(state):
    """Whoever observes a state is called after each change until they stop."""
    heard = []
    stop = state.observe(lambda one: heard.append(one.record["ratings"]))
    state.apply([rate(1, "yes")])
    stop()
    state.apply([rate(2, "no", "yes")])
    assert heard == [{f"{BUDGET}@2014": {"value": "yes"}}]


# --- undo


def test_undo_and_redo_run_over_the_whole_form(state):
    """Undo takes back the last change wherever it was made, redo brings it again."""
    start = state.record["ratings"]
    state.apply([rate(1, "yes"), rate(2, "unknown", item=SKILLS, attr="missing")])
    full = state.record["ratings"]
    state.apply([{"id": 3, "do": "undo"}, {"id": 4, "do": "undo"}])
    assert state.record["ratings"] == start
    assert (state.record["undo"], state.record["redo"]) == (False, True)
    state.apply([{"id": 5, "do": "redo"}, {"id": 6, "do": "redo"}])
    assert state.record["ratings"] == full


def test_undo_brings_back_what_an_answer_had_replaced(state):
    """Taking back an answer restores the reason that stood there before."""
    state.apply([rate(1, "not_asked", attr="missing"), rate(2, "yes")])
    state.apply([{"id": 3, "do": "undo"}])
    assert state.record["ratings"] == {f"{BUDGET}@2014": {"missing": "not_asked"}}


def test_a_deleted_note_comes_back_to_its_place(case, canvas):
    """Undoing a deletion puts the note where it was, not at the end."""
    state = FormState(case, canvas, "kim")
    state.apply([note(n, f"k{n}", None, words(f"{n}")) for n in (1, 2, 3)])
    state.apply([note(4, "k1", words("1"), None), {"id": 5, "do": "undo"}])
    assert [one["text"]["en"] for one in state.record["notes"]] == ["1", "2", "3"]


def test_a_moved_note_goes_back(case, canvas):
    """Undo returns a note to the box and place that it was taken from."""
    state = FormState(case, canvas, "kim")
    state.apply([note(n, f"k{n}", None, words(f"{n}")) for n in (1, 2)])
    state.apply([note(3, "k1", words("1"), words("1", box=ASSETS), before=None)])
    assert [one["box"] for one in state.record["notes"]] == [REACH, ASSETS]
    state.apply([{"id": 4, "do": "undo"}])
    assert [(one["box"], one["text"]["en"]) for one in state.record["notes"]] == [
        (REACH, "1"),
        (REACH, "2"),
    ]


def test_undo_leaves_alone_what_somebody_else_changed(state, folder):
    """A step whose place says something else by now is not taken back, and that is told."""
    state.apply([rate(1, "yes")], "page")
    file = folder / "kim.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("'yes'", "'no'"), encoding="utf-8")
    answer = state.apply([{"id": 2, "do": "undo"}], "page")
    assert [problem.code for problem in answer.problems] == ["changed_since"]
    assert on_disk(folder) == {BUDGET: "no"}


def test_targets_taken_away_at_once_come_back_at_once(case, maturity):
    """One undo brings back all targets of a respondent who was taken out of the list."""
    state = FormState(case, maturity, "kim")
    item = next(item.id for part in maturity.parts_of("stages") for item in part.items)
    where = {"do": "target", "respondent": "Lee", "item": item}
    given = [{"id": n, **where, "horizon": n, "base": None, "value": "basic"} for n in (1, 2)]
    gone = [
        {**one, "id": n, "base": "basic", "value": None, "group": "out"}
        for n, one in enumerate(given, 3)
    ]
    state.apply([*given, *gone, {"id": 5, "do": "undo"}])
    assert sorted(one["horizon"] for one in state.record["targets"]) == [1, 2]


def test_undo_leaves_other_frameworks_alone(state, case, canvas, folder):
    """A form neither shows nor takes back what the coder did in another framework."""
    state.apply([rate(1, "yes")])
    other = FormState(case, canvas, "kim")
    assert (other.record["undo"], other.history) == (False, [])
    other.apply([note(1, "k1", None, words("a")), {"id": 2, "do": "undo"}, {"id": 3, "do": "undo"}])
    assert on_disk(folder) == {BUDGET: "yes"}


def test_undo_works_after_a_restart(state, case, smi, folder):
    """The history is on the disk: another kernel can take back the last change."""
    state.apply([rate(1, "yes"), rate(2, "no", "yes")])
    FormState(case, smi, "kim").apply([{"id": 1, "do": "undo"}])
    assert on_disk(folder) == {BUDGET: "yes"}


def test_the_history_says_what_when_and_by_whom(state):
    """Each step names its time, its coder, the field, and the field's content before and after."""
    state.apply([rate(1, "yes"), rate(2, "unknown", attr="missing")])
    assert state.history[0] == {
        "at": "2026-11-22T14:00:30",
        "coder": "kim",
        "what": ["rating", BUDGET, 2014, "answer"],
        "before": "yes",
        "after": "unknown",
        "kind": "set",
    }


changes = st.lists(
    st.tuples(
        st.sampled_from([BUDGET, SKILLS]),
        st.sampled_from(
            [
                ("value", "yes"),
                ("value", "no"),
                ("value", None),
                ("missing", "unknown"),
                ("evidence", ["oak-01"]),
                ("confidence", "low"),
            ]
        ),
    ),
    max_size=8,
)


@given(wanted=changes)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_leads_back_and_redoing_forth(wanted, case, smi, folder):
    """After any changes, as many undos give the first file and as many redos the last one."""
    for left in (folder / "kim.yaml", folder / ".history" / "kim.jsonl"):
        left.unlink(missing_ok=True)
    state = FormState(case, smi, "kim")
    for number, (item, (attr, value)) in enumerate(wanted, 1):
        shown = state.record["ratings"].get(f"{item}@2014", {}).get(attr)
        assert state.apply([rate(number, value, shown, item=item, attr=attr)]).problems == ()
    full, steps = state.record["ratings"], len(state.history)
    state.apply([{"id": 100 + n, "do": "undo"} for n in range(steps)])
    assert state.record["ratings"] == {}
    state.apply([{"id": 200 + n, "do": "redo"} for n in range(steps)])
    assert state.record["ratings"] == full == FormState(case, smi, "kim").record["ratings"]


# --- the case itself


def test_new_evidence_with_a_new_source_is_written_to_the_case(state, folder):
    """A source, a piece of evidence from it and a wave join the case's file and can be used."""
    source = {"key": "talk", "title": "A talk", "url": "https://example.org/talk"}
    piece = {"id": "oak-04", "text": "Plans", "source": "talk", "year": 2024}
    answer = state.apply(
        [
            {"id": 1, "do": "source", "value": source},
            {"id": 2, "do": "evidence", "value": piece},
            {"id": 3, "do": "wave", "value": 2026},
            rate(4, ["oak-04"], [], wave=2026, attr="evidence"),
        ]
    )
    assert answer.problems == ()
    case = read_case(folder)
    assert case.waves == (2014, 2024, 2026)
    assert case.source("talk").url == "https://example.org/talk"
    assert case.find_evidence("oak-04").source == "talk"


@pytest.mark.parametrize(
    ("do", "value", "code"),
    [
        ("source", {"key": "a", "title": "A", "url": "javascript:alert(1)"}, "harmful_address"),
        ("source", {"key": "a", "title": "A"}, "no_address"),
        ("source", {"key": "report", "title": "B", "url": "https://example.org"}, "taken"),
        ("source", {"key": "a b", "title": "B", "url": "https://example.org"}, "wrong_type"),
        ("evidence", {"id": "oak-09", "text": "T", "source": "nowhere"}, "unknown_source"),
        ("evidence", {"id": "oak-01", "text": "T", "source": "report"}, "taken"),
        ("evidence", {"id": "oak-09", "text": " ", "source": "report"}, "no_text"),
        ("wave", 20, "wrong_type"),
        ("wave", "soon", "wrong_type"),
    ],
)
def test_a_case_takes_nothing_unsound(state, folder, do, value, code):
    """What would be a fault of the case is refused with its reason, and its file stays."""
    before = (folder / "case.yaml").read_bytes()
    answer = state.apply([{"id": 1, "do": do, "value": value}])
    assert [problem.code for problem in answer.problems] == [code]
    assert (folder / "case.yaml").read_bytes() == before


def test_the_same_addition_twice_is_one(state, folder):
    """A page that repeats an addition after a restart does not add it again."""
    source = {"key": "talk", "title": "A talk", "url": "https://example.org/talk"}
    state.apply([{"id": 1, "do": "source", "value": source}], "page")
    assert state.apply([{"id": 1, "do": "source", "value": source}], "other").problems == ()
    assert [one.key for one in read_case(folder).sources] == ["report", "talk"]


# --- what is refused


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (rate(1, "maybe"), "off_scale"),
        (rate(1, "yes", item="smi.investment.bugdet"), "unknown_item"),
        (rate(1, "yes", wave=1999), "unknown_wave"),
        (rate(1, ["oak-77"], [], attr="evidence"), "unknown_evidence"),
        (rate(1, ["oak-03"], [], attr="evidence"), "later_evidence"),
        (rate(1, "forgotten", attr="missing"), "not_valid"),
        (rate(1, "sure", attr="confidence"), "not_valid"),
        (rate(1, "x" * 20_001, attr="note"), "too_long"),
        (rate(1, "half \ud800", attr="note"), "broken_text"),
        (rate(1, "yes", attr="colour"), "no_change"),
        (rate(1, "yes", wave="soon"), "no_change"),
        (note(1, "k1", None, ["a"]), "no_change"),
        (note(1, "k1", None, {**words("a"), "coder": "ann"}), "not_valid"),
        ({"id": 1, "do": "evidence", "value": ["a"]}, "no_change"),
        (
            {
                "id": 1,
                "do": "target",
                "respondent": "\ud83d",
                "horizon": 1,
                "item": "x",
                "value": "y",
            },
            "broken_text",
        ),
        ({"id": 1, "do": "dance"}, "no_change"),
        ({"id": 1}, "no_change"),
        ({"id": 1, "do": "undo"}, "nothing_to_undo"),
    ],
)
def test_a_change_that_would_be_a_fault_is_refused(state, folder, change, code):
    """Refusals name their reason; nothing is written and nothing is raised."""
    answer = state.apply([change])
    assert [(problem.kind, problem.code) for problem in answer.problems] == [("refused", code)]
    assert not (folder / "kim.yaml").exists()


def test_markup_is_text(state, folder):
    """Pasted markup is stored as it was pasted and read back the same."""
    pasted = '<script>alert(1)</script>\n& "quotes" {braces} #comment: [list] - \t|'
    state.apply([rate(1, pasted, attr="note")])
    file = read_file(folder / "kim.yaml", CoderFile)
    assert file.ratings[0].note == pasted


@pytest.mark.parametrize("name", ["a/b", "..", "", "a b", "x" * 101, "-x", "a\\b", "case", "CASE"])
def test_a_name_that_cannot_be_a_coders_is_told(case, smi, folder, name):
    """No such name reaches the disk; the state says why and takes a better one."""
    before = sorted(path.name for path in folder.rglob("*"))
    state = FormState(case, smi, name)
    assert state.problem
    assert problems(state.apply([rate(1, "yes")], "page")) == ["not_written"]
    assert sorted(path.name for path in folder.rglob("*")) == before
    state.apply([{"id": 2, "do": "coder", "value": "kim"}], "page")
    assert state.problem is None
    assert problems(state.apply([rate(1, "yes")], "page")) == []
    assert on_disk(folder) == {BUDGET: "yes"}


def test_what_coders_agreed_on_is_written_on_request_only(case, smi):
    """The file of agreed judgements is closed to a coder's form and open to adjudication."""
    assert "agreed" in FormState(case, smi, "agreed", may_agree=False).problem
    assert FormState(case, smi, "agreed").problem is None


# --- a disk that does not play along


def test_a_folder_that_is_gone_is_not_made_again(state, folder):
    """Without the case's folder nothing is written, and the state keeps what it had."""
    state.apply([rate(1, "yes")], "page")
    shutil.rmtree(folder)
    answer = state.apply([rate(2, "no", "yes")], "page")
    assert problems(answer) == ["not_written"]
    assert "gone" in answer.problems[0].message
    assert not folder.exists()
    assert state.record["ratings"][f"{BUDGET}@2014"]["value"] == "yes"


@pytest.mark.parametrize("name", ["kim.yaml", "case.yaml"])
def test_a_file_that_no_longer_parses_is_left_as_it_is(state, folder, name):
    """Nothing is written over a file that cannot be read; once mended, the change goes through."""
    state.apply([rate(1, "yes")], "page")
    file = folder / name
    good = file.read_bytes()
    file.write_bytes(good + b"\tbroken: [")
    answer = state.apply([rate(2, "no", "yes")], "page")
    assert problems(answer) == ["not_written"]
    assert "line" in answer.problems[0].message
    assert file.read_bytes() == good + b"\tbroken: ["
    file.write_bytes(good)
    assert problems(state.apply([rate(2, "no", "yes")], "page")) == []
    assert on_disk(folder) == {BUDGET: "no"}


def test_a_full_disk_costs_nothing(state, folder, monkeypatch):
    """What the disk refuses is not taken as done: the file and the form stay, a retry succeeds."""
    state.apply([rate(1, "yes")], "page")
    before = (folder / "kim.yaml").read_bytes()

    def full(path, data, **_):
        raise NotWritten(str(path), "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("engagement_kit.widgets.open_files.write_tagged", full)
        answer = state.apply([rate(2, "no", "yes")], "page")
    assert problems(answer) == ["not_written"]
    assert "No space left" in answer.problems[0].message
    assert (folder / "kim.yaml").read_bytes() == before
    assert problems(state.apply([rate(2, "no", "yes")], "page")) == []
    assert on_disk(folder) == {BUDGET: "no"}


def test_a_file_never_grows_beyond_what_is_read(case, canvas, folder, monkeypatch):
    """What would make the file too large to be opened again is not written, and that is told."""
    monkeypatch.setattr("engagement_kit.cases.tagged.MAX_BYTES", 500)
    state = FormState(case, canvas, "kim")
    state.apply([note(1, "k1", None, words("short"))])
    answer = state.apply([note(2, "k2", None, words("long " * 100))])
    assert [(one.kind, one.code) for one in answer.problems] == [("not_written", "too_large")]
    assert texts(FormState(read_case(folder), canvas, "kim")) == ["short"]


def test_a_name_in_other_characters_for_the_same_letters_is_the_same_coder(folder, case, smi):
    """A file whose name another system spelled apart is read and written, not doubled."""
    names = [unicodedata.normalize(form, "zoé") for form in ("NFC", "NFD")]
    entry = f"{{item: {BUDGET}, wave: 2014, value: 'no'}}"
    text = f"format: 1\ncase: oak\ncoder: {names[0]}\nratings:\n- {entry}\n"
    (folder / f"{names[1]}.yaml").write_text(text, encoding="utf-8")
    for name, (before, after) in zip(names, [("no", "yes"), ("yes", "partly")], strict=True):
        state = FormState(read_case(folder), smi, name)
        assert problems(state.apply([rate(1, after, before)])) == []
        assert [one.value for one in state.case.ratings if one.coder != "ann"] == [after]
    found = [path for path in folder.glob("*.yaml") if path.stem not in {"ann", "case"}]
    assert len(found) == 1


def test_a_file_that_says_one_thing_twice_is_not_thinned_out(folder, case, smi):
    """A form does not open a file from which it would drop a second rating."""
    entry = f"- item: {BUDGET}\n  wave: 2014\n  value: 'no'\n"
    text = f"format: 1\ncase: oak\ncoder: kim\nratings:\n{entry}{entry}"
    (folder / "kim.yaml").write_text(text, encoding="utf-8")
    state = FormState(case, smi, "kim")
    assert problems(state.apply([rate(1, "yes", item=SKILLS)])) == ["not_written"]
    assert (folder / "kim.yaml").read_text(encoding="utf-8") == text


def test_somebody_elses_file_is_not_taken_over(folder, case, smi):
    """A file whose head names another coder is not written."""
    (folder / "kim.yaml").write_text("format: 1\ncase: oak\ncoder: lee\n", encoding="utf-8")
    assert problems(FormState(case, smi, "kim").apply([rate(1, "yes")])) == ["not_written"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_is_not_followed(folder, case, smi, tmp_path):
    """A coder's file that is a link to somewhere else is not written through."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("format: 1\ncase: oak\ncoder: kim\n", encoding="utf-8")
    (folder / "kim.yaml").symlink_to(outside)
    assert problems(FormState(case, smi, "kim").apply([rate(1, "yes")])) == ["not_written"]
    assert outside.read_text(encoding="utf-8") == "format: 1\ncase: oak\ncoder: kim\n"


def test_a_deleted_file_is_brought_back_whole(state, folder):
    """If the file goes away while the form is open, the next change writes all that there was."""
    state.apply([rate(1, "yes")])
    (folder / "kim.yaml").unlink()
    state.apply([rate(2, "no", item=SKILLS)])
    assert on_disk(folder) == {BUDGET: "yes", SKILLS: "no"}


def test_writing_goes_on_under_fire(state, folder, monkeypatch):
    """A change is made anew when another program writes the file between reading and writing."""
    state.apply([rate(1, "yes")], "page")
    shots = iter([f"- item: {SKILLS}\n  wave: 2014\n  value: 'no'\n"])

    def first_somebody_else(path, data, **options):
        for shot in shots:
            path.write_bytes(path.read_bytes() + shot.encode())
        return write_tagged(path, data, **options)

    monkeypatch.setattr("engagement_kit.widgets.open_files.write_tagged", first_somebody_else)
    assert problems(state.apply([rate(2, ["oak-01"], [], attr="evidence")], "page")) == []
    assert on_disk(folder) == {BUDGET: "yes", SKILLS: "no"}
