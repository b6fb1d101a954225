"""Our projects after another program had them: what it changed counts, what it lost is mended."""

import re
from pathlib import Path

import pytest

from engagement_kit.cases import Case, Cases
from engagement_kit.exchange.refi.codebook import code_guid
from engagement_kit.exchange.refi.exporting import project_bytes, project_of
from engagement_kit.exchange.refi.importing import import_qdpx, laid_over
from engagement_kit.exchange.refi.judgements_out import user_guid
from engagement_kit.exchange.refi.reading import read_qdpx
from tests.exchange.refi.packing import changed, without


@pytest.fixture(scope="module")
def case(library) -> Case:
    """A case of the library."""
    return library["tate"]


@pytest.fixture(scope="module")
def data(case) -> bytes:
    """Its project."""
    return project_bytes(project_of([case])[0])


@pytest.fixture
def read(data, tmp_path: Path):
    """The cases of the project after a change of its XML, and what was dropped."""

    def after(change, rename=str) -> Cases:
        file = tmp_path / "handed.qdpx"
        file.write_bytes(changed(data, change, rename))
        return read_qdpx(file).to_cases()

    return after


def test_names_in_capitals(case, read):
    """GUIDs and folders in capitals, braces and a prefix of variables change nothing."""

    def shout(document: str) -> str:
        guid = r'"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"'
        document = re.sub(guid, lambda match: f'"{{{match[1].upper()}}}"', document)
        return re.sub('(<Variable [^>]*name=")', r"\1Cases:", document)

    (back,) = read(shout, lambda name: name.replace("sources/", "Sources/"))
    assert back == case.model_copy(update={"folder": None})


def test_without_our_notes(case, read):
    """Where notes are lost, answers and evidence come from variables and codings."""
    (back,) = read(lambda document: re.sub("<Notes>.*</Notes>", "", document, flags=re.DOTALL))
    answers = {(r.coder, r.wave, r.item): (r.value, r.missing) for r in case.ratings}
    assert {(r.coder, r.wave, r.item): (r.value, r.missing) for r in back.ratings} == answers
    rested = {(r.coder, r.wave, r.item): set(r.evidence) for r in case.ratings}
    for rating in back.ratings:
        assert rested[rating.coder, rating.wave, rating.item] <= set(rating.evidence)


def test_without_descriptions(case, read):
    """Where descriptions are lost, the facts are still there, in order, with their sources."""
    (back,) = read(lambda document: without(document, "Description"))
    assert [(p.text, p.source) for p in back.evidence] == [
        (p.text, p.source) for p in case.evidence
    ]
    assert back.sources == case.sources


def test_a_changed_answer_is_taken(case, data, tmp_path):
    """An answer that somebody changed in a variable is the answer, and the change is said."""
    rating = next(r for r in case.ratings if r.value == "partly")

    def improve(document: str) -> str:
        row = re.search(
            rf"<Case [^>]*name=\"[^\"]* {rating.wave} \({rating.coder}\)\".*?</Case>",
            document,
            re.DOTALL,
        )
        variable = re.search(
            rf'<Variable guid="([^"]*)" name="{re.escape(rating.item)} \(answer\)"', document
        )
        new = re.sub(rf'({variable[1]}"/>\s*<TextValue>)partly', r"\1yes", row[0])
        return document.replace(row[0], new)

    file, study = tmp_path / "changed.qdpx", tmp_path / "study"
    file.write_bytes(changed(data, improve))
    study.mkdir()
    report = import_qdpx(file, study)
    assert [str(one) for one in report.dropped] == [
        "answers in notes that differ from the rows of their coder: the rows are taken"
    ]
    (back,) = read_qdpx(file).to_cases()
    after = [
        r
        for r in back.ratings
        if (r.item, r.wave, r.coder) == (rating.item, rating.wave, rating.coder)
    ]
    assert after == [rating.model_copy(update={"value": "yes"})]


def test_an_added_selection_is_evidence(case, read):
    """What somebody selected and coded in our texts is a further piece of evidence."""
    element, coder = "smi.investment.budget", case.coders[0]
    added = (
        '<PlainTextSelection guid="00000000-0000-4000-8000-000000000001" startPosition="0" '
        'endPosition="4"><Coding guid="00000000-0000-4000-8000-000000000002" creatingUser="'
        f'{user_guid(coder)}"><CodeRef targetGUID="{code_guid(element)}"/></Coding>'
        "</PlainTextSelection></TextSource>"
    )
    (back,) = read(lambda document: re.sub("</TextSource>|$", added, document, count=1))
    (new,) = [piece for piece in back.evidence if piece not in case.evidence]
    assert new.elements == (element,)
    assert len(back.evidence) == len(case.evidence) + 1


def test_laying_over_deletes_nothing(case):
    """A case that says less takes nothing from the case that it is laid over."""
    bare = case.model_copy(update={"ratings": (), "notes": (), "evidence": (), "gaps": None})
    assert laid_over(case, bare) == case
    first = case.ratings[0]
    draft = first.model_copy(update={"value": None, "missing": None})
    assert laid_over(case, case.model_copy(update={"ratings": (draft,)})) == case


def test_a_year_that_is_none(case, read):
    """A row whose year somebody spoilt, with however many digits, is no judgement of any year."""

    def spoil(document: str) -> str:
        guid = re.search(r'<Variable guid="([^"]*)" name="wave"', document)[1]
        years = rf'({guid}"/>\s*<IntegerValue>)\d+'
        return re.sub(years, rf"\g<1>{'9' * 5000}", document)

    (back,) = read(spoil)
    assert back == case.model_copy(update={"folder": None})
