"""Find each other: wishes, requests and one-to-one meetings."""
