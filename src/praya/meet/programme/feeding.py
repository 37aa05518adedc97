"""Write what changes in a released programme as an Atom feed (RFC 4287): an entry for each version, and each change at once.

The ids are tag URIs (RFC 4151) of the edition's address and the version's number: they never change, in no language. The same
versions always give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.texts.reading import read
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import Release
from praya.meet.programme.models_versions import Revision
from praya.meet.programme.news import lines_of, sentence_of, words_of

ENTRIES, SENTENCES = 20, 60
TYPE = "application/atom+xml; charset=utf-8"


class _Feed(Atom1Feed):
    """Be an Atom feed whose date is that of its last entry, or the one it was given: a clock would change it all the time."""

    def latest_post_date(self) -> datetime:
        """Return when it last changed."""
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        found: datetime = max(dates, default=self.feed["updated"])
        return found


def feed_of(
    edition: Edition,
    sites: Sequence[Site],
    releases: Sequence[Release],
    changed: Iterable[tuple[int, list[dict[str, Any]]]],
    revisions: Iterable[Revision],
    language: str,
) -> bytes:
    """Return the feed of some versions, the newest first, with what they `changed`, and of what was told at once since."""
    name = read(edition.name, language).text or edition.slug
    base = settings.PUBLIC_URL.rstrip("/")
    own = base + reverse("programme_feed", args=[edition.slug, language])
    feed = _Feed(
        title=_("%(market)s: what changes in the programme") % {"market": name},
        link=base + reverse("programme_changes", args=[edition.slug]),
        description=None,
        language=language,
        author_name=name,
        feed_url=own,
        feed_guid=f"{_tag(edition)}:{language}",
        updated=datetime.combine(edition.starts_on, time(), UTC),
    )
    by_release: dict[int, list[dict[str, Any]]] = {}
    for number, lines in changed:
        by_release.setdefault(number, []).extend(lines)
    known = {one.pk: one for one in releases}
    entries = [(one.at, _of_version(edition, one, by_release.get(one.pk, []), sites)) for one in releases]
    entries += [(one.at, _at_once(edition, one, known[one.release_id], sites)) for one in revisions if one.release_id in known]
    for at, (guid, title, path, sentences) in sorted(entries, key=lambda entry: entry[0], reverse=True)[:ENTRIES]:
        feed.add_item(title, base + path, _text(sentences), unique_id=guid, pubdate=at, updateddate=at)
    return feed.writeString("utf-8").encode()


Entry = tuple[str, str, str, list[str]]


def _of_version(edition: Edition, release: Release, lines: Sequence[dict[str, Any]], sites: Sequence[Site]) -> Entry:
    path = f"{reverse('programme_changes', args=[edition.slug])}?version={release.number}"
    title = _("Version %(number)d of the programme") % {"number": release.number}
    sentences = [sentence_of(line, sites) for line in lines_of(lines[:SENTENCES])]
    if (more := len(lines) - SENTENCES) > 0:
        sentences.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    return f"{_tag(edition)}:{release.number}", title, path, sentences


def _at_once(edition: Edition, revision: Revision, release: Release, sites: Sequence[Site]) -> Entry:
    path = reverse("session", args=[edition.slug, revision.session])
    title = _("Changed at once: %(title)s") % {"title": words_of(revision.told["title"])}
    sentences = [sentence_of(line, sites) for line in lines_of(revision.lines)]
    return f"{_tag(edition)}:{release.number}.{revision.number}", title, path, sentences


def _text(sentences: Sequence[str]) -> str:
    """Return sentences as the simple HTML that a summary is; what they say is escaped."""
    from django.utils.html import format_html, format_html_join

    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in sentences)))


def _tag(edition: Edition) -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname or "praya"
    return f"tag:{host},2027:programme:{edition.slug}"
