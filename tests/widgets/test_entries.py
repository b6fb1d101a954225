import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engagement_kit.cases.entries import NoteEntry, RatingEntry
from engagement_kit.widgets.entries import Entries, note_fields, undone_with

NOTHING = Entries.of()
VALUE = ("rating", "i.a", 2014, "value")
MISSING = ("rating", "i.a", 2014, "missing")
EVIDENCE = ("rating", "i.a", 2014, "evidence")


def note(text, box="b.one", wave=2014):
    """A note as plain values."""
    return {"box": box, "wave": wave, "text": {"en": text}, "evidence": []}


def texts(entries, box="b.one"):
    """What the notes of a box say, in order."""
    return [one.note.text["en"] for one in entries.notes if one.note.box == box]


def three():
    """Entries with notes a, b and c of one box under their own names as keys."""
    entries = NOTHING
    for letter in "abc":
        entries = entries.with_field(("note", letter), note(letter))
    return entries


def test_a_value_is_read_back_as_it_was_set():
    """What is written to an attribute of a rating stands there, and nothing else does."""
    entries = NOTHING.with_field(VALUE, "yes")
    assert entries.get(VALUE) == "yes"
    assert entries.get(EVIDENCE) == []
    assert entries.get(("rating", "i.a", 2024, "value")) is None


def test_the_old_entries_are_not_touched():
    """A change makes new entries and leaves the ones that it was made from as they were."""
    first = NOTHING.with_field(VALUE, "yes")
    first.with_field(VALUE, "no")
    assert first.get(VALUE) == "yes"
    assert NOTHING.ratings == {}


def test_an_answer_takes_the_place_of_its_absence():
    """A rating never holds an answer together with the reason why there is none."""
    entries = NOTHING.with_field(MISSING, "not_asked").with_field(VALUE, "yes")
    assert entries.get(MISSING) is None
    entries = entries.with_field(MISSING, "unknown")
    assert (entries.get(VALUE), entries.get(MISSING)) == (None, "unknown")


def test_a_rating_with_nothing_left_goes():
    """A rating whose last attribute is emptied leaves no bare entry behind."""
    entries = NOTHING.with_field(EVIDENCE, ["e-01"])
    assert len(entries.ratings) == 1
    assert entries.with_field(EVIDENCE, []).ratings == {}


def test_an_answer_and_its_absence_are_undone_together():
    """Taking back an answer brings back the reason that had stood in its place."""
    before = NOTHING.with_field(MISSING, "confidential")
    after = before.with_field(VALUE, "yes")
    field = undone_with(VALUE)
    assert after.with_field(field, before.get(field)) == before
    assert undone_with(EVIDENCE) == EVIDENCE


def test_an_attribute_that_is_not_one_is_refused():
    """What is no reason for a missing answer does not get in."""
    with pytest.raises(ValidationError):
        NOTHING.with_field(MISSING, "forgotten")


def test_notes_stand_where_they_are_put():
    """A note goes before the one that is named, and to the end of its box if none is."""
    entries = three()
    assert texts(entries) == ["a", "b", "c"]
    assert texts(entries.with_field(("note", "c"), note("c"), before="a")) == ["c", "a", "b"]
    assert texts(entries.with_field(("note", "a"), note("a"), before=None)) == ["b", "c", "a"]
    assert texts(entries.with_field(("note", "a"), note("a"), before="gone")) == ["b", "c", "a"]


def test_a_note_can_change_its_box():
    """A note that moves to another box leaves the first and keeps its key."""
    entries = three().with_field(("note", "b"), note("b", box="b.two"))
    assert texts(entries) == ["a", "c"]
    assert texts(entries, "b.two") == ["b"]
    assert entries.note("b").note.box == "b.two"


def test_the_next_note_is_of_the_same_box_and_wave():
    """What stands after a note is looked for where readers see it: in its box and wave."""
    entries = three().with_field(("note", "x"), note("x", wave=2024))
    assert entries.after("a") == "b"
    assert entries.after("c") is None
    assert entries.after("x") is None


def test_notes_keep_their_keys_when_the_file_is_read_again():
    """Equal notes keep their keys, wherever they now stand; a changed one keeps that of its box."""
    old = three()
    read = [NoteEntry.model_validate(note(text)) for text in ("new", "c", "a", "b changed")]
    entries = Entries.of(notes=read, before=old)
    assert [one.key for one in entries.notes][1:3] == ["c", "a"]
    assert entries.notes[0].key == "b"
    assert len({one.key for one in entries.notes}) == 4


def test_a_note_that_was_moved_elsewhere_keeps_its_key():
    """Somebody's other note in its old box does not get the key of a note that was moved away."""
    read = [note("new"), note("b"), note("c"), note("a", box="b.two")]
    entries = Entries.of(notes=map(NoteEntry.model_validate, read), before=three())
    assert [one.key for one in entries.notes][1:] == ["b", "c", "a"]
    assert entries.notes[0].key not in {"a", "b", "c"}


def test_a_note_that_went_leaves_its_key_unused():
    """No note takes over the key of one that is gone, if it stands in another box."""
    entries = Entries.of(notes=[NoteEntry.model_validate(note("z", box="b.two"))], before=three())
    assert entries.notes[0].key not in {"a", "b", "c"}


actions = st.one_of(
    st.tuples(st.just("value"), st.sampled_from(["no", "yes", None])),
    st.tuples(st.just("missing"), st.sampled_from(["unknown", "not_asked", None])),
    st.tuples(st.just("note"), st.sampled_from(["", "why", None])),
    st.tuples(st.just("evidence"), st.sampled_from([[], ["e-1"], ["e-1", "e-2"]])),
)


@given(st.lists(actions, max_size=12))
def test_every_order_of_changes_makes_a_sound_rating(changes):
    """Whatever is set in whatever order, answer and absence never stand together."""
    entries = NOTHING
    wanted = {"value": None, "missing": None, "note": None, "evidence": []}
    for attribute, value in changes:
        entries = entries.with_field(("rating", "i.a", 2014, attribute), value)
        wanted[attribute] = value or ([] if attribute == "evidence" else None)
        if value and attribute in {"value", "missing"}:
            wanted["missing" if attribute == "value" else "value"] = None
        assert {name: entries.get(("rating", "i.a", 2014, name)) for name in wanted} == wanted
        assert (len(entries.ratings) == 1) == any(wanted.values())


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([None, 0, 1, 2, 3])), max_size=12))
def test_moving_notes_is_moving_in_a_list(moves):
    """The order of notes after any moves is that of a plain list with the same moves."""
    entries, wanted = NOTHING, list(range(4))
    for number in wanted:
        entries = entries.with_field(("note", str(number)), note(str(number)))
    for number, before in moves:
        if number == before:
            continue
        name = None if before is None else str(before)
        entries = entries.with_field(("note", str(number)), note(str(number)), before=name)
        wanted.remove(number)
        wanted.insert(len(wanted) if before is None else wanted.index(before), number)
    assert texts(entries) == [str(number) for number in wanted]


def test_plain_values_make_the_same_note_again():
    """A note as plain values is the note."""
    entry = NoteEntry(box="b.one", wave=2014, text={"ko": "관람객"}, evidence=("e-1",))
    assert NoteEntry.model_validate(note_fields(entry)) == entry


def test_the_order_of_a_file_is_kept():
    """Ratings keep their places in the file when one of them changes."""
    read = [RatingEntry(item=f"i.{letter}", wave=2014, value="no") for letter in "abc"]
    entries = Entries.of(read).with_field(("rating", "i.b", 2014, "value"), "yes")
    assert [item for item, _ in entries.ratings] == ["i.a", "i.b", "i.c"]
