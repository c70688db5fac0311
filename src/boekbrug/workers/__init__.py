"""What runs without a person."""
