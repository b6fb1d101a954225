"""Items of a Zotero library in Zotero's own words, as items of CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engagement_kit.exchange.bibliography.dates import date_of

__all__ = ["from_zotero"]

_TYPES = {
    "artwork": "graphic", "audioRecording": "song", "blogPost": "post-weblog", "book": "book",
    "bookSection": "chapter", "computerProgram": "software", "conferencePaper": "paper-conference",
    "dataset": "dataset", "dictionaryEntry": "entry-dictionary", "document": "document",
    "email": "personal_communication", "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture", "forumPost": "post", "interview": "interview",
    "journalArticle": "article-journal", "letter": "personal_communication",
    "magazineArticle": "article-magazine", "manuscript": "manuscript", "map": "map",
    "newspaperArticle": "article-newspaper", "patent": "patent", "podcast": "broadcast",
    "preprint": "article", "presentation": "speech", "radioBroadcast": "broadcast",
    "report": "report", "standard": "standard", "thesis": "thesis", "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture", "webpage": "webpage",
}  # fmt: skip
_FIELDS = {
    "title": "title", "shortTitle": "title-short", "volume": "volume", "issue": "issue",
    "pages": "page", "edition": "edition", "series": "collection-title", "DOI": "DOI",
    "seriesNumber": "collection-number", "place": "publisher-place", "url": "URL", "ISBN": "ISBN",
    "ISSN": "ISSN", "language": "language", "extra": "note", "numPages": "number-of-pages",
    "archive": "archive", "archiveLocation": "archive_location", "callNumber": "call-number",
    "libraryCatalog": "source", "versionNumber": "version", "section": "section",
    "conferenceName": "event-title", "numberOfVolumes": "number-of-volumes",
    **dict.fromkeys(("publicationTitle", "bookTitle", "proceedingsTitle", "blogTitle",
                     "websiteTitle", "forumTitle", "encyclopediaTitle", "dictionaryTitle",
                     "programTitle"), "container-title"),
    **dict.fromkeys(("publisher", "institution", "university", "company", "label", "studio",
                     "network", "repository"), "publisher"),
    **dict.fromkeys(("number", "reportNumber", "patentNumber", "episodeNumber"), "number"),
    **dict.fromkeys(("genre", "thesisType", "reportType", "websiteType", "postType",
                     "presentationType", "manuscriptType"), "genre"),
}  # fmt: skip
_DATES = {"date": "issued", "accessDate": "accessed"}
_PEOPLE = {
    "editor": "editor", "translator": "translator", "seriesEditor": "collection-editor",
    "bookAuthor": "container-author", "interviewer": "interviewer", "reviewedAuthor":
    "reviewed-author", "recipient": "recipient", "contributor": "contributor",
}  # fmt: skip


def from_zotero(one: Mapping[str, Any]) -> dict[str, Any]:
    """The item of CSL-JSON that an item of Zotero says; tags become keywords."""
    item: dict[str, Any] = {"type": _TYPES.get(str(one["itemType"]), "document")}
    for name, value in one.items():
        if not isinstance(value, str | int) or value == "":
            continue
        if name in _FIELDS:
            item.setdefault(_FIELDS[name], value)
        elif name in _DATES:
            item[_DATES[name]] = date_of(str(value)[:10] if name == "accessDate" else str(value))
    for role, person in _people(one.get("creators")):
        item.setdefault(role, []).append(person)
    tags = ", ".join(_tags(one.get("tags")))
    return item | {"keyword": tags} if tags else item


def _people(creators: object) -> Iterator[tuple[str, dict[str, str]]]:
    for creator in creators if isinstance(creators, list) else []:
        if not isinstance(creator, Mapping):
            continue
        given, family = (str(creator.get(name) or "") for name in ("firstName", "lastName"))
        whole = str(creator.get("name") or "") or (family if not given else "")
        if whole or family or given:
            name = {"literal": whole} if whole else {"family": family, "given": given}
            yield _PEOPLE.get(str(creator.get("creatorType")), "author"), name


def _tags(tags: object) -> Iterator[str]:
    for tag in tags if isinstance(tags, list) else []:
        text = tag.get("tag") if isinstance(tag, Mapping) else tag
        if isinstance(text, str) and text.strip():
            yield text.strip()
