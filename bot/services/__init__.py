"""What the product does: one module for each piece of work, one transaction for each call."""
