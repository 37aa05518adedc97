"""Name this app to Django."""

from praya.core.features import finding


class DemoConfig(finding.House):
    """Register the app under its short name."""

    name = "praya.demo"
    label = "demo"
