"""How we talk to one outside party; no database, no Django."""
