"""Every letter is in its reader's language, with the names that they read; nothing of it stays in another."""

from __future__ import annotations

import re
import string
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext, override

from praya.core.letters.declaring import kinds
from praya.core.letters.sending import send_due
from praya.match.requests import actions
from praya.match.requests.proposals import Proposal
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "zh-hant", "zh-hans", "pt", "ar")
# Words without which no English sentence of a letter is made, and which no other language of the house has.
_ENGLISH = re.compile(r"\b(?:the|you|your|with|would|this|from|they|have|open|until)\b", re.IGNORECASE)


def places(text: str) -> set[str]:
    return {name for _literal, name, _form, _how in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_kind_is_worded_in_every_language_with_the_same_places(language: str) -> None:
    for kind in kinds():
        with override("en"):
            english = [str(kind.label), str(kind.subject), str(kind.body)]
        with override(language):
            own = [str(kind.label), str(kind.subject), str(kind.body)]
        assert [places(text) for text in own] == [places(text) for text in english], kind.name
        same = [one for one, other in zip(own, english, strict=True) if one == other]
        assert [one for one in same if re.search(r"[a-z]", re.sub(r"\{\w+\}", "", one))] == []


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Chan Tai-man would like to meet you"),
        ("zh-hant", "陳大文"),
        ("zh-hans", "陳大文"),
        ("pt", "Chan Tai-man"),
        ("ar", "Chan Tai-man"),
    ],
)
def test_a_letter_is_in_one_language_from_its_subject_to_its_end(language: str, subject: str) -> None:
    edition = make.make_edition("autumn")
    make.make_round(edition)
    asking = make.make_delegate(edition, person=make.make_person("Chan Tai-man", names={"zh-Hant": "陳大文"}))
    asked = make.make_delegate(edition, name="Bo Ek")
    for one in (asking, asked):
        make.make_calendar(one)
    asked.person.account.language = language
    asked.person.account.save()
    actions.send_request(side_of(asking), make.calendar_of(asked), Proposal("like", ""), at=timezone.now())
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    (letter,) = mail.outbox
    html: Any = next(str(content) for content, kind in letter.alternatives if kind == "text/html")
    assert letter.subject.startswith(subject) or language in {"ar", "pt"} and subject in letter.subject
    with override(language):
        button = gettext("Answer")
    for text in (letter.body, re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)):
        assert button in text
        assert language == "en" or _ENGLISH.findall(re.sub(r"https?://\S+", "", text)) == []
