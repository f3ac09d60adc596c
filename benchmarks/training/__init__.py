"""How what formcheck has learnt was learnt: networks, data, fits."""
