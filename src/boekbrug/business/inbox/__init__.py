"""Every file that comes in, from the first byte to its result."""
