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
