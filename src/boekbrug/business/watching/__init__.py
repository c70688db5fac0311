"""How this installation is: facts for the operator, and an alert, once, when something stands still."""
