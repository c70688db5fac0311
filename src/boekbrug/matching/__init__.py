"""Recognise what a bank line pays, pure: lines, open items and rules in; proposals with reasons out."""
