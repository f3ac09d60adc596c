"""What a live set decides and says: like the core, without files or a clock."""
