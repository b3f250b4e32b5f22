"""The embedded default: PostgreSQL and Valkey from wheels, started by us, and the supervisor of `lumastack up`."""
