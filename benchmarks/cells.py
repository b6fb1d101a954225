"""Cells of notebooks that show a form of so many fields, each made in another way."""

from __future__ import annotations

from pathlib import Path

# Each cell leaves the seconds that making the form took in `made`, and shows the form.
OURS = """\
import time
import engagement_kit as ek
case = ek.load_cases({study!r})["house"]
framework = ek.load_framework({framework!r})
ek.capture(case, framework).close()  # imports are paid once in a notebook
began = time.perf_counter()
form = ek.capture(case, framework, lang="en")
made = time.perf_counter() - began
form"""

# The same choice as one drop-down list a field: the lightest that ipywidgets can do.
LISTS = """\
import time
import ipywidgets
ipywidgets.Dropdown(options=["no"])
began = time.perf_counter()
answers = ["", "no", "partly", "yes", "unknown", "not asked", "not applicable", "confidential"]
form = ipywidgets.VBox([
    ipywidgets.Dropdown(description=f"Question {{n}}", options=answers) for n in range({fields})
])
form.add_class("other-form")
made = time.perf_counter() - began
form"""

# The same as radios, which is what our form shows.
RADIOS = LISTS.replace("ipywidgets.Dropdown(", "ipywidgets.RadioButtons(")

AUTOUI = """\
import time
from typing import Literal
from ipyautoui import AutoUi
from pydantic import create_model
answers = Literal["no", "partly", "yes", "unknown", "not asked", "not applicable", "confidential"]
fields = {{f"question_{{n}}": (answers, "no") for n in range({fields})}}
model = create_model("Form", **fields)
began = time.perf_counter()
form = AutoUi(model)
form.add_class("other-form")
made = time.perf_counter() - began
form"""

# What says that all fields are there to be seen, by way: one match a field.
FIELDS = {
    "ours": ".ek-form .ek-rating",
    "lists": ".other-form select",
    "radios": ".other-form .widget-radio",
    "autoui": ".other-form select, .other-form .widget-dropdown",
}


def cell(way: str, fields: int, study: Path, framework: Path) -> str:
    """Cell that makes and shows a form of so many fields in one of the ways."""
    text = {"ours": OURS, "lists": LISTS, "radios": RADIOS, "autoui": AUTOUI}[way]
    return text.format(fields=fields, study=str(study), framework=str(framework))
