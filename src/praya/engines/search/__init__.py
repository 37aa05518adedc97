"""Find names and words in any script: fold, segment, romanise, rank, mark and suggest."""
