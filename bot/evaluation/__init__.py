"""How well the assistant understands: held-out sets, noise, scores, and the report of them."""
