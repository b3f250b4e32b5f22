"""Metrics of the hub. The loop counts in plain integers; they are added to Prometheus' counters once a second."""

from prometheus_client import Counter, Gauge

SOCKETS = Gauge("luma_hub_sockets", "Connected sockets", ["kind"], multiprocess_mode="livesum")
ROOMS = Gauge("luma_hub_rooms", "Rooms that are followed", multiprocess_mode="livesum")
QUEUED_BYTES = Gauge("luma_hub_queued_bytes", "Bytes that wait for slow clients", multiprocess_mode="livesum")
REDIS_UP = Gauge("luma_hub_redis_up", "Whether the hub is connected to Redis", multiprocess_mode="livemin")
COUNTERS = {
    "events": Counter("luma_hub_events_total", "Messages taken from Redis"),
    "deliveries": Counter("luma_hub_deliveries_total", "Events sent, counted once for each receiver"),
    "slow_consumers": Counter("luma_hub_slow_consumers_total", "Clients closed because they read too slowly"),
    "lost_history": Counter("luma_hub_lost_history_total", "Times that a room was told to read its resource again"),
    "untold": Counter("luma_hub_untold_total", "Changes found in the database of which no event told"),
    "history_reads": Counter("luma_hub_history_reads_total", "Histories read from Redis for one client"),
    "log_gaps": Counter("luma_hub_log_gaps_total", "Gaps in live logs that were filled from the database"),
    "broken_frames": Counter("luma_hub_broken_frames_total", "Connections closed for breaking the protocol"),
    "rejected": Counter("luma_hub_rejected_total", "Sockets refused for a limit"),
    "ended": Counter("luma_hub_ended_total", "Sockets ended because their session or right ended"),
    "faults": Counter("luma_hub_faults_total", "Faults of our own that cost one client its connection"),
}
