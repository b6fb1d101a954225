"""A second coder, and what two coders settle: nobody sees what is not his to see."""

import pytest
from playwright.sync_api import expect

from tests.browser.form import Form, cell
from tests.browser.study import BOB

BRIEFING, TIME = "smi.investment.briefing", "smi.investment.time"
SECRETS = ("ANN-SAW-THE-BRIEFING", "ANN-NOTED-THIS")


@pytest.fixture(scope="module")
def _heard(lab_page):
    """What a kernel sends to the page, growing; it is a new one, whose first word is heard."""
    heard = []

    def hear(frame):
        heard.append(frame if isinstance(frame, str) else frame.decode(errors="replace"))

    def listen(socket):
        socket.on("framereceived", hear)

    lab_page.close()
    lab_page.page.on("websocket", listen)
    yield heard
    lab_page.page.remove_listener("websocket", listen)


@pytest.fixture
def heard(_heard):
    """What the kernel sends to the page from now on."""
    _heard.clear()
    return _heard


@pytest.mark.parametrize("framework", ["smi", "def"])
def test_a_blind_coder_is_sent_nothing_of_the_first(desk, heard, study, framework):
    """Nothing of the first coder's ratings and notes is in the page, nor in what it was sent."""
    desk.open(cell(study, framework))
    form = Form(desk.form(), study)
    expect(form.status).to_be_visible()
    form.root.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    told = desk.page.content() + "".join(heard)
    assert "Money is set aside" in "".join(heard)
    assert [secret for secret in SECRETS if secret in told] == []


def test_the_second_coder_may_look_where_he_is_not_blind(desk, study):
    """Without blind mode the first coder's rating stands beside one's own, to read only."""
    desk.open(cell(study, blind=False))
    form = Form(desk.form(), study)
    form.open_details(BRIEFING)
    expect(form.rating(BRIEFING)).to_contain_text(SECRETS[0])


def test_coders_settle_what_they_disagree_on(desk, study):
    """A decision with its reason is written to agreed.yaml; the coders' own files stay."""
    house = study / "house"
    (house / "bob.yaml").write_text(BOB, encoding="utf-8")
    before = {name: (house / name).read_bytes() for name in ("ann.yaml", "bob.yaml")}
    desk.open(cell(study).replace("ek.capture(case, 'smi', 'me')", "ek.adjudicate(case, 'smi')"))
    form = Form(desk.form(), study)
    form.root.get_by_role("button", name="ann: Yes · bob: No").click()
    expect(form.root).to_contain_text(SECRETS[0])
    expect(form.root).to_contain_text("Not seen.")
    form.root.get_by_role("button", name="Take ann: Yes").first.click()
    form.saved_rating(BRIEFING, lambda one: one.value == "yes", coder="agreed")
    form.root.get_by_label("Reason for the decision", exact=True).first.fill("Ann has the report.")
    saved = form.saved_rating(BRIEFING, lambda one: one.note == "Ann has the report.", "agreed")
    assert saved.evidence == ("house-01",)
    assert {name: (house / name).read_bytes() for name in before} == before
    desk.restart()
    desk.run()
    form.root.get_by_role("button", name="ann: Yes · bob: No").click()
    reason = form.root.get_by_label("Reason for the decision", exact=True).first
    expect(reason).to_have_value("Ann has the report.")
