"""Damaged exports, mappings and answer files: taken, or refused with a sentence."""

from pathlib import Path

import pytest

import engagement_kit as ek
from engagement_kit.cases.answer_file import parse_answers
from engagement_kit.exchange.surveys.export import open_export
from engagement_kit.exchange.surveys.mapping import SurveyMapping, read_mapping
from engagement_kit.exchange.surveys.mapping_check import known_items, mapping_faults
from engagement_kit.exchange.surveys.places import column_faults
from engagement_kit.exchange.surveys.proposal import column_guesses, scale_answers
from engagement_kit.exchange.surveys.proposal_text import Head, proposal_text
from engagement_kit.exchange.surveys.questions import questions_of
from engagement_kit.exchange.surveys.reading import read_survey
from engagement_kit.exchange.surveys.vocabulary import vocabulary_of
from tests.exchange.fuzzing import ROUNDS, damaged, hold

SMI = {"smi": ek.load_framework("smi")}
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*/export.csv"))


def proposed(path):
    """A confirmed mapping of a sample, all of whose responses are about one case."""
    return ek.propose_mapping(path, SMI, survey="s", case="a", wave=2024).confirm()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_damaged_exports(sample, tmp_path):
    """Every export is read by its mapping as far as it goes, or refused."""
    mapping, path = proposed(sample), tmp_path / "export.csv"

    def read(data):
        path.write_bytes(data)
        return read_survey(path, mapping, frameworks=SMI, unmapped="skip")

    rounds = ROUNDS // (4 * len(SAMPLES))
    counts = hold(read, damaged([sample.read_bytes()], rounds))
    assert sum(counts.values()) == rounds
    assert all(counts.values())


def test_damaged_tables(tmp_path):
    """Every export is columns and rows, or refused."""
    path = tmp_path / "export.csv"

    def read(data):
        path.write_bytes(data)
        return open_export(path)

    samples = [one.read_bytes() for one in SAMPLES]
    wide = [one.decode().encode("utf-16") for one in samples]
    counts = hold(read, damaged([*samples, *wide]))
    assert sum(counts.values()) == ROUNDS
    assert all(counts.values())


def test_proposals_for_damaged_exports(tmp_path):
    """Every proposal is a mapping that can be read, whatever columns are called."""
    path, words = tmp_path / "export.csv", vocabulary_of(SMI.values())

    def read(data):
        path.write_bytes(data)
        export = open_export(path)
        guesses = column_guesses(export, words, set())
        answers = scale_answers(export, guesses, words)
        head = Head({"format": 1, "confirmed": "no", "survey": "s", "dialect": export.dialect})
        return SurveyMapping(proposal_text(head, guesses, answers, words))

    rounds = ROUNDS // 40
    counts = hold(read, damaged([one.read_bytes() for one in SAMPLES], rounds))
    assert sum(counts.values()) == rounds
    assert counts["taken"]


def test_damaged_mappings(tmp_path):
    """Every mapping is read and used, or each thing wrong in it is told with its line."""
    path, items = tmp_path / "mapping.yaml", known_items(SMI)
    exports = [open_export(sample) for sample in SAMPLES]

    def read(data):
        path.write_bytes(data)
        mapping = read_mapping(path)
        faults = list(mapping_faults(mapping, items))
        for export in exports:
            faults += column_faults(mapping, export)
            if not faults:
                questions_of(mapping.form, export, items)
        return [str(fault) for fault in faults]

    counts = hold(read, damaged([proposed(one).text.encode() for one in SAMPLES], ROUNDS // 8))
    assert sum(counts.values()) == ROUNDS // 8
    assert all(counts.values())


def test_damaged_answer_files():
    """Every file of a survey's answers is read, or told with its line."""
    head = "case,wave,respondent,evidence,smi.investment.time,smi.investment.team\n"
    text = head + "house,2024,r1,e1,yes,\nhouse,2024,r2,e1;e2,unknown,no\n"
    samples = [text.encode(), text.replace("r1", "참가자1").encode("utf-8-sig")]
    counts = hold(
        lambda data: parse_answers(data, Path("answers-s.csv"), "house"), damaged(samples)
    )
    assert sum(counts.values()) == ROUNDS
    assert all(counts.values())
