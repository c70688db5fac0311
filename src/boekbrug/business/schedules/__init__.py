"""What runs by the clock of Brussels: when each schedule is due, who runs it now, how its last runs went."""
