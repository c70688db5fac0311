"""One file per bridge; bridges do not see each other."""
