"""End processes of the server without noise."""

import subprocess
import sys

ENDING = """
import sys
from praya.site.parents import end_at_once
end_at_once()
sys.stdout.write("last words")
sys.exit(3)
"""


def test_a_process_that_ends_at_once_says_its_last_words_and_skips_the_tidying_up() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDING], capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "last words", "")
