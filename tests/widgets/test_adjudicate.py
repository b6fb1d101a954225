import shutil

import pytest

import engagement_kit as ek
from engagement_kit.cases import load_cases
from engagement_kit.errors import WrongKind
from engagement_kit.frameworks import load_framework
from engagement_kit.widgets.adjudicate import adjudicate
from engagement_kit.widgets.state import FormState


@pytest.fixture(scope="module")
def smi():
    """A framework of one quadrant."""
    return load_framework("smi")


@pytest.fixture
def lego(tmp_path, repository):
    """A copy of a real case on which two coders disagree in several items."""
    folder = tmp_path / "lego"
    shutil.copytree(repository / "case_studies" / "companies" / "lego", folder)
    return folder


def decided(entry, side, note=None, start=1, group=None):
    """Changes that take a side for an entry, as the form sends them."""
    chosen = entry["coders"][side]
    wanted = {"value": chosen["value"], "evidence": chosen["evidence"], "note": note}
    return [
        {"id": number, "do": "rate", "item": entry["item"], "wave": entry["wave"], "attr": attr,
         "base": None, "value": value, "group": group}
        for number, (attr, value) in enumerate(wanted.items(), start)
        if value
    ]  # fmt: skip


def everything(form):
    """Changes that decide each disagreement for the second side and take over what is agreed."""
    found = form.disagreements
    changes = []
    for entry in found["entries"]:
        changes += decided(entry, 1, "The second reading fits the source.", len(changes) + 1)
    for entry in found["agreements"]:
        changes += decided(entry, 0, start=len(changes) + 1)
    return changes


def send(form, changes, client="page"):
    """What the browser does: it puts its changes into the outbox."""
    form.outbox = {"client": client, "try": 1, "changes": changes}
    return form.answer


def contents(folder):
    """Bytes of every file of a case but the agreed ratings and the history."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.name != "agreed.yaml"
    }


def test_the_form_lists_what_the_coders_say(lego, smi):
    """Each disagreement comes with every coder's answer, confidence, reason and evidence."""
    form = adjudicate(lego, smi)
    found = form.disagreements
    assert found["coders"] == ["coder-a", "coder-b"]
    assert found["compared"] == found["agreed"] + len(found["entries"])
    ratings = {(one.coder, one.item, one.wave): one for one in load_cases(lego)[0].ratings}
    for entry in found["entries"]:
        for side in entry["coders"]:
            rating = ratings[side["coder"], entry["item"], entry["wave"]]
            assert (side["value"], side["note"]) == (rating.value, rating.note)
            assert side["confidence"] == rating.confidence
            assert side["evidence"] == list(rating.evidence)
        assert len({side["value"] for side in entry["coders"]}) == 2


def test_a_decision_stands_beside_the_originals(lego, smi):
    """A decision is written to agreed.yaml with its reason; no other file changes by a byte."""
    before = contents(lego)
    form = adjudicate(lego, smi)
    entry = form.disagreements["entries"][0]
    answer = send(form, decided(entry, 1, "The report says so."))
    assert not answer["problems"]
    (rating,) = (one for one in load_cases(lego)[0].ratings if one.coder == "agreed")
    assert (rating.item, rating.wave) == (entry["item"], entry["wave"])
    assert rating.value == entry["coders"][1]["value"]
    assert list(rating.evidence) == entry["coders"][1]["evidence"]
    assert rating.note == "The report says so."
    assert contents(lego) == before


def test_placing_by_agreed_ratings_uses_the_decisions(lego, smi):
    """With every item settled, ``coder_rule="agreed"`` places the case by the decisions alone."""
    form = adjudicate(lego, smi)
    send(form, everything(form))
    case = load_cases(lego)[0]
    agreed = {one.item: one.value for one in case.ratings if one.coder == "agreed" and
              one.wave == case.waves[0]}  # fmt: skip
    axis = next(axis for axis in smi.parts[0].axes if axis.id == "investment")
    scale = smi.scale("answer")
    known = [scale.number(agreed[item.id]) for item in axis.items if item.id in agreed]
    placed = ek.place_quadrants(case, smi, coder_rule="agreed", wave="first").table
    row = placed[placed["wave"] == case.waves[0]].iloc[0]
    assert row["x"] == pytest.approx(sum(known) / len(known))


def test_reopening_brings_the_decisions_back(lego, smi):
    """A second form on the same case shows what was decided in the first."""
    first = adjudicate(lego, smi)
    entry = first.disagreements["entries"][0]
    send(first, decided(entry, 0, "Because."))
    again = adjudicate(lego, smi)
    assert again.record["ratings"][entry["key"]]["note"] == "Because."
    assert again.disagreements == first.disagreements


def test_taking_over_is_undone_in_one_step(lego, smi):
    """What was sent as one group is taken back, and brought again, by one undo and one redo."""
    form = adjudicate(lego, smi)
    first = decided(form.disagreements["entries"][0], 0, "Because.")
    changes = list(first)
    for entry in form.disagreements["agreements"]:
        changes += decided(entry, 0, start=len(changes) + 1, group="take-over-1")
    send(form, changes)
    n = len(form.disagreements["agreements"])
    assert n > 1
    assert len(form.record["ratings"]) == 1 + n
    send(form, [{"id": len(changes) + 1, "do": "undo"}])
    assert len(form.record["ratings"]) == 1
    send(form, [{"id": len(changes) + 2, "do": "redo"}])
    assert len(form.record["ratings"]) == 1 + n
    send(form, [{"id": len(changes) + 3, "do": "undo"}])
    send(form, [{"id": len(changes) + 4, "do": "undo"}])
    assert "note" not in form.record["ratings"][form.disagreements["entries"][0]["key"]]


def test_a_coder_who_changes_an_answer_changes_the_list(lego, smi):
    """When the form gets the focus it looks at the coders' files again."""
    form = adjudicate(lego, smi)
    entry = form.disagreements["entries"][0]
    n = len(form.disagreements["entries"])
    other = FormState(load_cases(lego)[0], smi, "coder-b")
    base, wanted = entry["coders"][1]["value"], entry["coders"][0]["value"]
    other.apply([{"id": 1, "do": "rate", "item": entry["item"], "wave": entry["wave"],
                  "attr": "value", "base": base, "value": wanted}])  # fmt: skip
    send(form, [])
    assert len(form.disagreements["entries"]) == n - 1
    assert entry["key"] not in {one["key"] for one in form.disagreements["entries"]}


def test_a_coder_whose_file_is_gone_leaves_the_list_as_it_was(lego, smi):
    """Without two coders nothing can be compared anew: what was found last stays in sight."""
    form = adjudicate(lego, smi)
    before = form.disagreements
    (lego / "coder-b.yaml").unlink()
    send(form, [])
    assert form.disagreements == before


def test_the_form_names_itself_in_one_line(lego, smi):
    """In a list or a log the form says whose it is and how much is open."""
    form = adjudicate(lego, smi)
    n = len(form.disagreements["entries"])
    assert repr(form) == f"<Adjudication: lego by smi, {n} disagreements, {n} open>"
    send(form, decided(form.disagreements["entries"][0], 0))
    assert repr(form).endswith(f"{n - 1} open>")


def test_one_coder_is_told_at_once(tmp_path, lego, smi):
    """A case with one coder is refused in Python, before any form is shown."""
    (lego / "coder-b.yaml").unlink()
    with pytest.raises(WrongKind, match="two coders or more, not coder-a"):
        adjudicate(lego, smi)
