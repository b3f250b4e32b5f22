# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    I tell you here what happens in your projects. Reply to a message of mine, and your words become a comment on
    the commit, run or project that it is about. This is what you can send me:

telegram-command-projects = Your projects
telegram-command-project = One project, and what can be done with it
telegram-command-commits = The newest commits of a project
telegram-command-comment = Comment on a project or a commit
telegram-command-subscribe = Choose what I tell you of a project
telegram-command-mute = Hear nothing of a project here
telegram-command-run = Run a script
telegram-command-cancel = Cancel a question or a run
telegram-command-pull = Pull a project
telegram-command-block = Block pulls of a project
telegram-command-unblock = Allow pulls again
telegram-command-login = Get a link to sign in
telegram-command-timezone = Change your time zone

telegram-cancel = Cancel
telegram-skip = Skip
telegram-stopped = Cancelled.
telegram-too-late = That question is no longer open. Begin again, please.
telegram-test = This is a test. Messages of LumaStack reach you here.

telegram-login =
    .title = Sign in to LumaStack
    .body =
        Somebody asked to sign in as “{ $username }”. If it was you, press the button; it works once, until { $until }.
        If it was not you, do nothing: without the button nobody gets in. { $address }
telegram-login-button = Sign in
telegram-login-not-now = I have just sent you links. Use the last one, or try again in ten minutes.

telegram-digest =
    .title = News: { $count }
    .body = { $count }
telegram-digest-more = … and { $count } more

telegram-no-project = I know no project that is called { $name }, or you may not see it.
telegram-no-projects = There are no projects that you may see.
telegram-which-project = Which project?
telegram-which-project-more = Which project? These are the first; type more of the name to find others.
telegram-projects = Your projects:
telegram-project-blocked = Pulls are blocked: { $reason }
telegram-button-commits = Commits
telegram-button-comment = Comment
telegram-button-subscribe = Subscribe
telegram-button-run = Run a script
telegram-button-pull = Pull
telegram-button-block = Block pulls
telegram-button-unblock = Allow pulls
telegram-button-group = Tell a group
telegram-button-unmute = Hear of it again
telegram-button-add = Choose the group
telegram-no-commits = { $project } has no commits yet.
telegram-commits =
    .title = Newest commits of { $project }
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = What do you want to say about { $project }?
telegram-comment-done = Your comment on { $project } is there.
telegram-comment-on-what = I cannot tell which project that message is about. Use /comment instead.

telegram-subscription = What shall I tell you of { $project } here? Press to change.
telegram-event-commit = Commits
telegram-event-pull = Pulls
telegram-event-comment = Comments
telegram-event-mention = Mentions
telegram-event-execution = Runs
telegram-event-alert = Alerts
telegram-muted = You will hear nothing of { $project } here.

telegram-pull-queued = { $project } will be pulled.
telegram-block-ask = Why shall pulls of { $project } be blocked?
telegram-block-done = Pulls of { $project } are blocked.
telegram-unblock-done = Pulls of { $project } are allowed again.

telegram-group-offer = Choose the group that is to be told of { $project }. The link works once, for ten minutes.
telegram-group-only = That link is for a group.
telegram-bind-how = Somebody who maintains the project sends /bind and its exact name, from a linked account.
telegram-bind-done = This group is told of { $project } from now on.
telegram-unbind-done = This group is not told of { $project } any more.

telegram-no-scripts = There is no script that you may run.
telegram-which-script = Which script?
telegram-run-project = On which project shall { $script } run?
telegram-run-parameter = { $script }: { $name }?
telegram-run-number = { $script }: { $name }? Give a number.
telegram-run-wrong = That does not fit { $name }. Try again, please.
telegram-run-confirm =
    Run { $script } with this?
    { $values }
telegram-run-queued = { $script } waits to run. Lines so far: { $lines }
telegram-run-running = { $script } is running. Lines so far: { $lines }
telegram-run-tail = The last lines:
telegram-run-log = Log
telegram-run-cancelling = It will be stopped.
telegram-nothing-runs = You have no run that could be cancelled.
telegram-which-run = Which run?
telegram-log = The log of { $script }

telegram-timezone-ask = Your time zone is { $zone }. Send me a city, such as Madrid.
telegram-timezone-which = Which one?
telegram-timezone-unknown = I know no time zone { $name }. Send the name of a larger city nearby.
telegram-timezone-done = Your time zone is { $zone } now.

notification-bot-silent =
    .title = The bot @{ $bot } hears nothing
    .body = Nobody has asked Telegram for its messages for some time ({ $reason }). See whether the process “bot” runs.
notification-bot-conflict =
    .title = Another program uses the bot @{ $bot }
    .body = It asks Telegram for the messages of the same bot, so that some do not arrive here. Stop it, or make a new token with @BotFather ({ $reason }).
notification-bot-token =
    .title = The token of the bot @{ $bot } does not work
    .body = Telegram says: { $reason }. Make a new one with @BotFather and save it.
notification-bot-error =
    .title = The bot @{ $bot } has a problem
    .body = Telegram says: { $reason }
notification-telegram-not-admin =
    .title = The bot cannot see who is in { $channel }
    .body = Make it an administrator of the channel; until then nobody new counts as a member.

error-wrong-number = This link was asked for in another browser. Give the number that is shown there.
    .title = Number needed
error-members-only = This is for members of the Telegram channel { $channel }.
    .title = Members only
error-not-linked = Your account is not linked with Telegram.
    .title = Not linked
