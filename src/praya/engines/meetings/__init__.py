"""Schedule one-to-one meetings with a proven bound, explain every refusal and repair the schedule live."""
