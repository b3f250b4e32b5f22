"""People: passwords, sessions, tokens, profiles."""
