"""Say which live streams a page may play itself: those of its own host, for its policy lets it ask no other."""

from __future__ import annotations

from urllib.parse import urlsplit

_PLAYED = (".m3u8", ".mp4", ".webm")


def is_played_here(address: str, host: str) -> bool:
    """Tell whether the address of a stream is played on the page of a host; any other is a link.

    >>> is_played_here("https://market.example.org/live/1.m3u8", "market.example.org")
    True
    >>> is_played_here("https://video.example.com/1.m3u8", "market.example.org")
    False
    >>> is_played_here("https://market.example.org/talk", "market.example.org")
    False
    """
    parts = urlsplit(address)
    return bool(address) and parts.netloc.lower() == host.lower() and parts.path.lower().endswith(_PLAYED)
