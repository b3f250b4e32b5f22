# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    Hier berichte ich, was in Ihren Projekten geschieht. Antworten Sie auf eine meiner Nachrichten, und Ihre Worte werden
    ein Kommentar zu dem Commit, der Ausführung oder dem Projekt, um die es geht. Das können Sie mir senden:

telegram-command-projects = Ihre Projekte
telegram-command-project = Ein Projekt und was man damit tun kann
telegram-command-commits = Die neuesten Commits eines Projekts
telegram-command-comment = Ein Projekt oder einen Commit kommentieren
telegram-command-subscribe = Wählen, was ich von einem Projekt berichte
telegram-command-mute = Hier nichts von einem Projekt hören
telegram-command-run = Ein Skript ausführen
telegram-command-cancel = Eine Frage oder eine Ausführung abbrechen
telegram-command-pull = Ein Projekt pullen
telegram-command-block = Pulls eines Projekts sperren
telegram-command-unblock = Pulls wieder erlauben
telegram-command-login = Einen Link zum Anmelden bekommen
telegram-command-timezone = Die Zeitzone ändern

telegram-cancel = Abbrechen
telegram-skip = Überspringen
telegram-stopped = Abgebrochen.
telegram-too-late = Diese Frage ist nicht mehr offen. Bitte beginnen Sie von vorn.
telegram-test = Das ist ein Test. Nachrichten von LumaStack erreichen Sie hier.

telegram-login =
    .title = Bei LumaStack anmelden
    .body =
        Jemand möchte sich als „{ $username }“ anmelden. Wenn Sie es waren, drücken Sie die Schaltfläche; sie gilt einmal, bis { $until }.
        Wenn nicht, tun Sie nichts: Ohne diese Schaltfläche kommt niemand hinein. { $address }
telegram-login-button = Anmelden
telegram-login-not-now = Ich habe Ihnen gerade erst Links gesendet. Nehmen Sie den letzten, oder versuchen Sie es in zehn Minuten wieder.

telegram-digest =
    .title = Neuigkeiten: { $count }
    .body = { $count }
telegram-digest-more = … und { $count } weitere

telegram-no-project = Ich kenne kein Projekt namens { $name }, oder Sie dürfen es nicht sehen.
telegram-no-projects = Es gibt keine Projekte, die Sie sehen dürfen.
telegram-which-project = Welches Projekt?
telegram-which-project-more = Welches Projekt? Das sind die ersten; schreiben Sie mehr vom Namen, um andere zu finden.
telegram-projects = Ihre Projekte:
telegram-project-blocked = Pulls sind gesperrt: { $reason }
telegram-button-commits = Commits
telegram-button-comment = Kommentieren
telegram-button-subscribe = Abonnieren
telegram-button-run = Skript ausführen
telegram-button-pull = Pull
telegram-button-block = Pulls sperren
telegram-button-unblock = Pulls erlauben
telegram-button-group = Einer Gruppe berichten
telegram-button-unmute = Wieder davon hören
telegram-button-add = Gruppe wählen
telegram-no-commits = { $project } hat noch keine Commits.
telegram-commits =
    .title = Neueste Commits von { $project }
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = Was möchten Sie zu { $project } sagen?
telegram-comment-done = Ihr Kommentar zu { $project } ist da.
telegram-comment-on-what = Ich weiß nicht, um welches Projekt es in dieser Nachricht geht. Nehmen Sie /comment.

telegram-subscription = Was soll ich hier von { $project } berichten? Drücken Sie, um es zu ändern.
telegram-event-commit = Commits
telegram-event-pull = Pulls
telegram-event-comment = Kommentare
telegram-event-mention = Erwähnungen
telegram-event-execution = Ausführungen
telegram-event-alert = Warnungen
telegram-muted = Sie hören hier nichts mehr von { $project }.

telegram-pull-queued = { $project } wird gepullt.
telegram-block-ask = Warum sollen Pulls von { $project } gesperrt sein?
telegram-block-done = Pulls von { $project } sind gesperrt.
telegram-unblock-done = Pulls von { $project } sind wieder erlaubt.

telegram-group-offer = Wählen Sie die Gruppe, der von { $project } berichtet wird. Der Link gilt einmal, zehn Minuten lang.
telegram-group-only = Dieser Link ist für eine Gruppe.
telegram-bind-how = Wer das Projekt betreut, sendet /bind und den genauen Namen, von einem verknüpften Konto aus.
telegram-bind-done = Dieser Gruppe wird von nun an von { $project } berichtet.
telegram-unbind-done = Dieser Gruppe wird nicht mehr von { $project } berichtet.

telegram-no-scripts = Es gibt kein Skript, das Sie ausführen dürfen.
telegram-which-script = Welches Skript?
telegram-run-project = Auf welchem Projekt soll { $script } laufen?
telegram-run-parameter = { $script }: { $name }?
telegram-run-number = { $script }: { $name }? Senden Sie eine Zahl.
telegram-run-wrong = Das passt nicht zu { $name }. Bitte noch einmal.
telegram-run-confirm =
    { $script } damit ausführen?
    { $values }
telegram-run-queued = { $script } wartet auf den Start. Zeilen bisher: { $lines }
telegram-run-running = { $script } läuft. Zeilen bisher: { $lines }
telegram-run-tail = Die letzten Zeilen:
telegram-run-log = Protokoll
telegram-run-cancelling = Die Ausführung wird beendet.
telegram-nothing-runs = Sie haben keine Ausführung, die sich abbrechen ließe.
telegram-which-run = Welche Ausführung?
telegram-log = Das Protokoll von { $script }

telegram-timezone-ask = Ihre Zeitzone ist { $zone }. Senden Sie mir eine Stadt, etwa Berlin.
telegram-timezone-which = Welche?
telegram-timezone-unknown = Ich kenne keine Zeitzone { $name }. Senden Sie den Namen einer größeren Stadt in der Nähe.
telegram-timezone-done = Ihre Zeitzone ist jetzt { $zone }.

notification-bot-silent =
    .title = Der Bot @{ $bot } hört nichts
    .body = Seit einiger Zeit fragt niemand Telegram nach seinen Nachrichten ({ $reason }). Sehen Sie nach, ob der Prozess „bot“ läuft.
notification-bot-conflict =
    .title = Ein anderes Programm benutzt den Bot @{ $bot }
    .body = Es fragt Telegram nach den Nachrichten desselben Bots, sodass manche hier nicht ankommen. Beenden Sie es, oder machen Sie mit @BotFather ein neues Token ({ $reason }).
notification-bot-token =
    .title = Das Token des Bots @{ $bot } gilt nicht
    .body = Telegram sagt: { $reason }. Machen Sie mit @BotFather ein neues und speichern Sie es.
notification-bot-error =
    .title = Der Bot @{ $bot } hat ein Problem
    .body = Telegram sagt: { $reason }
notification-telegram-not-admin =
    .title = Der Bot sieht nicht, wer in { $channel } ist
    .body = Machen Sie ihn zum Administrator des Kanals; bis dahin zählt niemand Neues als Mitglied.

error-wrong-number = Dieser Link wurde in einem anderen Browser angefordert. Geben Sie die Zahl an, die dort steht.
    .title = Zahl nötig
error-members-only = Das ist für Mitglieder des Telegram-Kanals { $channel }.
    .title = Nur für Mitglieder
error-not-linked = Ihr Konto ist nicht mit Telegram verknüpft.
    .title = Nicht verknüpft
