"""Telegram: links between people and chats, and the messages that wait to be sent."""
