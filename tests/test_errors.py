"""Errors that say what, where, what was expected and what to do."""

import copy
import importlib
import pkgutil
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_kit.errors import (
    SENTENCES,
    Fault,
    Faults,
    NotWritten,
    UnknownId,
    WriteConflict,
    WrongKind,
    nearest,
)
from engagement_kit.errors import sentences as sentences_room


def test_every_sentence_can_be_said() -> None:
    """No sentence asks for a name that a fault does not have."""
    for code, sentences in SENTENCES.items():
        names = {n for s in sentences for _, n, _, _ in string.Formatter().parse(s) if n}
        assert names <= {"value", "expected", "nearest", "other"}, code
        assert str(Fault(code, "file.yaml", "field", 3, "x", ("a", "b"), "a", "other"))


def test_no_two_files_have_a_sentence_for_one_code() -> None:
    """What one file says of a kind of fault is not written over by another."""
    files = [module for _, module, _ in pkgutil.iter_modules(sentences_room.__path__)]
    modules = [importlib.import_module(f"{sentences_room.__name__}.{name}") for name in files]
    assert sum(len(module.SENTENCES) for module in modules) == len(SENTENCES)


def test_a_fault_says_place_value_and_nearest() -> None:
    """File, line, field, the wrong word and the nearest right one stand in one line."""
    fault = Fault("unknown_key", "case.yaml", "sources[0]", 7, "ulr", ("url", "title"), "url")

    assert str(fault).startswith("case.yaml:7: sources[0]: ")
    assert "'ulr'" in str(fault)
    assert "nearest: url" in str(fault)
    assert "url, title" in str(fault)


def test_faults_are_counted_and_listed() -> None:
    """The error that carries several faults prints each of them on a line of its own."""
    fault = Fault("not_utf8", "a.yaml", other="byte 0xff")

    assert str(Faults([fault, fault])).startswith("2 faults:\n  a.yaml")
    assert len(str(Faults([fault, fault])).splitlines()) == 3


def test_invisible_and_long_values_are_shown_safely() -> None:
    """Control characters are written out and a long value is cut."""
    shown = str(Fault("alias", "a.yaml", value="\x1b[31m" + "x" * 500))

    assert "\x1b" not in shown
    assert len(shown) < 300


def test_the_nearest_word_ignores_case() -> None:
    """``Yes`` is nearest to ``yes``, and nothing is near to a word of another kind."""
    assert nearest("Yes", ["no", "partly", "yes"]) == "yes"
    assert nearest("zzzz", ["no", "partly", "yes"]) is None


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_nearest_is_always_one_of_the_known(word: str, known: list[str]) -> None:
    """Whatever is asked, the hint is a word that exists."""
    assert nearest(word, known) in {None, *known}
    assert "{" not in str(UnknownId("thing", "a", known)) or any("{" in k for k in known)


@pytest.mark.parametrize(
    "error",
    [
        Faults([Fault("tab", "a.yaml", line=3)]),
        UnknownId("case", "tat", ["tate"]),
        WrongKind("explain()", "a list", "one placement", "Choose one."),
        WriteConflict("a.yaml", "tag", b"mine", None),
        NotWritten("a.yaml", "the disk is full"),
    ],
)
def test_errors_come_whole_out_of_another_process(error: Exception) -> None:
    """An error that is copied, which goes the way of pickling, keeps its data and sentence."""
    copied = copy.copy(error)

    assert str(copied) == str(error)
    assert vars(copied) == vars(error)
