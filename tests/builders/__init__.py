"""Build records for tests: one plain function per model, with sensible defaults, of every app that is installed."""

from django.apps import apps

from tests.builders.door import *  # noqa: F403 - this package is their one face
from tests.builders.meet import *  # noqa: F403 - the same
from tests.builders.programme import *  # noqa: F403 - the same
from tests.builders.seats import *  # noqa: F403 - the same
from tests.builders.speaking import *  # noqa: F403 - the same

if apps.is_installed("praya.show"):
    from tests.builders.show import *  # noqa: F403 - the same
if apps.is_installed("praya.match"):
    from tests.builders.match import *  # noqa: F403 - the same
