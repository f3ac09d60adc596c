"""Pages for a browser: a set, several side by side, a folder of them."""
