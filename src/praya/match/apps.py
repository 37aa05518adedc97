"""Name this app to Django."""

from django.apps import AppConfig


class MatchConfig(AppConfig):
    """Register the app under its short name."""

    name = "praya.match"
    label = "match"

    def ready(self) -> None:
        """Tell the set-up what a change can hurt, give everybody who is accredited a calendar, and count what is unread."""
        from praya.match.duplicates.settlements import register_settlements
        from praya.match.meetings.harm import hurt_meetings, names_of_meetings
        from praya.match.meetings.models import Meeting
        from praya.match.messages.unread import NAME, unread_threads
        from praya.match.wishes.calendars import ensure_calendars
        from praya.meet.accreditation.consequences import let_follow
        from praya.meet.editions.objections import let_name, let_object
        from praya.meet.editions.visits import let_note

        let_object(hurt_meetings)
        let_name(Meeting, names_of_meetings)
        let_follow(ensure_calendars)
        let_note(NAME, unread_threads)
        register_settlements()
