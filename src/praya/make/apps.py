"""Name this app to Django."""

from praya.core.features import finding


class MakeConfig(finding.House):
    """Register the app under its short name."""

    name = "praya.make"
    label = "make"
