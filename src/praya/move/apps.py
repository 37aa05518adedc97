"""Name this app to Django."""

from praya.core.features import finding


class MoveConfig(finding.House):
    """Register the app under its short name."""

    name = "praya.move"
    label = "move"
