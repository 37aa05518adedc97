"""Carry out what somebody asks for: done, with one entry in the trail, or refused with sentences where it was asked."""
