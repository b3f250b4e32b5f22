# What people are told, in the browser and by Telegram. Every message has a title and a body, both plain text.

notification-commit =
    .title = New commit in { $project }
    .body = { $author } on { $branch }: { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $count } new commit in { $project }
           *[other] { $count } new commits in { $project }
        }
    .body = On { $branch }, the latest by { $author }: { $subject }
notification-history-rewritten =
    .title = History of { $project } rewritten
    .body = { $branch } no longer contains what it did: it moved from { $old } to { $new }.

notification-pull =
    .title = { $project } pulled
    .body =
        { $count ->
            [one] { $branch } moved forward by { $count } commit.
           *[other] { $branch } moved forward by { $count } commits.
        }
notification-pull-failed =
    .title = Pull of { $project } failed
    .body = { $branch } could not be moved forward: { $reason }

notification-comment =
    .title = { $author } commented on { $project }
    .body = { $text }
notification-mention =
    .title = { $author } mentioned you in { $project }
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } succeeded
    .body = It ran for { $duration } and ended well.
notification-execution-failed =
    .title = { $script } failed
    .body = It ran for { $duration } and ended with exit code { $code }.
notification-execution-timed-out =
    .title = { $script } ran out of time
    .body = It was stopped after { $duration }.
notification-execution-cancelled =
    .title = { $script } was cancelled
    .body = It was stopped after { $duration }.
notification-execution-lost =
    .title = { $script } was lost
    .body = The machine that ran it stopped, so nobody knows how it ended. It is not run again by itself.

notification-project-missing =
    .title = { $project } has disappeared
    .body = There is no repository at { $path } any more. What is known of it is kept.

notification-telegram-linked =
    .title = Telegram linked
    .body = A Telegram account has been linked with yours and will receive your messages. If that was not you, unlink it in your profile and change your password.

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
