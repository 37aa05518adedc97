"""Name this app to Django."""

from praya.core.features import finding


class ShowConfig(finding.House):
    """Register the app under its short name."""

    name = "praya.show"
    label = "show"
