"""The second half of the corpus: traces left, places taken, names borrowed, kernel interfaces one by one, secrets."""

from __future__ import annotations

from tests.sandbox.corpus import PERL, PYTHON, SHELL, SYSCALL, Hostile, clean, small
from tests.sandbox.world import Result
from worker.sandbox.model import MIB, Outcome, Workdir

_PEM = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASCBKcwggSjAgEAAoIB\n-----END KEY-----"


def _exited(result: Result) -> bool:
    return result.record.outcome is Outcome.EXITED


def _ended(result: Result) -> bool:
    return result.record.outcome in (Outcome.EXITED, Outcome.TIMED_OUT) and result.record.duration_ms < 8_000


def _kernel(name: str, script: str, **more: str) -> Hostile:
    return Hostile(name, SYSCALL + script, PYTHON, **more)  # type: ignore[arg-type]


MORE: tuple[Hostile, ...] = (
    Hostile("leaves a file in /tmp", 'open("/tmp/@LEFT@", "w").write("x")'),
    Hostile("leaves a file in shared memory", 'open("/dev/shm/@LEFT@", "w").write("x")'),
    Hostile("leaves a file in /var/tmp", "echo x > /var/tmp/@LEFT@", SHELL),
    Hostile(
        "leaves a segment of System V shared memory",
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(libc.shmget(@KEY@, 4096, 0o1666))
""",
    ),
    Hostile(
        "leaves a queue of POSIX messages",
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.mq_open(b"/luma-@LEFT@", 0o102, 0o600, None) >= 0:
    print("made")
    if "@LEFT@" in open("/proc/self/mountinfo").read() or not libc.mq_unlink(b"/luma-@LEFT@"): print("ESCAPED queue")
""",
    ),
    Hostile(
        "looks for what others left in /tmp",
        """
import glob
for path in glob.glob("/tmp/luma-world-*/canary"):
    try: print(open(path).read())
    except OSError as e: print(e)
""",
    ),
    Hostile(
        "waits for another run's files by watching /tmp",
        """
import os, time
for _ in range(10):
    for name in os.listdir("/tmp"):
        if name.startswith("luma-world"): print("ESCAPED", name)
    time.sleep(0.02)
""",
    ),
    Hostile(
        "reads and writes beside the tree that it was given",
        """
import os
for path in ("../canary", "../../canary", "/project/../canary", "@CANARY@"):
    try: print(open(path).read())
    except OSError as e: print(e)
try: open("../@LEFT@", "w").write("x")
except OSError as e: print(e)
""",
        options={"workdir_access": Workdir.WRITE},
    ),
    Hostile(
        "leaves its tree by a link that it made",
        """
import os
os.symlink("@DIR@", "link")
try: print(open("link/canary").read())
except OSError as e: print(e)
""",
        options={"workdir_access": Workdir.WRITE},
    ),
    Hostile(
        "replaces the repository by one of its own",
        """
import os, shutil
try: shutil.move(".git", "old")
except Exception as e: print(e)
try:
    os.makedirs(".git/hooks", exist_ok=True); open(".git/config", "w").write("[core]\\n\\tfsmonitor = /tmp/x\\n")
except OSError as e: print(e)
""",
        options={"workdir_access": Workdir.WRITE},
    ),
    Hostile(
        "writes through an open directory of the tree that it may only read",
        """
import os
fd = os.open(".", os.O_RDONLY | os.O_DIRECTORY)
for name in ("README.md", "new"):
    try: os.close(os.open(name, os.O_CREAT | os.O_WRONLY, dir_fd=fd)); print("ESCAPED", name)
    except OSError as e: print(e)
""",
        options={"workdir_access": Workdir.READ},
    ),
    Hostile(
        "sends datagrams to the host",
        'import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", @UDP@))',
    ),
    Hostile(
        "answers on a port in a service's place",
        """
import socket, time
listener = socket.create_server(("127.0.0.1", @LISTEN@)); time.sleep(0.5)
""",
    ),
    Hostile(
        "answers on an abstract socket in a service's place",
        'import socket, time; s = socket.socket(socket.AF_UNIX); s.bind("\\0@SQUAT@"); s.listen(); time.sleep(0.5)',
    ),
    Hostile(
        "lists the connections of the host",
        """
port = f":{@PORT@:04X} "
print(port)
if port in open("/proc/net/tcp").read(): print("ESCAPED")
if "@ABSTRACT@" in open("/proc/net/unix").read(): print("ESCAPED")
""",
    ),
    Hostile(
        "looks at the host's hardware and kernel",
        """
import glob
for path in glob.glob("/sys/class/net/*") + glob.glob("/sys/block/*") + glob.glob("/sys/kernel/*"): print("ESCAPED", path)
""",
    ),
    Hostile(
        "stops itself so that no request to end arrives",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        seconds=0.5,
        options=small(time_seconds=0.5, grace_seconds=0.3),
        check=lambda result: result.record.outcome is Outcome.TIMED_OUT and result.record.duration_ms < 8_000,
    ),
    Hostile(
        "goes on in silence with its output closed",
        """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.closerange(0, 64); time.sleep(60)
""",
        seconds=0.5,
        options=small(time_seconds=0.5, grace_seconds=0.3),
        check=lambda result: result.record.outcome is Outcome.TIMED_OUT and result.record.duration_ms < 8_000,
    ),
    Hostile(
        "hides under another name in a session of its own",
        """
import ctypes, os, signal, time
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
ctypes.CDLL(None).prctl(15, b"kworker/0:1", 0, 0, 0)
for n in range(1, 65):
    try: signal.signal(n, signal.SIG_IGN)
    except (OSError, ValueError): pass
os.closerange(0, 64)
time.sleep(60)
""",
        seconds=1.0,
        check=_exited,
    ),
    Hostile(
        "outlives by a loop of the shell in the background",
        "(trap '' TERM HUP; while :; do sleep 0.1; done) > /dev/null 2>&1 &\necho left",
        SHELL,
        seconds=1.0,
        check=_exited,
    ),
    Hostile(
        "outlives through Perl",
        'exit if fork; setpgrp(0, 0); $SIG{TERM} = "IGNORE"; close STDOUT; close STDERR; sleep 60;',
        PERL,
        seconds=1.0,
        check=_exited,
    ),
    Hostile(
        "starts hundreds of threads",
        """
import threading, time
started = []
try:
    while len(started) < 150:
        t = threading.Thread(target=time.sleep, args=(1,)); t.start(); started.append(t)
    print("ESCAPED", len(started))
except RuntimeError as e: print(len(started), e)
""",
        options=small(processes=64),
    ),
    Hostile(
        "kills the init of its namespace",
        "import os, signal; os.kill(1, 9); os.kill(1, 15); print('alive')",
        not_naked="nobody but root may signal the host's init; inside it belongs to the script's user",
        check=lambda result: _exited(result) and result.record.duration_ms < 8_000,
    ),
    Hostile(
        "forges the report of its end",
        """
import os, sys
for fd in range(0, 64):
    try: os.write(fd, b'{ "exit-code": 0 }\\n')
    except OSError: pass
sys.exit(3)
""",
        not_naked="there is nothing that a plain process could report to",
        check=lambda result: _exited(result) and result.record.exit_code == 3,
    ),
    _kernel(
        "makes a user namespace",
        'refused("unshare", 272, 97, 0x10000000)',
    ),
    _kernel(
        "mounts a file system in a namespace of its own",
        """
call(272, 97, 0x10000000 | 0x00020000)
refused("mount", 165, 40, b"none", b"/tmp", b"tmpfs", 0, 0)
""",
    ),
    _kernel("sets up io_uring", 'refused("io_uring", 425, 425, 8, ctypes.create_string_buffer(256))'),
    _kernel(
        "stores a key in the kernel's keyring",
        'refused("add_key", 248, 217, b"user", b"luma", b"x", 1, ctypes.c_long(-3))',
    ),
    _kernel(
        "traces its own child",
        """
import time
child = os.fork()
if child == 0: time.sleep(3); os._exit(0)
refused("seize", 101, 117, 0x4206, child, 0, 0)
os.kill(child, 9)
""",
    ),
    _kernel("handles its own page faults", 'refused("userfaultfd", 323, 282, 1)'),
    Hostile(
        "opens sockets between virtual machines",
        """
import socket
try: socket.socket(40, 1, 0); print("ESCAPED")
except OSError as e: print(e)
""",
    ),
    Hostile(
        "prints a key of several lines, line by line",
        """
import os
for line in os.environ["KEY"].splitlines(): print(line, flush=True)
print(os.environ["KEY"].replace("\\n", ""))
""",
        harmful=lambda log: b"MIIEvQIBADANBgkqhkiG9w0B" in log,
        options={"secrets": {"KEY": _PEM}},
        check=lambda result: _exited(result) and b"MIIEvQIB" not in result.log and b"AQEFAASCB" not in result.log,
    ),
    Hostile(
        "prints its secret by the tools of the system",
        'echo "$TOKEN"; printf %s "$TOKEN" | base64; printf %s "$TOKEN" | od -An -c | tr -d " \\n"; env; set',
        SHELL,
        harmful=lambda log: b"t0psecret-0123456789abcdef" in log,
        options={"secrets": {"TOKEN": "t0psecret-0123456789abcdef"}},
        check=lambda result: _exited(result) and b"t0psecret" not in result.log,
    ),
    Hostile(
        "prints its secret over both outputs in turn",
        """
import os, sys
s = os.environ["TOKEN"]
for n, c in enumerate(s): os.write(1 + n % 2, c.encode())
print()
""",
        harmful=lambda log: b"t0psecret-0123456789abcdef" in log,
        options={"secrets": {"TOKEN": "t0psecret-0123456789abcdef"}},
        check=lambda result: _exited(result) and b"t0psecret-0123456789abcdef" not in result.log,
    ),
    Hostile(
        "hides its secret in a flood that is mostly dropped",
        """
import os, sys
s = os.environ["TOKEN"]
for n in range(40000): print(n, s, "x" * 60)
""",
        harmful=lambda log: b"t0psecret-0123456789abcdef" in log,
        options={"secrets": {"TOKEN": "t0psecret-0123456789abcdef"}, **small(log_bytes=MIB, log_tail_bytes=MIB // 4)},
        check=lambda result: _exited(result) and clean(result.log, "t0psecret-0123456789abcdef"),
    ),
)
