"""What can be wrong in archives and XML that strangers made."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# What is wrong, and what to do about it; {value}, {expected} and {other} come from the fault.
SENTENCES: dict[str, tuple[str, str]] = {
    "not_archive": ("this is no zip archive that can be read ({other})", "export or save it again"),
    "archive_too_large": (
        "the archive unpacks to {value}, more than the {expected} that are read",
        "leave out large media, or split it",
    ),
    "unsafe_name": (
        "the archive holds a file named {value}, {other}",
        "nothing was unpacked: have whoever made it export it again",
    ),
    "not_xml": ("this is no XML that can be read ({other})", "export or save it again"),
    "doctype": (
        "the XML declares a document type",
        "declarations can hide files and bombs, and are not read: export it again without one",
    ),
}
