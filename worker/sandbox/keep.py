"""Starts a keeper: `python -I -S keep.py RUN_DIRECTORY`, with the specification on standard input."""

import sys

if __name__ == "__main__":
    sys.path.insert(0, __file__.rsplit("/", 3)[0])
    from worker.sandbox.keeper import main

    sys.exit(main(sys.argv[1]))
