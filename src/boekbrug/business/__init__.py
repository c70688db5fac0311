"""What we remember and may do: the Django apps."""
