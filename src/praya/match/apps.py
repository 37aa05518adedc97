"""Name this app to Django."""

from django.apps import AppConfig


class MatchConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.match"
    label = "match"

    def ready(self) -> None:
        """Tell the set-up what a change can hurt, and give everybody who is accredited a calendar."""
        from praya.match.meetings.harm import hurt_meetings, names_of_meetings
        from praya.match.meetings.models import Meeting
        from praya.match.wishes.calendars import ensure_calendars
        from praya.meet.accreditation.consequences import let_follow
        from praya.meet.editions.objections import let_name, let_object

        let_object(hurt_meetings)
        let_name(Meeting, names_of_meetings)
        let_follow(ensure_calendars)
