"""The same page made by three other generators of PDF, each in an environment of its own."""
