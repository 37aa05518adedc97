"""Name this app to Django."""

from praya.core.features import finding


class CoreConfig(finding.House):
    """Register the app under its short name."""

    name = "praya.core"
    label = "core"
