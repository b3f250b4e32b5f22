# What people are told, in the browser and by Telegram. Every message has a title and a body, both plain text.

notification-commit =
    .title = Neuer Commit in { $project }
    .body = { $author } auf { $branch }: { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $count } neuer Commit in { $project }
           *[other] { $count } neue Commits in { $project }
        }
    .body = Auf { $branch }, der neueste von { $author }: { $subject }
notification-history-rewritten =
    .title = Historie von { $project } umgeschrieben
    .body = { $branch } enthält nicht mehr, was es enthielt: von { $old } zu { $new } verschoben.

notification-pull =
    .title = Pull von { $project } abgeschlossen
    .body =
        { $count ->
            [one] { $branch } ist um { $count } Commit vorgerückt.
           *[other] { $branch } ist um { $count } Commits vorgerückt.
        }
notification-pull-failed =
    .title = Pull von { $project } fehlgeschlagen
    .body = { $branch } konnte nicht vorgerückt werden: { $reason }

notification-comment =
    .title = { $author } hat { $project } kommentiert
    .body = { $text }
notification-mention =
    .title = { $author } hat Sie in { $project } erwähnt
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } erfolgreich beendet
    .body = Ohne Fehler beendet, Dauer: { $duration }.
notification-execution-failed =
    .title = { $script } fehlgeschlagen
    .body = Nach { $duration } mit Exitcode { $code } beendet.
notification-execution-timed-out =
    .title = Zeitlimit von { $script } überschritten
    .body = Nach { $duration } abgebrochen.
notification-execution-cancelled =
    .title = { $script } abgebrochen
    .body = Nach { $duration } angehalten.
notification-execution-lost =
    .title = Ausführung von { $script } verloren
    .body = Der ausführende Rechner ist ausgefallen; daher ist nicht bekannt, wie die Ausführung endete. Sie wird nicht automatisch wiederholt.

notification-project-missing =
    .title = { $project } ist verschwunden
    .body = Unter { $path } gibt es kein Repository mehr. Die vorhandenen Daten dazu bleiben erhalten.

notification-telegram-linked =
    .title = Telegram verknüpft
    .body = Ein Telegram-Konto wurde mit Ihrem Konto verknüpft und erhält künftig Ihre Nachrichten. Wenn Sie das nicht waren, heben Sie die Verknüpfung in Ihrem Profil auf und ändern Sie Ihr Passwort.

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
