"""The command line behind ./lumastack."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from app.config import SettingError, settings
from app.embedded.errors import EmbeddedError
from app.processes import NAMES, become, restart_with_environment


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./lumastack", description="Settings come from the environment or from .env.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("up", help="start everything here, in the foreground; Ctrl-C stops it")
    commands.add_parser("migrate", help="bring the database up to date")
    commands.add_parser("prepare", help="migrate, and make the first administrator and key where there are none")
    lock = commands.add_parser("lock", help="renew the locks of packages from pyproject.toml")
    lock.add_argument("--upgrade", action="store_true", help="take newer versions of the packages of packages")
    test = commands.add_parser("test", help="formatting, lint, types, import order, then the tests")
    test.add_argument("arguments", nargs=argparse.REMAINDER, metavar="PYTEST ARGUMENTS")
    backup = commands.add_parser("backup", help="write everything to a file, while it runs or not")
    backup.add_argument("file")
    verify = commands.add_parser("verify", help="check a file that backup wrote")
    verify.add_argument("file")
    restore = commands.add_parser("restore", help="make the database what a file that backup wrote says; stop up first")
    restore.add_argument("file")
    restore.add_argument("--replace", action="store_true", help="delete what is in the database")
    for name in NAMES:
        commands.add_parser(name, help=f"the process {name} alone, for a deployment on several machines")
    admin = commands.add_parser("admin", help="users, scans, status").add_subparsers(
        dest="action", required=True, metavar="ACTION"
    )
    create = admin.add_parser("create-user", help="make a user")
    create.add_argument("name")
    create.add_argument("--role", choices=("user", "admin"), default="user")
    reset = admin.add_parser("reset-password", help="give a user a new password")
    reset.add_argument("name")
    scan = admin.add_parser("scan", help="register directories, look for repositories in all of them")
    scan.add_argument("directories", nargs="*")
    rotate = admin.add_parser("rotate-keys", help="let the next key sign access tokens")
    rotate.add_argument("--at-once", action="store_true", help="also where the next key is not known everywhere yet")
    rotate.add_argument("--revoke", action="store_true", help="void every token that an older key has signed")
    admin.add_parser("rotate-secret-key", help="encrypt everything at rest with a new secret key")
    verify = admin.add_parser("verify-audit", help="check the chain of the audit log")
    verify.add_argument("--head", metavar="POSITION:HASH", help="what an earlier check printed: it must still be there")
    admin.add_parser("status", help="what runs, and how it is")
    return parser


def _administer(arguments: argparse.Namespace) -> None:
    from app import administration  # these load the whole program, which `up` does not need

    if arguments.action == "create-user":
        administration.create_user(arguments.name, arguments.role)
    elif arguments.action == "reset-password":
        administration.reset_password(arguments.name)
    elif arguments.action == "rotate-keys":
        administration.rotate_keys(at_once=arguments.at_once, revoke=arguments.revoke)
    elif arguments.action == "rotate-secret-key":
        administration.rotate_secret_key()
    elif arguments.action == "verify-audit":
        administration.verify_audit(arguments.head)
    elif arguments.action == "scan":
        administration.scan(arguments.directories, Path(os.environ.get("LUMASTACK_CALLED_FROM", ".")))
    else:
        administration.status()


def _keep(arguments: argparse.Namespace) -> None:
    from app import administration
    from app.embedded.offline import database

    file = Path(os.environ.get("LUMASTACK_CALLED_FROM", "."), arguments.file)
    if arguments.command == "verify":
        administration.verify(file)
        return
    with database(alone=arguments.command == "restore"):
        if arguments.command == "backup":
            administration.back_up(file)
        else:
            administration.restore(file, replace=arguments.replace)


def _execute(arguments: argparse.Namespace) -> int:
    command = arguments.command
    if command in ("test", "lock"):
        from app import development

        if command == "test":
            return development.test(arguments.arguments)
        return development.lock(upgrade=arguments.upgrade)
    if command in ("up", *NAMES):
        restart_with_environment()
    if command == "up":
        from app.embedded.supervisor import up

        return up(settings())
    if command in ("backup", "verify", "restore"):
        _keep(arguments)
        return 0
    from app.embedded.supervisor import attach

    attach()
    if command == "migrate":
        from app.migrate import upgrade

        upgrade()
    elif command == "prepare":
        from app.administration import prepare

        prepare()
    elif command == "admin":
        _administer(arguments)
    else:
        return become(command, settings())
    return 0


def main() -> int:
    """Do what the command line says; one line on standard error where that is not possible."""
    words = sys.argv[1:]
    if words[:1] == ["test"] and not set(words[1:2]) & {"-h", "--help"}:
        # All of it is pytest's: argparse would take a first -k or --lf for an option of ours.
        arguments = argparse.Namespace(command="test", arguments=words[1:])
    else:
        arguments = _parser().parse_args(words)
    try:
        return _execute(arguments)
    except (SettingError, EmbeddedError) as error:
        print(f"lumastack: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
