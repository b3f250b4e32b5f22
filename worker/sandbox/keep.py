"""Starts what forks keepers: `python -I -S keep.py DESCRIPTOR`, a socket that a worker holds the other end of."""

import sys

if __name__ == "__main__":
    sys.path.insert(0, __file__.rsplit("/", 3)[0])
    from worker.sandbox.keeper import serve

    serve(int(sys.argv[1]))
