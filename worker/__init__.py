"""LumaStack's time and outside world: tasks, git, processes, Telegram."""
