"""What the Telegram tests share."""

from tests.telegram_server.fixtures import _telegram_server, telegram_server

__all__ = ["_telegram_server", "telegram_server"]
