"""The system call filter of scripts: a classic BPF program, made here without libseccomp.

Everything is allowed but what reaches parts of the kernel that scripts do not need and that past escapes used. See
seccomp(2) for the program's form; what a forbidden call answers is chosen so that libraries fall back (ENOSYS) or
report a refusal (EPERM).
"""

from __future__ import annotations

import errno
import platform
import struct
from functools import cache

# Values from <linux/filter.h>, <linux/seccomp.h> and <linux/audit.h>.
_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K
_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_ERRNO = 0x00050000
_EPERM = _ERRNO | errno.EPERM
_ENOSYS = _ERRNO | errno.ENOSYS
_NO_FAMILY = _ERRNO | errno.EAFNOSUPPORT
_OFFSET_NUMBER = 0
_OFFSET_ARCH = 4
_X32_BIT = 0x40000000

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

# Call numbers as (x86_64, aarch64), None where that machine has no such call.
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "open_tree_attr": (467, 467),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "create_module": (174, None),
    "get_kernel_syms": (177, None),
    "query_module": (178, None),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "syslog": (103, 116),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "clock_settime": (227, 112),
    "settimeofday": (164, 170),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "memfd_secret": (447, 447),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    "uselib": (134, None),
    "_sysctl": (156, None),
    "ustat": (136, None),
    "sysfs": (139, None),
    "afs_syscall": (183, None),
    "vserver": (236, None),
    "tuxcall": (184, None),
    "security": (185, None),
}
# clone3 hides its flags in memory that a filter cannot read, openat2 and fchmodat2 their mode: libc falls back.
_UNKNOWN: dict[str, tuple[int | None, int | None]] = {
    "clone3": (435, 435),
    "openat2": (437, 437),
    "fchmodat2": (452, 452),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
_CHECKED: dict[str, tuple[int | None, int | None]] = {
    "clone": (56, 220),
    "ioctl": (16, 29),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "creat": (85, None),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "open": (2, None),
    "openat": (257, 56),
    "personality": (135, 92),
    "socket": (41, 198),
    "memfd_create": (319, 279),
    "shmget": (29, 194),
}

# CLONE_NEWTIME is no flag of clone(2): its bit belongs to the exit signal there.
_CLONE_NEW = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
_SET_ID_BITS = 0o6000
_CREATING = 0o100 | 0x400000  # O_CREAT, __O_TMPFILE
_TTY_INJECTION = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX
_PERSONALITIES = (0x0, 0x8, 0xFFFFFFFF)  # PER_LINUX, PER_LINUX32, "tell me"
_AF_UNIX, _AF_INET, _AF_INET6, _AF_NETLINK = 1, 2, 10, 16
_NETLINK_ROUTE = 0

_Instruction = tuple[int, int, int, int]


class MachineNotSupported(Exception):
    """There is no table of system calls for this machine."""


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> _Instruction:
    return (code, if_true, if_false, value)


def _argument(index: int) -> _Instruction:
    # The low 32 bits on little-endian machines. The kernel itself uses only those for the arguments looked at here,
    # so a value with high bits set is no way round (CVE-2019-10063 was one).
    return _op(_LOAD, 16 + 8 * index)


def _refuse_bits(index: int, bits: int) -> list[_Instruction]:
    return [_argument(index), _op(_ANY_BIT, bits, 0, 1), _op(_RETURN, _EPERM), _op(_RETURN, _ALLOW)]


def _refuse_values(index: int, values: tuple[int, ...]) -> list[_Instruction]:
    program = [_argument(index)]
    for value in values:
        program += [_op(_EQUAL, value, 0, 1), _op(_RETURN, _EPERM)]
    return [*program, _op(_RETURN, _ALLOW)]


def _allow_values(index: int, values: tuple[int, ...], otherwise: int) -> list[_Instruction]:
    program = [_argument(index)]
    for value in values:
        program += [_op(_EQUAL, value, 0, 1), _op(_RETURN, _ALLOW)]
    return [*program, _op(_RETURN, otherwise)]


def _refuse_set_id_creation(flags: int, mode: int) -> list[_Instruction]:
    check = _refuse_bits(mode, _SET_ID_BITS)
    return [_argument(flags), _op(_ANY_BIT, _CREATING, 1, 0), _op(_RETURN, _ALLOW), *check]


def _sockets(private_network: bool) -> list[_Instruction]:
    if not private_network:
        return _allow_values(0, (_AF_UNIX,), _NO_FAMILY)
    route_only = [_argument(2), _op(_EQUAL, _NETLINK_ROUTE, 0, 1), _op(_RETURN, _ALLOW), _op(_RETURN, _NO_FAMILY)]
    families = _allow_values(0, (_AF_UNIX, _AF_INET, _AF_INET6), _NO_FAMILY)[:-1]
    return [*families, _op(_EQUAL, _AF_NETLINK, 1, 0), _op(_RETURN, _NO_FAMILY), *route_only]


@cache
def build_filter(*, inet: bool, memory_is_counted: bool, machine: str | None = None) -> bytes:
    """The filter as an array of `struct sock_filter`.

    `inet`: internet sockets are allowed (in a network namespace of the script's own, or by an administrator's leave).
    `memory_is_counted`: a memory cgroup holds the run; without one, anonymous shared memory that no limit sees is
    refused. Raises MachineNotSupported.
    """
    name = machine or platform.machine()
    if name not in _MACHINES:
        raise MachineNotSupported(name)
    column, arch = _MACHINES[name]
    checks = {
        "clone": _refuse_bits(0, _CLONE_NEW),
        "ioctl": _refuse_values(1, _TTY_INJECTION),
        "chmod": _refuse_bits(1, _SET_ID_BITS),
        "fchmod": _refuse_bits(1, _SET_ID_BITS),
        "fchmodat": _refuse_bits(2, _SET_ID_BITS),
        "creat": _refuse_bits(1, _SET_ID_BITS),
        "mknod": _refuse_bits(1, _SET_ID_BITS),
        "mknodat": _refuse_bits(2, _SET_ID_BITS),
        "open": _refuse_set_id_creation(1, 2),
        "openat": _refuse_set_id_creation(2, 3),
        "personality": _allow_values(0, _PERSONALITIES, _EPERM),
        "socket": _sockets(inet),
    }
    if not memory_is_counted:
        checks["memfd_create"] = [_op(_RETURN, _ENOSYS)]
        checks["shmget"] = [_op(_RETURN, _EPERM)]
    program = [
        _op(_LOAD, _OFFSET_ARCH),
        _op(_EQUAL, arch, 1, 0),
        _op(_RETURN, _KILL),  # int 0x80 and other foreign ways in
        _op(_LOAD, _OFFSET_NUMBER),
    ]
    if name == "x86_64":
        program += [_op(_ANY_BIT, _X32_BIT, 0, 1), _op(_RETURN, _ENOSYS)]
    for call, check in checks.items():
        number = _CHECKED[call][column]
        if number is not None:
            program += [_op(_EQUAL, number, 0, len(check)), *check]
    for table, answer in ((_UNKNOWN, _ENOSYS), (_REFUSED, _EPERM)):
        for numbers in table.values():
            number = numbers[column]
            if number is not None:
                program += [_op(_EQUAL, number, 0, 1), _op(_RETURN, answer)]
    program.append(_op(_RETURN, _ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
