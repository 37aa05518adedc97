"""What the call desk's own tests would be."""
