"""What the assistant does in a turn: each action calls a service and says what comes of it."""
