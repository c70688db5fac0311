"""Settings, root addresses and start-up: sees every room, is seen by none."""
