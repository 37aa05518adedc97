"""Build and publish the demo market: fictional, deterministic from a seed, as large as a real one."""
