"""One module per page; template and address share its name."""
