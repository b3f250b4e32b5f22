# The words of the console. None has a parameter: numbers, dates and names are put beside them by the page.

## The frame

console-navigation = Main navigation
console-way = Where you are
console-administration = Administration
console-group-sky = StarsCalendars
console-menu = More
console-projects = Projects
console-scripts = Scripts
console-runs = Runs
console-notifications = Notifications
console-roots = Scan roots
console-api = API reference
console-skip = Skip to the content
console-loading = Loading
console-more = Show more
console-now = just now
console-close = Close
console-cancel = Cancel
console-save = Save changes
console-saved = Saved
console-delete = Delete
console-deleted = Deleted
console-download = Download
console-try-again = Try again
console-not-found = Nothing here
console-not-found-text = This address leads nowhere. It may have been moved, or mistyped.
console-nothing-found = Nothing matches
console-nothing-found-text = Try fewer words, or clear the filter.
console-unsaved = Your changes are not saved. Leave anyway?
console-noscript = LumaStack needs JavaScript to show its console.
console-error-network = No connection
console-error-network-detail = The server did not answer. Check that it runs and that you can reach it.
console-error-unexpected = Something went wrong
console-offline = Live updates have stopped. Reconnecting…
console-connection-idle = Not connected
console-connection-connecting = Connecting…
console-connection-online = Live
console-connection-offline = Reconnecting…

## Keyboard

console-keys = Keyboard shortcuts
console-keys-search = Search
console-keys-follow = Follow the end of a log
console-keys-leave = Close, or leave a field
console-keys-help = This list

## Signing in, and the person

console-sign-in = Sign in
console-sign-in-title = Sign in to your console
console-sign-in-wait = Try again in
console-sign-out = Sign out
console-sign-out-everywhere = Sign out on all devices
console-username = User name
console-password = Password
console-profile = Your profile
console-role-user = User
console-role-admin = Administrator
console-language = Language
console-timezone = Time zone
console-theme = Appearance
console-theme-system = System
console-theme-light = Light
console-theme-dark = Dark

## Notifications

console-unread = Unread
console-notes-all = All notifications
console-notes-read-all = Mark all as read
console-notes-everything = All
console-notes-unread = Unread
console-notes-none = No notifications yet
console-notes-none-unread = Nothing unread
console-notes-none-text = New commits, finished runs and comments of the projects you follow appear here.

## Projects

console-projects-search = Find a project
console-projects-none = No projects yet
console-projects-none-admin = Add a directory that holds Git repositories, then scan it.
console-projects-none-user = An administrator adds the directories in which repositories are found.
console-scan = Scan for projects
console-filter-state = Show
console-filter-all = All projects
console-filter-blocked = Blocked
console-filter-open = Not blocked
console-blocked = Blocked
console-blocked-title = Pulls are blocked
console-no-commits = No commits
console-project-status-active = Active
console-project-status-missing = Missing
console-project-status-broken = Broken
console-project-status-refused = Refused
console-project-status-unsupported = Unsupported
console-project-status-replaced = Replaced
console-kind-bare = Bare
console-kind-linked-worktree = Linked worktree
console-kind-submodule = Submodule
console-tab-commits = Commits
console-tab-files = Files
console-tab-runs = Runs
console-about = About
console-branch = Branch
console-branches = Branches
console-tags = Tags
console-ref = Branch or tag
console-ref-head = Checked-out branch
console-remote = Remote
console-polled = Last checked
console-path = Path
console-copy-path = Copy the path
console-copy-sha = Copy the commit id
console-copy-text = Copy the text
console-commits-search = Search commits
console-commits-none = No commits
console-commits-new = New commits
console-files-at = Browse the files at this commit
console-files-cut = This folder is very large; only its beginning is shown.
console-files-none = This folder is empty
console-history = History
console-lines = Lines
console-file-binary = Not a text file
console-file-binary-text = Download it to look at it with a suitable program.
console-file-cut = This file is large; only its beginning is shown. Download it to see all of it.
console-file-empty = This file is empty
console-subscription = Notify me about
console-event-commit = New commits
console-event-pull = Pulls
console-event-comment = Comments
console-event-mention = Mentions of me
console-event-execution = Finished runs
console-event-alert = Problems
console-channels = By
console-channel-web = This console
console-channel-telegram = Telegram
console-channel-telegram-unlinked = Your account is not linked to Telegram yet.

## Scripts

console-scripts-search = Find a script
console-scripts-none = No scripts yet
console-scripts-none-text = A script runs in a sandbox, and its output appears here line by line.
console-script-new = New script
console-script-create = Create script
console-script-name = Name
console-script-type = Kind
console-script-type-global = Global
console-script-type-project = Project
console-script-project = Project
console-script-interpreter = Interpreter
console-script-interpreter-hint = Leave empty if the script begins with #!
console-script-description = Description
console-script-gone = Deleted script
console-script-content = Script
console-script-content-hint = Tab indents. Press Esc and then Tab to leave the editor.
console-script-limits = Limits and access
console-script-timeout = Time limit
console-script-timeout-hint = Seconds, 300 at most
console-script-memory = Memory
console-script-memory-hint = MiB
console-script-access = Project files
console-script-access-hint = What a run may do with the files of its project
console-script-access-none = Hidden
console-script-access-read = Read only
console-script-access-write = Read and write
console-script-network = Network access
console-script-network-hint = Off, a run reaches nothing outside its sandbox.
console-script-network-on = Network
console-script-enabled = Enabled
console-script-enabled-hint = A disabled script cannot be run.
console-script-disabled = Disabled
console-script-delete-title = Delete this script?
console-script-delete-text = It can no longer be run.

## Runs

console-run = Run
console-run-script = Run a script
console-run-choose = Which script?
console-run-project = In project
console-run-project-hint = Leave empty to run outside any project.
console-run-project-unknown = Choose a project from the list.
console-run-again = Run again
console-run-cancel = Cancel run
console-run-exit = Exit code
console-run-signal = Signal
console-run-duration = Duration
console-run-output = Output
console-run-sandbox = Sandbox
console-run-by = Started by
console-run-by-you = you
console-runs-none = No runs yet
console-runs-none-text = Start a script, and every run of it is kept here with its log.
console-runs-none-project = Run a script in this project to see it here.
console-runs-none-script = Run this script to see it here.
console-status = Status
console-filter-any-status = Any status
console-status-queued = Queued
console-status-running = Running
console-status-succeeded = Succeeded
console-status-failed = Failed
console-status-timed-out = Timed out
console-status-cancelled = Cancelled
console-status-lost = Lost

## The log

console-log = Log
console-log-region = Log lines
console-log-search = Search the log
console-log-hit-before = Previous match
console-log-hit-after = Next match
console-log-wrap = Wrap long lines
console-log-follow = Follow
console-log-to-end = Jump to end
console-log-copy = Copy the selected lines
console-log-cut = characters not shown:
console-log-dropped = The log reached its limit. Left out:
console-log-waiting = Waiting for output…
console-log-empty = This run printed nothing
console-copied = Copied
console-copy-failed = The browser did not allow copying

## Scan roots

console-roots-open = Add a directory
console-roots-path = Directory
console-roots-path-hint = An absolute path on the server; repositories at any depth below it are found.
console-roots-add = Add directory
console-roots-none = No directories yet
console-roots-none-text = Add one above, then scan.
console-roots-scanned = Scanned
console-roots-never = Not scanned yet
console-roots-delete-title = Remove this directory?
console-roots-delete-text = Its projects are no longer looked for.
console-scan-start = Scan now
console-scan-found = Found
console-scan-new = New
console-scan-moved = Moved
console-scan-missing = Missing
console-scan-replaced = Replaced
console-scan-unreadable = Unreadable folders
console-scan-done = The scan has finished
console-scan-failed = The scan did not finish

## The API reference

console-docs-title = API reference
console-docs-search = Find an operation
console-docs-parameters = Parameters
console-docs-body = Body
console-docs-responses = Responses
console-docs-schemas = Schemas
console-docs-required = required
console-docs-nullable = or null
console-docs-default = default
console-docs-document = OpenAPI document
console-docs-console = Console
console-docs-untagged = Other
console-docs-public = No sign-in needed
console-docs-none = Nothing matches
