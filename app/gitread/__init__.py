"""Reading Git repositories safely: refs, commits, trees, blobs and diffs, without running anything they name."""
