"""Tell which column a heading means: by its name, in two languages, or behind words that only say whose it is.

A key is “name”, of a name in a language “name:ja”, of a half of it “name/given”.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from praya.core.texts.editing import canonical

HALVES = ("given", "family")
# Runs of signs of one writing: a heading may say the same in two.
_OF_ONE_SCRIPT = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[\uac00-\ud7a3\u1100-\u11ff]+|[^\W\u3040-\u9fff\uac00-\ud7a3_]+"
)
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^(?P<head>[^()\[\]]+?)\s*[(\[](?P<tag>[^()\[\]]+)[)\]]$")
_SCRIPT_WORDS = {
    "中文": "zh-Hant",
    "繁體中文": "zh-Hant",
    "繁體": "zh-Hant",
    "繁体中文": "zh-Hant",
    "繁体": "zh-Hant",
    "簡體中文": "zh-Hans",
    "簡體": "zh-Hans",
    "简体中文": "zh-Hans",
    "简体": "zh-Hans",
    "chinese": "zh-Hant",
    "traditional chinese": "zh-Hant",
    "simplified chinese": "zh-Hans",
    "japanese": "ja",
    "日文": "ja",
    "日本語": "ja",
    "korean": "ko",
    "韓文": "ko",
    "韩文": "ko",
    "한국어": "ko",
}
_PLAIN_LANGUAGE = frozenset({"english", "latin", "英文", "英語", "英语", "영문", "inglês", "anglais", "en", "eng", "英"})
# Short ways to say so, which count at an end of a heading alone: “CN 姓氏”, “First name (EN)”.
_SHORT_WORDS = {
    **dict.fromkeys(("中", "繁", "tc", "zh"), "zh-Hant"),
    **dict.fromkeys(("簡", "简", "cn", "sc"), "zh-Hans"),
    **{"jp": "ja", "kr": "ko"},
}
_LANGUAGE_WORDS = {**dict.fromkeys(_PLAIN_LANGUAGE, ""), **_SHORT_WORDS, **_SCRIPT_WORDS}
# A number of a question, an order to fill it in, and what stands in brackets behind a heading add nothing to what it names.
_NUMBER = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):：]\s*", re.IGNORECASE)
_BEHIND = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*$")
_LAST_PART = re.compile(r"[:：>›]\s*(?P<part>[^:：>›]+)$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Words that say whose a field is. “Company”, “order” or “billing” are none: they make it another field.
_WHOSE = frozenset({
    "a", "an", "the", "of", "your", "please", "enter", "their", "his", "her", "main", "primary", "personal", "person", "person's",
    "individual", "business", "work", "professional", "attendee", "attendees", "attendee's", "participant", "participants",
    "participant's", "delegate", "delegates", "delegate's", "registrant", "registrant's", "contact", "guest", "guest's",
    "visitor", "visitor's", "applicant", "applicant's", "member", "member's", "holder", "badge", "residence", "home",
    "du", "de", "des", "la", "le", "l'inscrit", "l’inscrit", "inscrit", "votre", "personne",
    "do", "da", "dos", "seu", "participante", "del", "su", "asistente", "der", "die", "teilnehmer", "teilnehmers", "ihr", "ihre",
})  # fmt: skip  # a list of words, many to the line
_WHOSE_EAST = re.compile(
    "參加者|参加者|參加人|参加人|參會者|参会者|參會人|参会人|與會者|与会者|出席者|出席人|聯絡人|联系人|聯繫人|負責人|负责人|報名者|报名者|報名人|报名人|"
    "申請人|申请人|來賓|来宾|嘉賓|嘉宾|您的|你的|個人|个人|担当者|ご|お|の|참가자|참석자|담당자|신청자"
)


@dataclass(frozen=True, slots=True)
class Headings:
    """Know by folded headings the columns of a kind: `known` names them, `halves` half of one; `tagged` may be in a language.

    A few names are those of several columns; what stands below them tells which is meant.
    """

    known: Mapping[str, Sequence[str]]
    tagged: Mapping[str, str] = field(default_factory=dict)
    halves: Mapping[str, str] = field(default_factory=dict)

    def exactly(self, head: str) -> Sequence[str]:
        """Return the columns whose name a heading is, perhaps with a language in brackets; none otherwise."""
        if keys := self.known.get(folded_head(head)):
            return keys
        key = self._in_a_language(head)
        return (key,) if key else ()

    def half(self, head: str) -> str:
        """Return the half of a column that a heading names, in one language or two, or of a name in one: “name:ja/given”.

        Of what it says in two writings, one may also mean the whole: “名字 Given name”.
        """
        if key := self._half(head):
            return key
        runs = runs_of(head)
        for parts in (_parts(head), runs):
            if len(parts) > 1 and (key := _one_of(map(self._half, parts))):
                return key
        found = {self._half(run) or self.whole(run) for run in runs} if len(runs) > 1 else set()
        key = _one_of(key for key in found if "/" in key)
        return key if found <= {key, key.partition("/")[0]} else ""

    def whole(self, head: str) -> str:
        """Return the name of which other headings name halves, that a heading means as a whole, perhaps in a language."""
        stems = {key.partition("/")[0] for key in self.halves.values()}
        keys = [*self.exactly(head)] or [self.nearly(head)]
        return next((key for key in keys if "/" not in key and key.partition(":")[0] in stems), "")

    def _half(self, text: str) -> str:
        if key := self.halves.get(folded_head(text)):
            return key
        for tag, rest in in_languages(text):
            if key := self.halves.get(folded_head(rest)):
                stem, _slash, half = key.partition("/")
                return f"{stem}:{tag}/{half}" if tag and stem in self.tagged.values() else key
        return ""

    def nearly(self, head: str) -> str:
        """Return the one column that a heading means that is no name of it: said in two languages, or with words around it.

        Each run of one writing, or of what stands between line breaks, slashes and brackets, must mean that column; a
        heading that says two things means neither.
        """
        for parts in (_parts(head), runs_of(head)):
            if key := _one_of(_only(self.known.get(folded_head(part), ())) for part in parts if folded_head(part)):
                return key
        if key := self._around(head):
            return key
        runs = runs_of(head)
        return _one_of(_only(self.exactly(run)) or self._around(run) for run in runs) if len(runs) > 1 else ""

    def _around(self, head: str) -> str:
        """Return what is left of a heading without the words around it, if that is a name."""
        for text in bare(head):
            if key := _only(self.exactly(text)) or self.half(text):
                return key
            if key := self._of_a_language(text):
                return key
        return ""

    def _in_a_language(self, head: str) -> str:
        """Return “name:ja” for “name (ja)”, or nothing."""
        found = _IN_BRACKETS.match(unicodedata.normalize("NFKC", head).strip())
        if found is None or folded_head(found["head"]) not in self.tagged:
            return ""
        word = found["tag"].strip().casefold()
        tag = _SCRIPT_WORDS.get(word) or _SHORT_WORDS.get(word) or (word if _TAG.fullmatch(word) else "")
        return f"{self.tagged[folded_head(found['head'])]}:{canonical(tag)}" if tag else ""

    def _of_a_language(self, text: str) -> str:
        """Return “name:zh-Hant” for “Chinese name”, “name in Chinese” or “中文姓名”, and “name” for “English name”."""
        for tag, rest in in_languages(text):
            if key := self.tagged.get(folded_head(rest), ""):
                return f"{key}:{tag}" if tag else key
        return ""


def in_languages(text: str) -> Iterator[tuple[str, str]]:
    """Yield in which language a heading asks for something, as a tag or nothing for the usual one, and what it asks for.

    >>> list(in_languages("中文姓氏"))[0], list(in_languages("First name (EN)")), list(in_languages("Attendee"))
    (('zh-Hant', '姓氏'), [('', 'first name (')], [])
    """
    folded = unicodedata.normalize("NFKC", text).casefold().strip(" *()[]_-:.")
    for word in sorted(_LANGUAGE_WORDS, key=len, reverse=True):
        if word not in folded:
            continue
        pattern = re.escape(word) if EAST_ASIAN.search(word) else rf"(?<![^\W_]){word}(?![^\W_])"
        if len(word) < 2 or word in _SHORT_WORDS or word in {"en", "eng"}:
            pattern = rf"^{pattern}|{pattern}$"
        rest = re.sub(r"\bin\b", " ", re.sub(pattern, " ", folded, count=1)).strip()
        if rest != folded:
            yield _LANGUAGE_WORDS[word], rest


def _parts(head: str) -> list[str]:
    """Return what stands between the line breaks, slashes and brackets of a heading."""
    return re.split(r"[\n/|()\[\]（）／｜]+", head)


def bare(head: str) -> Iterator[str]:
    """Yield a heading as it stands and without what only says whose it is, that it is asked for, or to which group it belongs.

    >>> list(bare("3. Attendee name: Given name*"))
    ['Attendee name: Given name', 'name: Given name', 'Given name']
    >>> list(bare("Contact e-mail (required)"))
    ['Contact e-mail', 'e-mail']
    """
    text = _BEHIND.sub("", _NUMBER.sub("", unicodedata.normalize("NFKC", head))).strip(" *＊\t")
    last = _LAST_PART.search(text)
    seen = dict.fromkeys(one for part in (text, last["part"] if last else text) for one in (part.strip(), _without_whose(part)))
    yield from (one for one in seen if one)


def _without_whose(text: str) -> str:
    kept = _WORD.sub(lambda found: "" if found[0].casefold() in _WHOSE else found[0], text)
    return " ".join(_WHOSE_EAST.sub("", kept).split()).strip(" -–'’")


def folded_head(text: str) -> str:
    """Return a name of a column or sheet without case, spaces and signs.

    >>> folded_head(" E-mail_Address* ")
    'emailaddress'
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _only(keys: Sequence[str]) -> str:
    return keys[0] if keys else ""


def _one_of(keys: Iterable[str]) -> str:
    """Return the key that all are, nothing if they differ or there is none."""
    found = set(keys)
    return found.pop() if len(found) == 1 else ""


def runs_of(text: str) -> list[str]:
    """Return the runs of a text that are written alike, words of Latin together.

    >>> runs_of("香港 Hong Kong")
    ['香港', 'Hong Kong']
    """
    runs: list[str] = []
    is_latin = False
    for word in _OF_ONE_SCRIPT.findall(unicodedata.normalize("NFKC", text)):
        is_now_latin = not EAST_ASIAN.search(word)
        if runs and is_latin and is_now_latin:
            runs[-1] += f" {word}"
        else:
            runs.append(word)
        is_latin = is_now_latin
    return runs
