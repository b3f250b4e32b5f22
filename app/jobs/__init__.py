"""Work that takes time: jobs, their progress and their outcome."""
