"""How the whole is: what an administrator looks at, and what Prometheus asks for beyond counts."""
