"""Saves changes through a FormState in children that a test kills; run as a program.

Each line on standard input, such as ``7``, starts a child that makes the changes from number 7 on.
The child writes ``child <process id>`` once it is ready and then ``<number>`` for each change that
was acknowledged; the parent of the children writes ``ended`` when one is gone.
"""

import itertools
import os
import sys
from pathlib import Path

CODER = "me"
SAVES = 200
LONG = "A sentence that makes the file longer than one write. " * 40


def change(number, text_before):
    """Change number n: the note of an item, whose former text the page has seen."""
    return {
        "id": number,
        "do": "rate",
        "item": item_of(number),
        "wave": 2014,
        "attr": "note",
        "base": text_before,
        "value": text_of(number),
    }


def text_of(number):
    """Text that change number n writes; its end shows whether all of it is there."""
    return f"{number}: {LONG}{number}."


def item_of(number):
    """Item that change number n is about."""
    return ITEMS[number % len(ITEMS)]


ITEMS = tuple(
    f"smi.investment.{name}" for name in ("briefing", "time", "budget", "team", "training", "hours")
)


def state_after(count):
    """Text by item once changes 1 to ``count`` are made."""
    return {item_of(number): text_of(number) for number in range(1, count + 1)}


def say(words):
    """Tell the test, in one write that cannot be torn."""
    os.write(1, f"{words}\n".encode())


def save_from(first, folder):
    """Make changes until there are none left, or until killed."""
    from engagement_kit import load_cases, load_framework
    from engagement_kit.widgets.state import FormState

    state = FormState(load_cases(folder)["house"], load_framework("smi"), CODER)
    texts = state_after(first - 1)
    say(f"child {os.getpid()}")
    for number in range(first, SAVES + 1):
        answer = state.apply([change(number, texts.get(item_of(number)))], "page")
        if answer.problems:
            say(f"problem {answer.problems}")
            return
        texts[item_of(number)] = text_of(number)
        say(number)


def serve(folder):
    """Start a child for each line; all imports are done once, before the first."""
    import engagement_kit.widgets.state  # noqa: F401

    for line in itertools.takewhile(str.strip, sys.stdin):
        child = os.fork()
        if child == 0:
            try:
                save_from(int(line), folder)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
