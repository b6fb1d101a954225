import re
import shutil
import subprocess
from pathlib import Path

import pytest

from engagement_kit.widgets.code import browser_code
from engagement_kit.words import load_words

HERE = Path(__file__).parent
WORDS = HERE.parents[1] / "engagement_kit" / "widgets"
NODE = shutil.which("node")
WITHOUT_NODE = "NOT TESTED: the browser code of the forms. There is no `node` on this machine."

needs_node = pytest.mark.skipif(NODE is None, reason=WITHOUT_NODE)


@needs_node
def test_the_browser_code_passes_its_own_tests():
    """Every test of the browser's modules passes under node's test runner."""
    files = sorted(str(path) for path in (HERE / "browser").rglob("*.test.mjs"))
    assert files
    done = subprocess.run(
        [NODE, "--test", *files], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@needs_node
def test_the_joined_code_is_a_module(tmp_path):
    """What a notebook gets as the capture form parses as one module."""
    joined = tmp_path / "capture.mjs"
    joined.write_text(browser_code("capture/capture"), encoding="utf-8")
    done = subprocess.run(
        [NODE, "--check", joined], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_every_language_has_the_same_words(lang):
    """A fixed text of a form exists in each language, with the same names to fill in."""
    english, other = load_words(WORDS, "en"), load_words(WORDS, lang)
    assert set(other.keys) == set(english.keys)
    for key in english.keys:
        assert names(other, key) == names(english, key), key


def names(words, key):
    """Names that a sentence wants filled in."""
    return set(re.findall(r"\{(\w+)\}", words._sentences[key]))


def test_no_word_is_asked_for_that_is_not_there():
    """Each fixed key of a word in the modules of the shell exists, and none there is unused."""
    browser = WORDS / "browser"
    asked = set()
    for path in browser.rglob("*.mjs"):
        asked |= set(re.findall(r'"(form_[a-z_]+)"', path.read_text(encoding="utf-8")))
    there = {key for key in load_words(WORDS, "en").keys if key.startswith("form_")}
    assert asked <= there
    made = re.compile("form_(attr|code|do|level|missing|status|step)_")
    named = {"form_mine", "form_theirs"}
    assert {key for key in there - asked - named if not made.match(key)} == set()
