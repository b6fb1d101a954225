"""Small studies and frameworks in a folder, as a test wants them."""

from __future__ import annotations

from pathlib import Path

CASE = """\
# Kept by hand.
format: 1
id: house
kind: museum
name: {en: The House, ko: 집, ar: البيت}
waves: [2010, 2014]
sources:
- key: annual
  title: Annual report
  url: https://example.org/report
  kind: own
evidence:
- {id: house-01, text: Money is set aside for the chat., year: 2013, source: annual}
- {id: house-02, text: A chat is opened., year: 2014, source: annual}
- {id: house-03, text: The chat is closed again., year: 2020, source: annual, polarity: against}
"""

# A first coder, whose words nobody else may see in a blind form.
ANN = """\
format: 1
case: house
coder: ann
ratings:
- item: smi.investment.briefing
  wave: 2014
  value: "yes"
  confidence: high
  evidence: [house-01]
  note: ANN-SAW-THE-BRIEFING
notes:
- box: def.canvas.reach
  wave: 2014
  text: {en: ANN-NOTED-THIS}
  evidence: [house-02]
"""

# A second coder, who does not agree.
BOB = """\
format: 1
case: house
coder: bob
ratings:
- {item: smi.investment.briefing, wave: 2014, value: "no", evidence: [house-02], note: Not seen.}
- {item: smi.investment.time, wave: 2014, value: partly, evidence: [house-01]}
"""


def write_study(folder: Path) -> Path:
    """Folder of a study with one case and a first coder's ratings."""
    house = folder / "house"
    house.mkdir(parents=True)
    (house / "case.yaml").write_text(CASE, encoding="utf-8")
    (house / "ann.yaml").write_text(ANN, encoding="utf-8")
    return folder


def write_long_framework(folder: Path, items: int = 300) -> Path:
    """Folder of a framework with one checklist of many items."""
    folder.mkdir(parents=True)
    listed = "".join(f"  - {{id: long.item{n}, status: authored}}\n" for n in range(items))
    labels = "".join(
        f"  long.item{n}.label: {{text: Question {n}, provenance: authored}}\n"
        for n in range(items)
    )
    (folder / "framework.yaml").write_text(LONG + listed, encoding="utf-8")
    (folder / "text.en.yaml").write_text(LONG_TEXT + labels, encoding="utf-8")
    return folder


LONG = """\
format: 1
id: long
version: "1"
languages: [en]
licence: {id: MIT, holder: A. Author, terms: open}
sources: []
scales:
- id: answer
  values: [{id: "no", value: 0}, {id: partly, value: 0.5}, {id: "yes", value: 1}]
parts:
- id: questions
  kind: checklist
  scale: answer
  items:
"""

LONG_TEXT = """\
format: 1
framework: long
language: en
strings:
  framework.name: {text: A long list, provenance: authored}
  scale.answer.label: {text: Answer, provenance: authored}
  scale.answer.no.label: {text: "No", provenance: authored}
  scale.answer.partly.label: {text: Partly, provenance: authored}
  scale.answer.yes.label: {text: "Yes", provenance: authored}
  questions.label: {text: Questions, provenance: authored}
"""
