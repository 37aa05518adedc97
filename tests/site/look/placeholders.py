"""Find the translations that lose a placeholder of their sentence, or invent one."""

from __future__ import annotations

import re
from collections import Counter
from gettext import c2py

from babel.messages.catalog import Catalog

from praya.site.messages import texts_of

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]")


def misplaced(known: Catalog) -> list[str]:
    """Return the sentences whose translation lacks a placeholder, or has one that is not in the sentence.

    A form that stands for a single number may leave that number out: "two meetings" is one word in Arabic.
    """
    wordy = _forms_of_one_number(known)
    wrong = []
    for message in known:
        if not message.id:
            continue
        asked, said = texts_of(message.id), texts_of(message.string)
        names = {frozenset(_PLACEHOLDER.findall(text)) for text in asked}
        for form, text in enumerate(said):
            used = frozenset(_PLACEHOLDER.findall(text))
            spared = len(asked) > 1 and form in wordy and any(used < all_of and len(all_of - used) == 1 for all_of in names)
            if text and used not in names and not spared:
                wrong.append(asked[0])
                break
    return wrong


def _forms_of_one_number(known: Catalog) -> set[int]:
    """Return the plural forms of a language that are said of one number only."""
    form_of = c2py(known.plural_expr)
    return {form for form, numbers in Counter(form_of(number) for number in range(1000)).items() if numbers == 1}
