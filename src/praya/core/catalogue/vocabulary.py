"""Name the kinds, stages, genres and wants of the trade in the reader's language; the keys are what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

Words = Mapping[str, Any]

KINDS: Words = {
    "film": pgettext_lazy("kind of work", "film"),
    "series": pgettext_lazy("kind of work", "series"),
    "documentary": pgettext_lazy("kind of work", "documentary"),
    "animation": pgettext_lazy("kind of work", "animation"),
    "short": pgettext_lazy("kind of work", "short film"),
    "micro_drama": pgettext_lazy("kind of work", "micro-drama"),
    "short_video": pgettext_lazy("kind of work", "short video"),
    "xr": pgettext_lazy("kind of work", "XR"),
}
STAGES: Words = {
    "idea": pgettext_lazy("stage", "idea or treatment"),
    "development": pgettext_lazy("stage", "in development"),
    "financing": pgettext_lazy("stage", "financing"),
    "preproduction": pgettext_lazy("stage", "pre-production"),
    "production": pgettext_lazy("stage", "in production"),
    "postproduction": pgettext_lazy("stage", "post-production"),
    "picture_lock": pgettext_lazy("stage", "picture lock"),
    "completed": pgettext_lazy("stage", "completed"),
    "released": pgettext_lazy("stage", "released"),
}
# A title at one of these stages is a project: it still seeks partners or finance.
PROJECT_STAGES = frozenset({"idea", "development", "financing", "preproduction", "production", "postproduction", "picture_lock"})

GENRES: Words = {
    "action": pgettext_lazy("genre", "action"),
    "adventure": pgettext_lazy("genre", "adventure"),
    "arthouse": pgettext_lazy("genre", "art house"),
    "biography": pgettext_lazy("genre", "biography"),
    "children": pgettext_lazy("genre", "children"),
    "comedy": pgettext_lazy("genre", "comedy"),
    "costume": pgettext_lazy("genre", "costume drama"),
    "crime": pgettext_lazy("genre", "crime"),
    "drama": pgettext_lazy("genre", "drama"),
    "experimental": pgettext_lazy("genre", "experimental"),
    "family": pgettext_lazy("genre", "family"),
    "fantasy": pgettext_lazy("genre", "fantasy"),
    "history": pgettext_lazy("genre", "history"),
    "horror": pgettext_lazy("genre", "horror"),
    "martial_arts": pgettext_lazy("genre", "martial arts"),
    "music": pgettext_lazy("genre", "music"),
    "mystery": pgettext_lazy("genre", "mystery"),
    "nature": pgettext_lazy("genre", "nature"),
    "romance": pgettext_lazy("genre", "romance"),
    "science_fiction": pgettext_lazy("genre", "science fiction"),
    "social": pgettext_lazy("genre", "social issues"),
    "sport": pgettext_lazy("genre", "sport"),
    "spy": pgettext_lazy("genre", "spy"),
    "thriller": pgettext_lazy("genre", "thriller"),
    "war": pgettext_lazy("genre", "war"),
    "western": pgettext_lazy("genre", "western"),
    "youth": pgettext_lazy("genre", "youth"),
}

WANTS: Words = {
    "coproducer": pgettext_lazy("sought", "co-producer"),
    "finance": pgettext_lazy("sought", "finance"),
    "sales_agent": pgettext_lazy("sought", "sales agent"),
    "distributor": pgettext_lazy("sought", "distributor"),
    "broadcaster": pgettext_lazy("sought", "broadcaster"),
    "platform": pgettext_lazy("sought", "platform"),
    "location": pgettext_lazy("sought", "location"),
    "writer": pgettext_lazy("sought", "writer"),
    "talent": pgettext_lazy("sought", "talent"),
}

RIGHTS: Words = {
    "theatrical": pgettext_lazy("right", "theatrical"),
    "free_tv": pgettext_lazy("right", "free TV"),
    "pay_tv": pgettext_lazy("right", "pay TV"),
    "svod": pgettext_lazy("right", "SVOD"),
    "avod": pgettext_lazy("right", "AVOD"),
    "tvod": pgettext_lazy("right", "TVOD"),
    "inflight": pgettext_lazy("right", "in-flight"),
    "educational": pgettext_lazy("right", "educational"),
    "festival": pgettext_lazy("right", "festival"),
    "remake": pgettext_lazy("right", "remake"),
}

PERSON_ROLES: Words = {
    "director": pgettext_lazy("role", "director"),
    "writer": pgettext_lazy("role", "writer"),
    "producer": pgettext_lazy("role", "producer"),
    "executive_producer": pgettext_lazy("role", "executive producer"),
    "cast": pgettext_lazy("role", "cast"),
    "cinematographer": pgettext_lazy("role", "cinematographer"),
    "editor": pgettext_lazy("role", "editor"),
    "composer": pgettext_lazy("role", "composer"),
    "animation_director": pgettext_lazy("role", "animation director"),
    "creator": pgettext_lazy("role", "creator"),
}
COMPANY_ROLES: Words = {
    "production": pgettext_lazy("role", "production"),
    "coproduction": pgettext_lazy("role", "co-production"),
    "sales": pgettext_lazy("role", "sales"),
    "distribution": pgettext_lazy("role", "distribution"),
    "broadcast": pgettext_lazy("role", "broadcast"),
    "streaming": pgettext_lazy("role", "platform"),
    "financing": pgettext_lazy("role", "finance"),
    "laboratory": pgettext_lazy("role", "laboratory"),
}
ROLES: Words = {**PERSON_ROLES, **COMPANY_ROLES}

NAME_KINDS: Words = {
    "original": pgettext_lazy("kind of name", "original"),
    "international": pgettext_lazy("kind of name", "international"),
    "festival": pgettext_lazy("kind of name", "festival"),
    "working": pgettext_lazy("kind of name", "working title"),
    "romanised": pgettext_lazy("kind of name", "romanised"),
    "other": pgettext_lazy("kind of name", "further"),
}

MATERIAL_KINDS: Words = {
    "deck": pgettext_lazy("material", "pitch deck"),
    "teaser": pgettext_lazy("material", "teaser"),
    "trailer": pgettext_lazy("material", "trailer"),
    "script": pgettext_lazy("material", "script"),
    "treatment": pgettext_lazy("material", "treatment"),
    "press_kit": pgettext_lazy("material", "press kit"),
    "stills": pgettext_lazy("material", "stills"),
    "screener": pgettext_lazy("material", "screener"),
}

ACTIVITIES: Words = {
    "production": pgettext_lazy("activity", "production"),
    "sales": pgettext_lazy("activity", "international sales"),
    "distribution": pgettext_lazy("activity", "distribution"),
    "broadcast": pgettext_lazy("activity", "broadcasting"),
    "platform": pgettext_lazy("activity", "platform"),
    "exhibition": pgettext_lazy("activity", "theatrical exhibition"),
    "buyers_rep": pgettext_lazy("activity", "buyer's representative"),
    "commission": pgettext_lazy("activity", "film commission"),
    "fund": pgettext_lazy("activity", "fund"),
    "festival": pgettext_lazy("activity", "festival"),
    "institution": pgettext_lazy("activity", "institution"),
    "association": pgettext_lazy("activity", "association"),
    "finance": pgettext_lazy("activity", "finance"),
    "technical": pgettext_lazy("activity", "technical services"),
    "talent_agency": pgettext_lazy("activity", "talent agency"),
    "publishing": pgettext_lazy("activity", "publishing"),
    "school": pgettext_lazy("activity", "film school"),
    "press": pgettext_lazy("activity", "press"),
    "consulting": pgettext_lazy("activity", "consulting"),
    "inflight": pgettext_lazy("activity", "in-flight entertainment"),
    "other": pgettext_lazy("activity", "other"),
}

BUDGET_BANDS: tuple[tuple[str, int], ...] = (
    # Key and first amount above the band, in whole US dollars.
    ("under_250k", 250_000),
    ("under_1m", 1_000_000),
    ("under_3m", 3_000_000),
    ("under_10m", 10_000_000),
    ("under_30m", 30_000_000),
    ("over_30m", 0),
)
BUDGETS: Words = {
    "under_250k": pgettext_lazy("budget", "under US$250,000"),
    "under_1m": pgettext_lazy("budget", "US$250,000 – 1 million"),
    "under_3m": pgettext_lazy("budget", "US$1 – 3 million"),
    "under_10m": pgettext_lazy("budget", "US$3 – 10 million"),
    "under_30m": pgettext_lazy("budget", "US$10 – 30 million"),
    "over_30m": pgettext_lazy("budget", "over US$30 million"),
}


def word_of(words: Words, key: str) -> str:
    """Return the word for a key in the reader's language, or the key itself when nobody knows it.

    >>> word_of(KINDS, "puppet_show")
    'puppet_show'
    """
    return str(words.get(key, key))
