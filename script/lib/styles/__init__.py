"""Lay out the style sheets and judge them: one rule a line or block, no selector twice, tokens in one place."""
