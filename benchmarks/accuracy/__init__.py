"""The scoreboard: what formcheck reads from clips, held against what really happened."""
