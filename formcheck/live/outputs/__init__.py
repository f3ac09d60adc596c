"""Where a live set is shown and kept."""
