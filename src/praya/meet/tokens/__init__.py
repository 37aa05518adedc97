"""Let people give a program of theirs a token, with which it reads of one edition what they may read."""
