"""Numbers and rates of this country."""
