"""Live events: positions, publishing, rooms, and the hub that owns the sockets."""
