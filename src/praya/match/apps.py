"""Name this app to Django."""

from praya.core.features import finding


class MatchConfig(finding.House):
    """Register the app under its short name."""

    name = "praya.match"
    label = "match"
