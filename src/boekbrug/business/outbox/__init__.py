"""Documents that must leave: deliveries, attempts, endings, receipts."""
