"""What people are told: in the browser, and through Telegram's outbox."""
