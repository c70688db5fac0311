"""Tests in a real browser, and the command that takes pictures of every page."""
