import re
from pathlib import Path

import engagement_kit.tables as room
from engagement_kit.words import load_words

FOLDER = Path(room.__file__).parent
# These are asked for by what a record holds: a kind, a status, why an answer is missing.
BY_RECORD = {"settled", "open", "not_placed", "unknown", "not_asked", "not_applicable"}
BY_RECORD |= {"confidential"}


def test_every_sentence_is_used():
    """No sentence stands in the files that nothing in the room asks for."""
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py")))
    by_name = set(re.findall(r'f"([a-z_.]+\.)\{', code)) | {"median."}
    unused = {
        key
        for key in load_words(FOLDER, "en").keys
        if not re.search(f"[\"']{re.escape(key)}[\"']", code)
        and not any(key.startswith(begin) for begin in by_name)
    }
    assert unused == BY_RECORD
