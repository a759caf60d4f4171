"""Forms of this room: of editors (editing) and of those who answer (answering)."""
