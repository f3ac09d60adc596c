"""How a live set sounds: voice, tones, and which of them comes when."""
