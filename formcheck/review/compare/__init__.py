"""Two sets or more beside each other: what differs, and whether that can be told."""
