import json
import threading

import pytest

from engagement_kit.cases.files import CoderFile
from engagement_kit.cases.read import read_file
from engagement_kit.errors import Faults, UnknownId, WrongKind
from engagement_kit.widgets.capture import capture

BUDGET = "smi.investment.budget"


@pytest.fixture
def form(case):
    """Kim's form for the quadrant."""
    form = capture(case, "smi", "kim")
    yield form
    form.close()


def send(form, *changes, client="page"):
    """Send changes as a page does; the kernel's answer comes back."""
    form.outbox = {"client": client, "try": 0, "changes": list(changes)}
    return form.answer


def rate(number, value, base=None, attr="value"):
    """The change of one attribute of the budget's rating."""
    where = {"item": BUDGET, "wave": 2014, "attr": attr}
    return {"id": number, "do": "rate", **where, "base": base, "value": value}


def test_a_change_is_written_answered_and_shown(form, folder):
    """What a page sends is in the file when the answer is there, and in what all pages show."""
    answer = send(form, rate(1, "yes"))
    assert read_file(folder / "kim.yaml", CoderFile).ratings[0].value == "yes"
    assert (answer["client"], answer["done"], answer["problems"]) == ("page", 1, ())
    assert form.record["ratings"] == {f"{BUDGET}@2014": {"value": "yes"}}
    assert form.history[0]["after"] == "yes"


def test_the_case_may_be_named_by_its_folder(folder):
    """A path does where a case does."""
    assert capture(str(folder), "smi").state.case_id == "oak"


def test_what_cannot_be_opened_is_an_error(case, tmp_path):
    """A folder without a case, a framework that is not there and a case without folder are told."""
    with pytest.raises(Faults):
        capture(tmp_path, "smi")
    with pytest.raises(UnknownId, match="smi"):
        capture(case, "smy")
    with pytest.raises(WrongKind, match="on disk"):
        capture(case.model_copy(update={"folder": None}), "smi")


def test_a_name_that_cannot_be_a_coders_is_told_in_the_form(case, folder):
    """The form opens with the reason; after a better name it is that coder's form."""
    form = capture(case, "smi", "a/b")
    assert "a/b" in form.form["problem"]
    send(form, {"id": 1, "do": "coder", "value": "kim"})
    assert (form.form["problem"], form.form["coder"]) == (None, "kim")
    send(form, rate(2, "yes"))
    assert (folder / "kim.yaml").exists()


def test_nobody_captures_as_everybody(case):
    """The name of agreed judgements is not a coder's, at the beginning or later."""
    form = capture(case, "smi", "agreed")
    assert "agreed" in form.form["problem"]
    send(form, {"id": 1, "do": "coder", "value": "agreed"})
    assert "agreed" in form.form["problem"]


def test_the_place_follows_the_answers(form):
    """An answer moves the bounds at once, drafts included; typing a note computes nothing anew."""
    assert form.live["quadrants"] == {}
    send(form, rate(1, "yes"))
    place = form.live["quadrants"]["index"]["2014"]
    assert (place["x_known"], place["x_items"], place["status"]) == (1, 8, "not_placed")
    assert place["x_low"] == pytest.approx(1 / 8)
    before = form.live
    send(form, rate(2, "because", attr="note"))
    assert form.live is before


def test_stages_and_requirements_follow(case, maturity):
    """Rating one dimension shows the stages that are still possible and each requirement."""
    form = capture(case, maturity, "kim")
    change = {**rate(1, "functional"), "item": maturity.items[0].id}
    send(form, change)
    place = form.live["stages"]["stages"]["2014"]
    assert place["rule"] == "lower_median"
    assert {one["state"] for one in place["requirements"]} == {"unknown"}


def test_a_look_at_the_form_finds_what_changed_behind_its_back(form, folder):
    """An empty message, sent when the form gets the focus, brings in an editor's change."""
    send(form, rate(1, "yes"))
    file = folder / "kim.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("'yes'", "'no'"), encoding="utf-8")
    form.outbox = {"client": "page", "try": 1, "changes": []}
    assert form.record["ratings"][f"{BUDGET}@2014"]["value"] == "no"


def test_a_file_that_breaks_is_told_and_heals(form, folder):
    """A form says that its file cannot be read, and takes that back when it can."""
    send(form, rate(1, "yes"))
    file = folder / "kim.yaml"
    good = file.read_bytes()
    file.write_bytes(good + b"\t[")
    form.outbox = {"client": "page", "try": 1, "changes": []}
    assert "kim.yaml, line" in form.form["problem"]
    file.write_bytes(good)
    form.outbox = {"client": "page", "try": 2, "changes": []}
    assert form.form["problem"] is None


def test_a_blind_form_sends_nothing_of_the_others(form, case):
    """No trait that goes to the browser holds another coder's name or rating; an open form does."""
    send(form, rate(1, "yes"))
    assert '"ann"' not in json.dumps(form.get_state(), default=str)
    assert '"ann"' in json.dumps(capture(case, "smi", blind=False).get_state(), default=str)


def test_pasted_citations_are_read(form):
    """A page that asks about a pasted text gets the fields of a source, or the reason why not."""
    form.question = {"id": 1, "ask": "source", "text": "https://example.org/annual.pdf"}
    assert form.reply["id"] == 1
    assert form.reply["fields"]["url"] == "https://example.org/annual.pdf"
    form.question = {"id": 2, "ask": "source", "text": "javascript:alert(1)"}
    assert form.reply["problem"]


def test_messages_on_many_threads_are_dealt_with_one_by_one(form, folder, smi):
    """Observers may run on any thread: no change is lost, and the form shows the last state."""
    items = [item.id for item in smi.items]

    def fill(item):
        send(form, {**rate(1, "yes"), "item": item}, client=item)

    threads = [threading.Thread(target=fill, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_file(folder / "kim.yaml", CoderFile).ratings) == len(items)
    assert len(form.record["ratings"]) == len(items)


def test_readers_without_a_kernel_see_what_was_filled_in(form):
    """The output of the cell holds a page of its own, made of text alone."""
    send(form, rate(1, "yes"), rate(2, "<b>bold</b>", attr="note"))
    page = form._repr_mimebundle_()[0]["text/html"]
    assert "&lt;b&gt;bold" in page
    assert "<script" not in page


def test_a_closed_form_hears_nothing_more(case):
    """Closing a form, even twice, ends its watch; the file stays."""
    form = capture(case, "smi", "kim")
    form.close()
    form.close()
    form.state.apply([rate(1, "yes")])
    assert form.record["ratings"] == {}
