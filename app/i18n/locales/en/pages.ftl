# The home, the scan roots, and why work failed.

console-home = Home
console-home-hello = Hello, { $name }
console-home-attention = Needs attention
console-home-all-well = All projects are well.
console-home-news = New for you
console-see-all = See all
console-first = First steps
console-first-root = Add a directory that holds Git repositories
console-first-scan = Scan it for projects
console-first-script = Write a script
console-first-run = Run it, and watch its output
console-first-next = Do this next
console-done = done
console-scans-recent = Recent scans
console-fault-not-found = What this was about is gone.
console-fault-repository-unreadable = The repository could not be read.
console-fault-worker-lost = The worker that did this stopped, again and again.
console-fault-keeper-lost = The process that watched this run died, so nobody knows how it ended.
console-fault-keeper-failed = The run could not be started. The worker’s log says why.
console-fault-tree-missing = The project’s files are not where they were. Scan again.
console-fault-interpreter-missing = The interpreter is not installed on this machine.
console-fault-project-missing = The project is gone. Scan again, or run the script on another one.
console-roots-unreadable =
    { $count ->
        [one] { $count } folder could not be entered
       *[other] { $count } folders could not be entered
    }
