"""Files as reference managers write them."""

import json

__all__ = ["BBT_JSON", "BIB", "CSL"]

# Zotero with Better BibTeX, "Better CSL JSON".
CSL = json.dumps(
    [
        {
            "id": "simon2010", "citation-key": "simon2010", "type": "book",
            "title": "The Participatory Museum", "publisher": "Museum 2.0",
            "publisher-place": "Santa Cruz", "event-place": "Santa Cruz", "language": "en",
            "ISBN": "978-0-615-34650-2", "abstract": "Long, and under copyright.",
            "author": [{"family": "Simon", "given": "Nina"}], "issued": {"date-parts": [["2010"]]},
        },
        {
            "id": "http://zotero.org/users/1/items/ABCD1234", "type": "article-journal",
            "title": "박물관의 디지털 참여", "container-title": "박물관학보", "volume": "12",
            "page": "1-22", "DOI": "10.1000/182", "keyword": "tate; korea",
            "author": [{"family": "김", "given": "민수"}, {"literal": "한국박물관협회"}],
            "issued": {"date-parts": [["2020", 3]]}, "accessed": {"date-parts": [["2026", 11, 21]]},
        },
    ],
    ensure_ascii=False,
).encode()  # fmt: skip

# The whole library as "BetterBibTeX JSON".
BBT_JSON = json.dumps(
    {
        "config": {"label": "BetterBibTeX JSON"},
        "collections": {},
        "items": [
            {
                "itemType": "blogPost", "citationKey": "simon2011", "title": "How to",
                "blogTitle": "Museum 2.0", "url": "https://museumtwo.blogspot.com/2011",
                "date": "2011-05-02", "accessDate": "2026-11-21T10:00:00Z", "itemKey": "X1",
                "creators": [
                    {"creatorType": "author", "firstName": "Nina", "lastName": "Simon"},
                    {"creatorType": "contributor", "name": "Museum 2.0"},
                ],
                "tags": [{"tag": "tate"}], "abstractNote": "", "extra": "read twice",
            },
            {"itemType": "attachment", "title": "A PDF", "path": "/home/me/a.pdf"},
        ],
    }
).encode()  # fmt: skip

BIB = r"""% exported
@string{mq = "Museum Quarterly"}
@article{godel2014,
  author  = {G{\"o}del, Kurt and {Barnes and Noble}},
  title   = {The {KLM} way: 50\% more \& better},
  journal = mq,
  year    = 2014, month = mar,
  volume  = {7}, number = {2}, pages = {101--108},
  doi     = {10.1000/182},
  abstract = {Long.}, file = {:/home/me/a.pdf:PDF},
  eprint = {1234.5678},
}
@proceedings{mw2014, title = {Museums and the Web 2014}, publisher = {MWA}, year = {2014}}
@inproceedings{stack2014,
  author = {John Stack}, title = {Digital strategy}, crossref = {mw2014}, year = {2014},
  url = {https://mw2014.museumsandtheweb.com/~stack_1},
}
@phdthesis{lee2019, author = {이, 민수}, title = {참여}, school = {서울대학교}, year = {2019}}
""".encode()
