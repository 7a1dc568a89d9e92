"""What identifies: numbers, addresses and names that anonymisation left."""
