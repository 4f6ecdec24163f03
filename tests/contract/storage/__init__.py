"""What every storage must do, run over an SQLite file, SQLite in memory, and real PostgreSQL."""
