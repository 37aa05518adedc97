"""Give the seats of a session away by rules on its page: to the first who come, or by a draw that anybody can repeat."""
