"""Which movement pays which document, and why."""
