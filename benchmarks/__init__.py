"""Large figures, each printed by a command: python -m benchmarks [name …]."""
