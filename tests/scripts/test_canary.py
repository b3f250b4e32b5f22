"""A secret that a script is given and prints is found nowhere but in the script: not stored, not sent, not listed."""

from __future__ import annotations

import base64
import os
import threading
from pathlib import Path
from typing import Any

import pytest
import redis
from sqlalchemy import text

from app.db import Base, read_only
from app.messages import RunScript
from tests.conftest import Person
from worker import scripts as worker_scripts
from worker.handles import perform

PROGRAM = """
import base64, os, sys, time
s = os.environ["CANARY"]
print("here", s, base64.b64encode(s.encode()).decode(), s.encode().hex(), s[::-1])
sys.stderr.write(s + "\\n")
for c in s: print(c, end="", flush=True)
time.sleep(float(os.environ["PARAM_SECONDS"]))
raise SystemExit(s)
"""


def command_lines() -> bytes:
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                found.append(Path(f"/proc/{name}/cmdline").read_bytes())
            except OSError:
                continue
    return b"\n".join(found)


def test_a_canary_is_found_nowhere(
    admin: Person, redis_client: redis.Redis, capfd: pytest.CaptureFixture[str], eventually: Any
) -> None:
    if not worker_scripts.sandbox().report.available:
        pytest.skip(f"no sandbox here: {worker_scripts.sandbox().report.cause}")
    canary = f"canary-{os.urandom(12).hex()}"
    forms = {
        canary.encode(), canary.encode().hex().encode(), canary[::-1].encode(),
        base64.b64encode(canary.encode())[:-4], canary.encode().hex().encode().hex().encode(),
    }  # fmt: skip
    assert admin.put("/api/variables/CANARY", json={"value": canary}).status_code == 200
    parameters = [{"name": "seconds", "type": "number", "default": 1}]
    body = {"name": "canary", "interpreter": "python3", "content": PROGRAM, "parameters": parameters}
    script = admin.post("/api/scripts", json=body).json
    execution = admin.post(f"/api/scripts/{script['id']}/executions", json={}).json
    thread = threading.Thread(target=perform, args=(RunScript(execution["id"]),), daemon=True)
    thread.start()
    url = f"/api/executions/{execution['id']}"
    eventually(lambda: b"here" in admin.get(f"{url}/log").data)
    spool = b"".join(
        path.read_bytes() for path in worker_scripts.sandbox().directory(execution["id"]).iterdir() if path.is_file()
    )
    listed = command_lines()
    thread.join(30)

    places: dict[str, bytes] = {"command lines": listed, "spool": spool, "log": admin.get(f"{url}/log").data}
    places["answers"] = b"".join(admin.get(where).data for where in (url, "/api/variables", "/api/audit"))
    with read_only() as session:
        for table in Base.metadata.sorted_tables:
            rows = session.execute(text(f'SELECT t::text FROM "{table.name}" t'))
            places[f"table {table.name}"] = "\n".join(str(row[0]) for row in rows).encode()
    places["Redis"] = b"".join(
        key + (redis_client.dump(key) or b"")
        for key in redis_client.scan_iter()  # type: ignore[operator, unused-ignore]
    )
    out, err = capfd.readouterr()
    places["our own logs"] = (out + err).encode()
    found = {name for name, content in places.items() for form in forms if form in content}
    assert found == set()
    assert b"here ***" in places["log"]
    assert admin.get(url).json["status"] == "failed"
    assert len(places["table variables"]) > 0, "it was looked at"
