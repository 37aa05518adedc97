"""Say in words why a schedule is not published at its moment, and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.match.requests.models import RoundStep

REASONS: dict[str, Any] = {
    RoundStep.Reason.NOT_CLOSED: _("The round is not frozen: delegates can still change their wishes."),
    RoundStep.Reason.NO_RUN: _("No run of this round has ended with a schedule."),
    RoundStep.Reason.NOT_CHOSEN: _("Nobody has chosen which run is published."),
    RoundStep.Reason.STILL_COMPUTING: _("A run is going on, and none is chosen."),
    RoundStep.Reason.REFUSED: _("The chosen run could not be published."),
}
REMEDIES: dict[str, Any] = {
    RoundStep.Reason.NOT_CLOSED: _("Freeze the round, start a run, and choose it."),
    RoundStep.Reason.NO_RUN: _("Start a run, and choose it when it has ended."),
    RoundStep.Reason.NOT_CHOSEN: _("Open a finished run and choose it."),
    RoundStep.Reason.STILL_COMPUTING: _("Wait for the end of the run, and choose it."),
    RoundStep.Reason.REFUSED: _("Open the run and publish it by hand: the page says what stands against it."),
}
