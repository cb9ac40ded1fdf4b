"""What a client's words say, in Chinese and English: pure reading, no I/O, no clock."""
