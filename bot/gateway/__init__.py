"""The only door to the outside: the public chat API, its order of delivery, its defences."""
