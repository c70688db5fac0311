"""File formats, pure: bytes in, values and located problems out, and back."""
