"""Cases that hypothesis makes: every field, in every script, sound or odd."""

from hypothesis import strategies as st

from engagement_kit.cases import Case, Evidence, Note, Rating, Size, Source, Target

__all__ = ["CASES"]

# What XML holds: everything but control characters, surrogates and two that are no characters.
_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
_TEXT = st.text(st.one_of(_CHARACTERS, st.sampled_from("\n\t가م😀<&>'\":=#-")), max_size=12)
_WORD = _TEXT.filter(bool)
_KEY = st.text(st.sampled_from("abc가م_-.1"), min_size=1, max_size=4)
_NAME = st.sampled_from(["tate", "가나", "متحف", "a_1", "b-2"])
_MAYBE = st.none() | _TEXT
_NUMBER = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
_YEAR = st.integers(1000, 2999)
_WHEN = st.none() | _YEAR | _WORD | st.sampled_from(["2014", "'2014'", "2018/19", "no", "n.d."])
_ITEMS = {
    "smi.investment.budget": ("no", "partly", "yes"),
    "maturity.governance": ("basic", "functional", "integrated", "customer_first"),
    "of.another.framework": ("unknown", "x y"),
}
_BOXES = ("def.canvas.reach", "def.canvas.assets", "no.box")
_MISSING = st.sampled_from([None, "unknown", "not_asked", "not_applicable", "confidential"])
_LANGUAGES = st.sampled_from(["en", "ko", "ar"])


def _entries(maker, *, unique, most=4):
    return st.lists(maker, max_size=most, unique_by=unique).map(tuple)


@st.composite
def _sources(draw):
    csl = st.none() | st.just({"type": "book", "volume": 3, "author": [{"literal": "가"}]})
    makers = {
        "key": _KEY,
        "title": _TEXT,
        **dict.fromkeys(
            ("author", "publisher", "url", "kind_as_found", "language", "note"), _MAYBE
        ),
        **dict.fromkeys(("date", "accessed"), st.none() | _WORD),
        "kind": st.sampled_from(["own", "press", "other"]),
        "csl": csl,
    }
    return draw(_entries(st.builds(Source, **makers), unique=lambda source: source.key))


@st.composite
def _evidence(draw, keys):
    makers = {
        "id": _KEY,
        "text": _TEXT | st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
        "value": st.none() | _NUMBER,
        **dict.fromkeys(("unit", "note"), _MAYBE),
        **dict.fromkeys(("year", "as_of"), _WHEN),
        "source": st.sampled_from(keys),
        "locator": st.none() | _WORD,
        "polarity": st.sampled_from(["supports", "against", "neutral"]),
        **dict.fromkeys(("elements", "tags"), st.lists(_KEY, max_size=2, unique=True).map(tuple)),
    }
    return draw(_entries(st.builds(Evidence, **makers), unique=lambda piece: piece.id))


@st.composite
def _rating(draw, case, waves, pieces):
    item = draw(st.sampled_from(sorted(_ITEMS)))
    value = draw(st.none() | st.sampled_from(_ITEMS[item]))
    return Rating(
        case=case,
        coder=draw(st.sampled_from(["agreed", "coder-a", "코더"])),
        item=item,
        wave=draw(st.sampled_from(waves)),
        value=value,
        missing=draw(_MISSING) if value is None else None,
        confidence=draw(st.sampled_from([None, "low", "high"])),
        evidence=draw(pieces),
        note=draw(_MAYBE),
    )


@st.composite
def _case(draw):
    case, waves = draw(_NAME), tuple(sorted(draw(st.sets(_YEAR, min_size=1, max_size=2))))
    sources = draw(_sources())
    keys = [source.key for source in sources] or ["nowhere"]
    evidence = draw(_evidence(keys))
    ids = [piece.id for piece in evidence]
    pieces = st.lists(st.sampled_from(ids), unique=True, max_size=2) if ids else st.just([])
    pieces = pieces.map(tuple)
    coder = st.sampled_from(["agreed", "coder-a", "코더"])
    texts = st.dictionaries(_LANGUAGES, _TEXT, min_size=1)
    wave = st.sampled_from(waves)
    box = st.sampled_from(_BOXES)
    note = st.builds(
        Note, case=st.just(case), coder=coder, box=box, wave=wave, text=texts, evidence=pieces
    )
    aim = st.sampled_from([(item, answer) for item in _ITEMS for answer in _ITEMS[item]])
    target = st.builds(
        lambda coder, who, years, aim: Target(
            case=case, coder=coder, respondent=who, horizon=years, item=aim[0], value=aim[1]
        ),
        coder,
        _WORD,
        st.integers(0, 100),
        aim,
    )
    ratings = _entries(
        _rating(case, waves, pieces), unique=lambda r: (r.coder, r.item, r.wave), most=6
    )
    return Case(
        id=case,
        kind=draw(_KEY),
        name=draw(texts),
        **{name: draw(_MAYBE) for name in ("country", "country_note", "sector", "city")},
        founded=draw(st.none() | st.integers(-3000, 3000)),
        size=draw(
            st.none()
            | st.builds(
                Size,
                text=_TEXT,
                value=st.none() | _NUMBER,
                unit=_MAYBE,
                year=_WHEN,
                source=st.none() | _KEY,
            )
        ),
        waves=waves,
        evidence_strength=draw(st.sampled_from([None, "strong", "weak"])),
        evidence_strength_note=draw(_MAYBE),
        gaps=draw(_MAYBE),
        sources=sources,
        evidence=evidence,
        ratings=_by_coder(draw(ratings)),
        notes=_by_coder(draw(_entries(note, unique=repr))),
        targets=_by_coder(draw(_entries(target, unique=repr))),
    )


def _by_coder(entries):
    return tuple(sorted(entries, key=lambda entry: entry.coder))


CASES = st.lists(_case(), max_size=3, unique_by=lambda case: case.id)
