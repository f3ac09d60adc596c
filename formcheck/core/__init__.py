"""What formcheck measures and what it says of it: numpy only, no files, no clock."""
