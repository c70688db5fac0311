"""What happened: append-only, hash-chained events per dossier."""
