"""Choose which of the slots that suit both sides are shown to the one who asks, so that asking does not read a calendar.

Of each day the first few free slots of a secret order are shown. The order belongs to the pair and the day: whoever looks
again, with other hours of their own or under another pretext, meets the same few, and a slot that is not shown is as likely
busy as not.

>>> first, second = 0b0000_1111, 0b1111_0000  # the slots of two days
>>> shown = drawn(0b1111_1111, (first, second), secret=b"a secret of sixteen or more", pair="3-8")
>>> bin(shown & first).count("1"), bin(shown & second).count("1")
(2, 2)
>>> drawn(shown, (first, second), secret=b"a secret of sixteen or more", pair="3-8") == shown
True
"""

from praya.engines.offers.drawing import drawn, most_shown

__all__ = ["drawn", "most_shown"]
