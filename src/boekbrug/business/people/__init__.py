"""People: who logs in, in which language, and who is acting."""
