"""Who may open what, generated from the map of the site and the description of the API."""
