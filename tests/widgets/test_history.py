import json

import pytest

from engagement_kit.widgets.history import FOLDER, History, Step

VALUE = ("rating", "i.a", 2014, "answer")
WORDS = ("rating", "i.a", 2014, "note")


def step(before, after, *, field=VALUE, at="2026-11-22T14:00:00", kind="set"):
    """A step of kim's."""
    return Step(at, "kim", field, before, after, kind=kind)


@pytest.fixture
def history(tmp_path):
    """A history with no steps yet."""
    return History(tmp_path, "kim")


def test_what_was_done_last_is_undone_first(history):
    """Undo takes back the newest step, redo brings back the one that was undone last."""
    history.add(step(1, 2))
    history.add(step(2, 3))
    assert history.undoable.after == 3
    history.add(step(2, 3, kind="undo"))
    assert (history.undoable.after, history.redoable.after) == (2, 3)
    history.add(step(2, 3, kind="redo"))
    assert (history.undoable.after, history.redoable) == (3, None)


def test_a_new_step_ends_what_could_be_redone(history):
    """After something new, what was undone before cannot come back over it."""
    history.add(step(1, 2))
    history.add(step(2, 1, kind="undo"))
    history.add(step(1, 5))
    assert history.redoable is None


def test_typing_is_one_step(history):
    """Letters typed within three seconds make one step, from the first text to the last."""
    for second, (before, after) in enumerate([(None, "a"), ("a", "ab"), ("ab", "abc")]):
        history.add(step(before, after, field=WORDS, at=f"2026-11-22T14:00:0{second}"))
    assert [(one.before, one.after) for one in history.steps] == [(None, "abc")]
    history.add(step("abc", "abcd", field=WORDS, at="2026-11-22T14:00:09"))
    assert len(history.steps) == 2


def test_a_clock_that_was_put_back_joins_nothing(history):
    """What was typed an hour apart stays two steps on the night when clocks go back."""
    history.add(step(None, "a", field=WORDS, at="2026-10-25T02:59:59"))
    history.add(step("a", "ab", field=WORDS, at="2026-10-25T02:00:10"))
    assert len(history.steps) == 2


def test_steps_of_another_framework_are_kept_and_not_taken_back(history, tmp_path):
    """What does not concern a form stays in the history and out of its undo and redo."""
    history.add(step(1, 2))
    history.add(step(5, 6, field=("rating", "j.z", 2014, "answer")))
    mine = History(tmp_path, "kim", lambda one: one.field[1] == "i.a")
    assert (mine.undoable.after, len(mine.steps)) == (2, 2)
    mine.add(step(2, 1, kind="undo"))
    assert (mine.undoable, mine.redoable.after) == (None, 2)


def test_choosing_is_never_joined(history):
    """Two answers chosen in the same second stay two steps."""
    history.add(step("no", "yes"))
    history.add(step("yes", "partly"))
    assert len(history.steps) == 2


def test_the_history_outlives_its_kernel(history, tmp_path):
    """Another kernel finds the same steps, and can undo and redo what this one could."""
    history.add(step(1, 2))
    history.add(step(2, 3))
    history.add(step(3, 2, kind="undo"))
    again = History(tmp_path, "kim")
    assert again.steps == history.steps
    assert (again.undoable.after, again.redoable.after) == (2, history.redoable.after)


def test_a_line_grows_only_while_nobody_else_writes(history, tmp_path):
    """Two windows that write one history never cut into each other's lines."""
    other = History(tmp_path, "kim")
    history.add(step(None, "a", field=WORDS))
    other.add(step("no", "yes"))
    history.add(step("a", "ab", field=WORDS))
    lines = (tmp_path / FOLDER / "kim.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["after"] for line in lines] == ["a", "yes", "ab"]


def test_a_torn_line_costs_only_itself(history, tmp_path):
    """What a killed kernel left half written, or somebody else's text, is passed over."""
    history.add(step(1, 2))
    file = tmp_path / FOLDER / "kim.jsonl"
    shaped = (
        b'{"at": "2026-11-22T14:00:00", "coder": "", "field": ["rating"], "before": 1, "after": 2}'
    )
    file.write_bytes(file.read_bytes() + shaped + b"\n")
    file.write_bytes(file.read_bytes() + b'[]\nnull\n{"at": "x"}\n\xff\n{"at": "2026-11-22T14')
    assert [one.after for one in History(tmp_path, "kim").steps] == [2]


def test_line_separators_stay_inside_their_line(history, tmp_path):
    """A text with a separator of lines or paragraphs is one line of the file."""
    history.add(step(None, "a\u2028b\nc", field=WORDS))
    assert History(tmp_path, "kim").steps[0].after == "a\u2028b\nc"


def test_a_history_that_cannot_be_written_stops_nobody(tmp_path):
    """Where the folder cannot hold a history, the steps are still known and nothing is raised."""
    (tmp_path / FOLDER).write_text("a file, not a folder")
    history = History(tmp_path, "kim")
    history.add(step(1, 2))
    assert history.undoable.after == 2
