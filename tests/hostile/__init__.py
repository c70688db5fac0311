"""Files that mean harm, made here; `python -m tests.hostile` hands each in at every door."""
