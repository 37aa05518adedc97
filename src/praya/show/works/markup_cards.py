"""Write the cards of works as text: two dozen of them through templates would take four times as long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import KINDS, STAGES, WANTS, word_of
from praya.core.directory.countries import country_names
from praya.core.directory.markup import chip_of, facts_line, lead_of
from praya.core.texts.joining import gap, joined
from praya.core.texts.reading import read
from praya.show.works.headings import heading, marked, original_name, run_of
from praya.show.works.markup_poster import poster
from praya.show.works.queries import Presenter, ShownWork
from praya.show.works.readers import WorksReader

MOST_COUNTRIES, MOST_DIRECTORS, MOST_WANTS, MOST_LOGLINE = 3, 2, 3, 170


@dataclass
class CardWriter:
    """Write cards for one reader; words and addresses are resolved once for all of them."""

    reader: WorksReader
    language: str
    can_compare: bool = False
    saved: Collection[str] | None = None
    save: Callable[[str, bool], str] | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kinds = {key: str(word) for key, word in KINDS.items()}
        self.stages = {key: str(word) for key, word in STAGES.items()}
        self.countries = country_names(self.language)
        self.words = {"minutes": _("%(count)s min"), "seeks": _("Seeks"), "compare": _("Compare")}
        self.words["found"] = _("found by") + gap(self.language)
        self.chips = {0: chip_of(_("online")), **{site.pk: chip_of(site.short_name, site.hue) for site in self.reader.sites}}
        self.stand_word = _("stand %(stand)s")

    def cards(self, works: Iterable[ShownWork], class_name: str = "works") -> SafeString:
        """Return the list of cards."""
        rows = "".join(self.card(one) for one in works)
        return mark_safe(f'<ul class="{class_name}">{rows}</ul>')  # noqa: S308 - every part is escaped where it is written

    def card(self, one: ShownWork) -> str:
        """Return one card."""
        card = one.card
        document = card.document
        address = self.reader.address(card.code)
        poster_of = f'class="work-poster of-{escape(document["kind"])}" href="{address}" tabindex="-1" aria-hidden="true"'
        return (
            f'<li class="work"><a {poster_of}>{self.picture(card)}</a>'
            f'<div class="work-words"><h3><a href="{address}">{self._name(one)}</a></h3>'
            f'<p class="work-facts">{self.facts(card)}</p>{self._found_by(one)}{self._logline(document)}'
            f"{self._seeks(document)}{self._where(one.presenter)}{self._tools(card)}</div></li>"
        )

    def picture(self, card: Card) -> SafeString:
        """Return the poster of a card, or one drawn of its name."""
        if card.poster:
            address = self.reader.picture(card.poster)
            return format_html('<img class="poster" src="{}?small=1" alt="" loading="lazy" width="120" height="180">', address)
        kind = card.document["kind"]
        return poster(original_name(card.document["names"]), kind, self.kinds.get(kind, kind), card.code)

    def _name(self, one: ShownWork) -> str:
        head = heading(one.card.document["names"], self.language)
        hit = one.hit
        spans = hit.spans if hit is not None and hit.part == "name" else ()
        first = marked(head.name, spans) if spans and hit is not None and hit.matched == head.name else ""
        text = run_of(head.name, head.tag, markup=first)
        if not head.other:
            return text
        second = marked(head.other, spans) if spans and hit is not None and hit.matched == head.other else ""
        return f"{text} {run_of(head.other, head.other_tag, class_name='name-other', markup=second)}"

    def facts(self, card: Card) -> SafeString:
        """Return kind, year, stage, length, countries and directors in one line."""
        document = card.document
        facts = [escape(str(self.kinds.get(document["kind"], document["kind"])))]
        if document["year"]:
            facts.append(f'<span class="num">{document["year"]}</span>')
        facts.append(escape(str(self.stages.get(document["stage"], document["stage"]))))
        if document["minutes"]:
            facts.append(escape(self.words["minutes"] % {"count": document["minutes"]}))
        if document["episodes"]:
            count = document["episodes"]
            facts.append(escape(ngettext("%(count)d episode", "%(count)d episodes", count) % {"count": count}))
        named = [escape(self.countries.get(code, code)) for code in card.countries[:MOST_COUNTRIES]]
        more = f" +{len(card.countries) - MOST_COUNTRIES}" if len(card.countries) > MOST_COUNTRIES else ""
        if named:
            facts.append(joined(named) + more)
        facts += [f"<bdi>{escape(name)}</bdi>" for name in card.directors[:MOST_DIRECTORS]]
        return mark_safe(facts_line(facts))  # noqa: S308 - every fact is escaped above

    def _found_by(self, one: ShownWork) -> str:
        """Say which spelling was found where it is not the name that the card shows."""
        hit = one.hit
        if hit is None or not hit.spans:
            return ""
        head = heading(one.card.document["names"], self.language)
        if hit.part == "name" and hit.matched in {head.name, head.other}:
            return ""
        return f'<p class="work-found">{escape(self.words["found"])}<bdi>{marked(hit.matched[:400], hit.spans)}</bdi></p>'

    def _logline(self, document: dict[str, Any]) -> str:
        found = read(document["logline"], self.language)
        if not found.text:
            return ""
        text = found.text if len(found.text) <= MOST_LOGLINE else found.text[: MOST_LOGLINE - 1].rsplit(" ", 1)[0] + "…"
        mark = f' lang="{escape(found.language)}"' if found.language.lower() != self.language.lower() else ""
        return f'<p class="work-logline"{mark} dir="auto">{escape(text)}</p>'

    def _seeks(self, document: dict[str, Any]) -> str:
        wants = list(dict.fromkeys(row["what"] for row in document["seeking"]))[:MOST_WANTS]
        if not wants:
            return ""
        tags = "".join(f"<li>{escape(word_of(WANTS, want))}</li>" for want in wants)
        return f'<div class="work-seeks"><span>{escape(self.words["seeks"])}</span><ul class="tags">{tags}</ul></div>'

    def _where(self, presenter: Presenter | None) -> str:
        if presenter is None:
            return ""
        chip = self.chips.get(presenter.site or 0, "")
        stand = f"<bdi>{escape(self.stand_word % {'stand': presenter.stand})}</bdi>" if presenter.stand else ""
        name = lead_of(presenter.name, presenter.names, self.language) if presenter.name else ""
        words = facts_line(word for word in (name, stand) if word)
        return f'<p class="work-where">{chip} {words}</p>'

    def _tools(self, card: Card) -> str:
        parts = []
        if self.save is not None:
            parts.append(self.save(card.code, card.code in (self.saved or ())))
        if self.can_compare:
            parts.append(
                f'<label class="pick small"><input type="checkbox" name="with" value="{card.code}" form="compare"> '
                f"{escape(self.words['compare'])}</label>"
            )
        return f'<div class="work-tools">{"".join(parts)}</div>' if parts else ""


def line_rows(works: Sequence[ShownWork], writer: CardWriter) -> SafeString:
    """Return works as lines without posters, for who reads quickly."""
    return writer.cards(works, "works is-list")
