"""How fast formcheck is, and how much memory it takes, measured side by side."""
