"""Who opened a dossier, for its owner to see."""
