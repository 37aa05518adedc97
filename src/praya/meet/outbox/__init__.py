"""Let organisers read letters before they go to many, stop them, and see what has left and what came back."""
