"""Report what became of requests and meetings: for a market, and for each company."""
