"""What a developer's commands are made of."""
