"""Name this app to Django."""

from praya.core.features import finding


class MeetConfig(finding.House):
    """Register the app under its short name."""

    name = "praya.meet"
    label = "meet"
