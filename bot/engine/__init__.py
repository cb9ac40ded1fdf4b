"""What runs inside the Rasa server: understanding, policy, tracker store, replies, channel."""
