"""Answers to programs that were kept, so that asking again does nothing again."""
