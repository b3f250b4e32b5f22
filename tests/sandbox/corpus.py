"""Hostile scripts. Each is decided by what the host noticed, or by a word that it prints when a kernel call succeeded.

Standard library only, as world.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.sandbox.world import Result
from worker.sandbox.model import MIB, Limits, Outcome, Workdir

PYTHON, SHELL, PERL = "/usr/bin/python3", "/bin/sh", "/usr/bin/perl"

SYSCALL = """
import ctypes, os, platform, sys, errno
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
X86 = platform.machine() == "x86_64"
def call(x86, arm, *args):
    number = x86 if X86 else arm
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    result = libc.syscall(ctypes.c_long(number), *values)
    return result, errno.errorcode.get(ctypes.get_errno(), "?") if result < 0 else ""
def refused(name, x86, arm, *args):
    if (x86 if X86 else arm) is None:
        return
    result, error = call(x86, arm, *args)
    print(name, result, error)
    if result >= 0 or error not in ("EPERM", "ENOSYS", "EACCES", "EAFNOSUPPORT"):
        print("ESCAPED", name)
"""


@dataclass(frozen=True)
class Hostile:
    """A script, how to run it, and what must hold of its result beside the host being unharmed."""

    name: str
    script: str
    interpreter: str = PYTHON
    # A plain run as the same user has to do the harm first; where it cannot, this says why.
    not_naked: str = ""
    own_user: bool = False  # the plain run would hit bystanders where the scripts' user is ours
    seconds: float = 10.0  # how long the plain run may take before it is asked to end
    harmful: Callable[[bytes], bool] = lambda log: False  # harm that only its own output shows
    options: dict[str, Any] = field(default_factory=dict)
    check: Callable[[Result], bool] = lambda result: result.record.outcome is Outcome.EXITED


def small(**changes: Any) -> dict[str, Any]:
    return {"limits": Limits(**{"time_seconds": 20.0, "grace_seconds": 0.5, **changes})}


def clean(log: bytes, secret: str) -> bool:
    """Whether nothing recognisable of `secret` is in `log`: no eight characters of it in any usual form."""
    import base64
    import json
    import urllib.parse

    forms = [
        secret.encode(),
        secret[::-1].encode(),
        secret.encode().hex().encode(),
        secret.encode().hex().upper().encode(),
    ]
    forms += [urllib.parse.quote(secret).encode(), json.dumps(secret)[1:-1].encode(), repr(secret)[1:-1].encode()]
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + secret.encode())[4:-4]
        forms += [coded, coded.replace(b"+", b"-").replace(b"/", b"_")]
    pieces = {form[i : i + 8] for form in forms for i in range(len(form) - 7)}
    return log.count(b"***") >= 8 and not [piece for piece in pieces if piece in log]


CLASSIC: tuple[Hostile, ...] = (
    Hostile("reads a file of the host", 'print(open("@CANARY@").read())'),
    Hostile(
        "reads a file of the host through another process's root",
        """
import os
for pid in os.listdir("/proc"):
    if pid.isdigit():
        try: print(open(f"/proc/{pid}/root@CANARY@").read())
        except OSError as e: print(e)
""",
    ),
    Hostile(
        "walks up out of its root",
        """
import os
print(open("/" + "../" * 40 + "@CANARY@").read())
""",
    ),
    Hostile(
        "reads the password hashes and the keys of the host",
        """
import glob
for path in ["/etc/shadow", "/etc/gshadow", "/root/.ssh/id_rsa", *glob.glob("/etc/ssh/*key"), *glob.glob("/root/*"),
             *glob.glob("/home/*/.ssh/*"), *glob.glob("/var/lib/*"), *glob.glob("/boot/*")]:
    try:
        open(path).read(); print("ESCAPED", path)
    except OSError as e: print(e)
""",
        not_naked="an ordinary user of the host may not either; the point is that our user may not",
    ),
    Hostile(
        "reads the spool of other runs",
        """
import os
try: print("ESCAPED", os.listdir("@SPOOL@"))
except OSError as e: print(e)
""",
        not_naked="the spool belongs to the service user alone; under an ordinary user's worker that is the script's",
    ),
    Hostile(
        "reads environments of other processes",
        """
import glob
for path in glob.glob("/proc/*/environ"):
    try: print(open(path).read())
    except OSError as e: print(e)
""",
    ),
    Hostile("writes to a directory of the host", 'open("@DIR@/@LEFT@", "w").write("x")'),
    Hostile(
        "changes programs and configuration",
        """
import os
for path in ["/usr/bin/luma-x", "/etc/luma-x", "/bin/luma-x", "/luma-x", "/run/luma-x", "/var/luma-x", "/etc/passwd",
             "/run/script", "/dev/luma-x", "/home/luma-x", "/usr/lib/luma-x"]:
    try:
        open(path, "w"); print("ESCAPED", path)
    except OSError as e: print(path, e)
""",
        not_naked="an ordinary user of the host may not either; the point is that our user may not",
    ),
    Hostile("kills a process by its number", "kill -9 @VICTIM@", SHELL),
    Hostile(
        "kills everything it can see",
        "import os; os.kill(-1, 9)",
        own_user=True,
        check=lambda result: result.record.outcome is Outcome.EXITED,
    ),
    Hostile(
        "lists processes of the host",
        """
import os, glob
seen = [p for p in os.listdir("/proc") if p.isdigit()]
print(seen)
for path in glob.glob("/proc/*/cmdline"):
    if b"86400" in open(path, "rb").read(): print("ESCAPED", path)
""",
    ),
    Hostile(
        "reads the memory of another process",
        """
import ctypes
"""
        + SYSCALL
        + """
class V(ctypes.Structure): _fields_ = [("p", ctypes.c_void_p), ("n", ctypes.c_size_t)]
buffer = ctypes.create_string_buffer(8)
here, there = V(ctypes.addressof(buffer), 8), V(ctypes.addressof(buffer), 8)
refused("process_vm_readv", 310, 270, os.getpid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
refused("ptrace attach", 101, 117, 16, os.getppid(), 0, 0)
child = os.fork()
if child == 0:
    import time; time.sleep(5); os._exit(0)
refused("ptrace seize", 101, 117, 0x4206, child, 0, 0)
os.kill(child, 9)
""",
    ),
    Hostile(
        "connects to a listener on loopback",
        'import socket; socket.create_connection(("127.0.0.1", @PORT@), 3)',
    ),
    Hostile(
        "connects to an abstract socket",
        'import socket; s = socket.socket(socket.AF_UNIX); s.connect("\\0@ABSTRACT@")',
    ),
    Hostile(
        "connects to a socket in the file system",
        'import socket; s = socket.socket(socket.AF_UNIX); s.connect("@SOCKET@")',
    ),
    Hostile(
        "looks for a way out of its network",
        """
import socket
print(socket.if_nameindex())
if [n for _, n in socket.if_nameindex() if n != "lo"]: print("ESCAPED")
for host in ("192.0.2.1", "8.8.8.8"):
    try:
        s = socket.socket(); s.settimeout(2); s.connect((host, 53)); print("ESCAPED")
    except OSError as e: print(e)
""",
    ),
    Hostile(
        "forks without end",
        """
import os, time
made = 0
try:
    while True:
        if os.fork() == 0:
            time.sleep(2); os._exit(0)
        made += 1
        if made > 90: print("ESCAPED", made); break
except OSError as e: print(made, e)
""",
        options=small(processes=64),
        check=lambda result: result.record.outcome is Outcome.EXITED and b"Resource temporarily" in result.log,
    ),
    Hostile(
        "is a fork bomb in the shell",
        "bomb() { bomb | bomb & }\nbomb\nsleep 20",
        SHELL,
        not_naked="it would take this machine down; the bounded one before it is shown to do harm",
        options=small(time_seconds=1.5, processes=64),
        check=lambda result: result.record.duration_ms < 15_000,
    ),
    Hostile(
        "takes memory without end",
        """
blocks = []
while len(blocks) < 12: blocks.append(bytearray(16 * 1024 * 1024)); print(len(blocks), flush=True)
print("ESCAPED")
""",
        options=small(memory_bytes=96 * MIB),
        check=lambda result: result.record.memory_peak_bytes < 200 * MIB,
    ),
    Hostile(
        "takes shared memory that limits of one process do not count",
        """
import mmap
maps = []
try:
    while len(maps) < 16:
        m = mmap.mmap(-1, 32 * 1024 * 1024, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
        for i in range(0, 32 * 1024 * 1024, 4096): m[i] = 1
        maps.append(m)
    print("ESCAPED")
except OSError as e: print(e)
""",
        options=small(memory_bytes=128 * MIB),
        check=lambda result: result.record.memory_peak_bytes < 700 * MIB,
    ),
    Hostile(
        "spreads memory over many processes",
        """
import os, time
for _ in range(8):
    if os.fork() == 0:
        b = bytearray(40 * 1024 * 1024)
        time.sleep(2); os._exit(0)
if [os.wait()[1] for _ in range(8)].count(0) > 2: print("ESCAPED")
""",
        options=small(memory_bytes=96 * MIB, time_seconds=8.0),
        check=lambda result: result.record.memory_peak_bytes < 400 * MIB and result.record.out_of_memory,
    ),
    Hostile(
        "fills every place that it may write to",
        """
import os
def fill(path):
    written = 0
    try:
        with open(path, "wb", buffering=0) as f:
            while written < 24 * 1024 * 1024: written += f.write(b"x" * 1048576)
        print("ESCAPED", path)
    except OSError as e: print(path, written, e)
    try: os.unlink(path)
    except OSError as e: print(e)
home = os.environ.get("HOME", "/")
for place in ("/tmp", "/dev/shm", home, "/", "/dev", "/run", "/var/tmp", "/etc", "/run/lock"): fill(place + "/luma-x")
""",
        options=small(tmp_bytes=8 * MIB, shm_bytes=8 * MIB, home_bytes=8 * MIB),
    ),
    Hostile(
        "makes one file without end",
        """
import os, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
f = open("/tmp/luma-x", "wb", buffering=0); n = 0
os.unlink("/tmp/luma-x")
try:
    while n < 8 * 1048576: n += f.write(b"x" * 65536)
    print("ESCAPED")
except OSError as e: print(n, e)
""",
        options=small(file_bytes=4 * MIB),
    ),
    Hostile(
        "leaves a daemon that holds the output open",
        """
import os, sys, time, signal
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for n in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT): signal.signal(n, signal.SIG_IGN)
        time.sleep(3600)
    os._exit(0)
print("parent done")
""",
        seconds=1.0,
        options=small(time_seconds=15.0),
        check=lambda result: result.record.outcome is Outcome.EXITED and result.record.duration_ms < 8_000,
    ),
    Hostile(
        "ignores the request to end",
        "trap '' TERM INT HUP\nwhile :; do sleep 1; done",
        SHELL,
        seconds=1.0,
        options=small(time_seconds=0.5, grace_seconds=0.5),
        check=lambda result: result.record.outcome is Outcome.TIMED_OUT and 900 <= result.record.duration_ms < 8_000,
    ),
    Hostile(
        "hops from process to process",
        """
import os, time, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
end = time.time() + 8
while time.time() < end:
    if os.fork(): os._exit(0)
    os.setsid(); time.sleep(0.03)
""",
        seconds=1.0,
        check=lambda result: result.record.duration_ms < 20_000,
    ),
    Hostile(
        "makes programs that run as somebody else",
        """
import os, shutil, tempfile
place = tempfile.mkdtemp() + "/"
shutil.copy("/bin/sleep", place + "s")
for mode in (0o4755, 0o2755, 0o6777):
    try:
        os.chmod(place + "s", mode)
        if os.stat(place + "s").st_mode & 0o6000: print("ESCAPED chmod", oct(mode))
    except OSError as e: print(e)
    try: os.close(os.open(f"{place}c{mode}", os.O_CREAT | os.O_WRONLY, mode))
    except OSError as e: print(e)
for name in os.listdir(place):
    if os.stat(place + name).st_mode & 0o6000: print("ESCAPED", name)
shutil.rmtree(place)
""",
    ),
    Hostile(
        "becomes root by the programs of the system",
        """
import os, subprocess
for attempt in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0])):
    try: attempt(); print("ESCAPED")
    except OSError as e: print(e)
for command in (["su", "-c", "id -u"], ["newgrp", "root"], ["mount", "-t", "tmpfs", "x", "/tmp"]):
    try: print(subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=5))
    except Exception as e: print(e)
status = open("/proc/self/status").read()
for line in status.splitlines():
    if line.startswith("Cap") and int(line.split()[1], 16): print("ESCAPED", line)
if 0 in os.getresuid(): print("ESCAPED uid")
""",
        not_naked="it needs a hole in the system's own programs",
    ),
    Hostile(
        "mounts, changes its root and enters namespaces",
        SYSCALL
        + """
refused("mount", 165, 40, b"none", b"/tmp", b"tmpfs", 0, 0)
refused("umount", 166, 39, b"/proc", 2)
refused("pivot_root", 155, 41, b"/tmp", b"/tmp")
refused("chroot", 161, 51, b"/tmp")
refused("open_tree", 428, 428, -100, b"/", 1)
refused("fsopen", 430, 430, b"tmpfs", 0)
refused("move_mount", 429, 429, -1, b"", -1, b"", 0)
refused("mount_setattr", 442, 442, -100, b"/", 0, 0, 0)
for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x80):
    refused(f"unshare {flag:x}", 272, 97, flag)
    if flag != 0x80:
        refused(f"clone {flag:x}", 56, 220, flag | 17, 0, 0, 0, 0)
refused("clone3", 435, 435, 0, 0)
for name in ("user", "mnt", "net", "pid"):
    refused("setns " + name, 308, 268, os.open(f"/proc/self/ns/{name}", os.O_RDONLY), 0)
""",
    ),
    Hostile(
        "calls parts of the kernel that scripts do not need",
        SYSCALL
        + """
b = ctypes.create_string_buffer(256)
refused("io_uring_setup", 425, 425, 8, b)
refused("bpf", 321, 280, 0, b, 128)
refused("perf_event_open", 298, 241, b, 0, -1, -1, 0)
refused("userfaultfd", 323, 282, 0)
refused("keyctl", 250, 219, 0, -3, 1)
refused("add_key", 248, 217, b"user", b"x", b"y", 1, -3)
refused("request_key", 249, 218, b"user", b"x", 0, -3)
refused("init_module", 175, 105, b, 1, b"")
refused("finit_module", 313, 273, 0, b"", 0)
refused("kexec_load", 246, 104, 0, 0, 0, 0)
refused("reboot", 169, 142, 0xfee1dead, 672274793, 0, 0)
refused("swapon", 167, 224, b"/tmp/x", 0)
refused("syslog", 103, 116, 3, b, 100)
refused("acct", 163, 89, 0)
refused("quotactl", 179, 60, 0, 0, 0, 0)
refused("iopl", 172, None, 3)
refused("ioperm", 173, None, 0, 1, 1)
refused("modify_ldt", 154, None, 0, b, 1)
refused("settimeofday", 164, 170, b, 0)
refused("clock_settime", 227, 112, 0, b)
refused("sethostname", 170, 161, b"x", 1)
refused("open_by_handle_at", 304, 265, -100, b, 0)
refused("fanotify_init", 300, 262, 0, 0)
refused("pidfd_getfd", 438, 438, 0, 0, 0)
refused("kcmp", 312, 272, os.getpid(), os.getpid(), 0, 0, 0)
refused("move_pages", 279, 239, 0, 0, 0, 0, 0, 0)
refused("memfd_secret", 447, 447, 0)
refused("openat2", 437, 437, -100, b"/", b, 24)
refused("fchmodat2", 452, 452, -100, b"/tmp", 0o4777, 0)
refused("personality", 135, 92, 0x0040000)
refused("vhangup", 153, 58)
refused("mknod device", 133, None, b"/tmp/d", 0o020666, 0x101)
refused("mknodat device", 259, 33, -100, b"/tmp/d", 0o020666, 0x101)
""",
    ),
    Hostile(
        "opens sockets of unusual families",
        """
import socket
for family, kind, protocol in ((40, 1, 0), (17, 3, 0), (38, 5, 0), (44, 3, 0), (29, 3, 1), (16, 3, 9), (16, 3, 12),
                               (31, 1, 3), (30, 1, 0), (15, 3, 2)):
    try: socket.socket(family, kind, protocol); print("ESCAPED", family, protocol)
    except OSError as e: print(family, e)
for kind in (3,):
    try: socket.socket(socket.AF_INET, kind, 1); print("ESCAPED raw")
    except OSError as e: print(e)
""",
    ),
    Hostile(
        "uses other doors into the kernel",
        SYSCALL
        + """
if X86:
    refused("x32", 0x40000000 | 39, None)
    import mmap
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(bytes.fromhex("b814000000cd80c3"))  # mov eax, 20 (getpid); int 0x80; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    print("before", flush=True)
    child = os.fork()
    if child == 0:
        pid = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
        print("ESCAPED", pid, flush=True)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
""",
    ),
    Hostile(
        "types into the terminal of whoever started it",
        """
import fcntl, os, pty
master, slave = pty.openpty()
for request in (0x5412, 0x5412 | 1 << 32, 0x541C):
    try:
        fcntl.ioctl(slave, request & 0xffffffff if request < 1 << 32 else request, b"x"); print("ESCAPED", hex(request))
    except (OSError, OverflowError, ValueError) as e: print(e)
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.ioctl(slave, ctypes.c_ulong(0x5412 | 1 << 32), b"x") == 0: print("ESCAPED high bits")
try: os.open("/dev/tty", os.O_RDWR); print("ESCAPED tty")
except OSError as e: print(e)
""",
        not_naked="kernels since 6.2 refuse it to everybody, unless they are told otherwise",
    ),
    Hostile(
        "writes to the settings of the kernel",
        """
for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/sys/vm/drop_caches",
             "/proc/sys/net/ipv4/ip_forward", "/proc/self/oom_score_adj", "/sys/kernel/uevent_helper",
             "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/proc/self/uid_map"):
    try:
        f = open(path, "w"); f.write("-1000"); f.close(); print("ESCAPED", path)
    except OSError as e: print(path, e)
""",
        not_naked="only root is let in on the host, and no run is root",
    ),
    Hostile(
        "opens devices",
        """
import os
for path in ("/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/kvm", "/dev/fuse", "/dev/net/tun", "/dev/port",
             "/proc/kcore", "/dev/loop-control", "/dev/console"):
    try: os.open(path, os.O_RDWR); print("ESCAPED", path)
    except OSError as e: print(e)
""",
        not_naked="only root is let in on the host, and no run is root",
    ),
    Hostile(
        "raises its own priority",
        """
import os
for attempt in (lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
                lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)),
                lambda: __import__("resource").setrlimit(__import__("resource").RLIMIT_NOFILE, (1 << 20, 1 << 20)),
                lambda: __import__("resource").setrlimit(__import__("resource").RLIMIT_CORE, (1, 1))):
    try: attempt(); print("ESCAPED")
    except (OSError, ValueError) as e: print(e)
""",
    ),
    Hostile(
        "opens files without end",
        """
files = []
try:
    while len(files) < 5000: files.append(open("/dev/null"))
    print("ESCAPED")
except OSError as e: print(len(files), e)
""",
    ),
    Hostile(
        "uses descriptors that it was not given",
        """
import os
mine = os.open("/proc/self/fd", os.O_DIRECTORY)
for name in os.listdir(mine):
    number = int(name)
    try: target = os.readlink(f"/proc/self/fd/{name}")
    except OSError: continue
    if number > 2 and not target.startswith(("/proc/", "/run/script")): print("ESCAPED", number, target)
if os.readlink("/proc/self/fd/0") != "/dev/null": print("ESCAPED stdin")
""",
        not_naked="a plain process is started with none by Python as well",
    ),
    Hostile(
        "plants code in the repository of a tree that it may write to",
        """
import os
open("new-file", "w").write("x")
for path in (".git/hooks/pre-commit", ".git/config", ".git/x"):
    try: open(path, "w"); print("ESCAPED", path)
    except OSError as e: print(e)
for attempt in (lambda: os.rename(".git", "git2"), lambda: os.rmdir(".git"), lambda: os.symlink("/tmp", ".git/x"),
                lambda: os.chmod(".git/config", 0o777)):
    try: attempt(); print("ESCAPED")
    except OSError as e: print(e)
""",
        options={"workdir_access": Workdir.WRITE},
        check=lambda result: b"Traceback" not in result.log,
    ),
    Hostile(
        "writes to a tree that it may only read",
        """
import os
print(open("README.md").read())
for attempt in (lambda: open("README.md", "w"), lambda: open("new", "w"), lambda: os.unlink("README.md"),
                lambda: os.utime("README.md")):
    try: attempt(); print("ESCAPED")
    except OSError as e: print(e)
""",
        options={"workdir_access": Workdir.READ},
        check=lambda result: b"hello" in result.log,
    ),
    Hostile(
        "prints one line of fifty megabytes",
        'import sys; sys.stdout.write("x" * 50_000_000)',
        harmful=lambda log: len(log) == 50_000_000,
        options=small(log_bytes=64 * MIB),
        check=lambda result: len(result.log) == 50_000_000 and result.record.dropped_bytes == 0,
    ),
    Hostile(
        "prints without end",
        "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done",
        SHELL,
        seconds=1.5,
        harmful=lambda log: len(log) > 3 * MIB,
        options=small(time_seconds=2.0, log_bytes=2 * MIB, log_tail_bytes=MIB // 4),
        check=lambda result: (
            result.record.outcome is Outcome.TIMED_OUT
            and len(result.log) <= 2 * MIB + 200
            and result.record.dropped_bytes > 0
        ),
    ),
    Hostile(
        "prints its secret in two writes and in other forms",
        """
import base64, json, os, sys, time, urllib.parse
s = os.environ["TOKEN"]
def out(text): sys.stdout.write(text); sys.stdout.flush()
out(s[:9]); time.sleep(0.3); out(s[9:] + "\\n")
for c in s: out(c); time.sleep(0.005)
out("\\n" + base64.b64encode(s.encode()).decode() + "\\n")
for pad in ("a", "ab", "abc"): out(base64.b64encode((pad + s + pad).encode()).decode() + "\\n")
out(base64.urlsafe_b64encode(s.encode()).decode() + "\\n" + s.encode().hex() + "\\n" + s.encode().hex().upper() + "\\n")
out(urllib.parse.quote(s) + "\\n" + json.dumps(s) + "\\n" + s[::-1] + "\\n" + repr(s))
""",
        options={"secrets": {"TOKEN": "S3cr/t+val ue'\"&=x-9f8e7d6c5b4a"}},
        harmful=lambda log: b"S3cr/t+val ue" in log,
        check=lambda result: (
            result.record.outcome is Outcome.EXITED and clean(result.log, "S3cr/t+val ue'\"&=x-9f8e7d6c5b4a")
        ),
    ),
)

# Here, because the second half imports what stands above.
from tests.sandbox.corpus_more import MORE  # noqa: E402

CORPUS: tuple[Hostile, ...] = (*CLASSIC, *MORE)
