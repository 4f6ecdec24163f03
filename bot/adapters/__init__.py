"""Everything that touches the world, one folder per outside thing. Adapters implement ports and never meet each other."""
