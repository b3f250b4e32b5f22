"""What happened lately: commits, runs and pulls, day by day, for whoever asks."""
