"""Git on this machine: finding repositories, noticing changes, fetching and fast-forwarding. No database here."""
