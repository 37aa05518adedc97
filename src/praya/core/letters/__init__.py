"""Write to people: a room declares its letters beside what they tell, one outbox holds them, one job sends them.

A letter is written when it is sent, not when it is asked for: what is not true any more, or what its reader may not read any
more, is not told.
"""
