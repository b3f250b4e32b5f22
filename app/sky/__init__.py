"""StarsCalendars: celestial events, where everything stands, calendars, and who is told of what."""
