# Pulls, blocks, upstreams and the dashboard.

error-pull-not-undoable = Only the last pull can be undone, and only once.
    .title = Cannot be undone
error-invalid-signature = The signature of this delivery is missing or wrong.
    .title = Signature not valid
field-in-the-past = This time has already passed.

notification-pull-undone =
    .title = Pull of { $project } undone
    .body = { $branch } is back where it was before.
notification-pull-refused =
    .title = { $project } was not pulled
    .body =
        { $reason ->
            [dirty] { $branch } has changed files.
            [diverged] { $branch } has commits of its own and cannot be moved forward.
            [blocked] Pulls are blocked.
            [locked] Another program holds a lock there.
            [auth] The upstream refused the credentials.
            [network] The upstream could not be reached.
            [no_upstream] { $branch } has no upstream.
            [in_progress] A merge or rebase is under way there.
            [unsuitable] This repository cannot be pulled by LumaStack.
           *[other] { $branch } could not be moved forward.
        }
notification-upstream =
    .title = New commits upstream of { $project }
    .body = The upstream of { $branch } has moved. They have not been pulled yet.
notification-unreachable =
    .title = Upstream of { $project } cannot be reached
    .body = { $url } has not answered since { $since }. It will be asked again, less and less often.
notification-moved-while-blocked =
    .title = { $project } moved although it is blocked
    .body = Somebody brought { $branch } from { $old } to { $new } while pulls were blocked.

console-dashboard = Activity
console-dashboard-span = Time span
console-authors = Authors
console-failures = Failed runs
console-tab-pulls = Pulls
console-pulls-none = No pulls yet
console-pull = Pull
console-pulling = Pulling…
console-pull-undo = Undo pull
console-pull-undo-text = The branch and its files go back to { $sha }. That works only while nothing has changed since.
console-pull-in-shell = in a shell
console-pull-failed = Not pulled: { $reason }
console-pull-status-fast-forwarded = Pulled
console-pull-status-up-to-date = Already up to date
console-pull-status-undone = Pull undone
console-block = Block pulls
console-unblock = Lift block
console-block-reason = Reason
console-block-until = Until
console-block-enforce = Stop git pull in shells too
console-block-enforce-hint = Hooks in the repository refuse it while the block lasts.
console-upstream = Upstream
console-upstream-unknown = Not asked yet
console-upstream-unreachable = Unreachable
console-upstream-gone = Branch is gone
console-upstream-up-to-date = Up to date
console-upstream-ahead = Ahead
console-upstream-behind = Behind
console-upstream-diverged = Diverged
console-dashboard-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
