"""The graph components that read a message, and the model they share with `zhiyin parse`."""
