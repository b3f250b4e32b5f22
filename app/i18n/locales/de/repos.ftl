# Pulls, Sperren, Gegenstellen und die Übersicht.

error-pull-not-undoable = Nur der letzte Pull kann rückgängig gemacht werden, und nur einmal.
    .title = Nicht rückgängig zu machen
error-invalid-signature = Die Signatur dieser Zustellung fehlt oder ist falsch.
    .title = Signatur ungültig
field-in-the-past = Dieser Zeitpunkt ist schon vorbei.

notification-pull-undone =
    .title = Pull von { $project } rückgängig gemacht
    .body = { $branch } ist wieder dort, wo er vorher war.
notification-pull-refused =
    .title = { $project } wurde nicht gepullt
    .body =
        { $reason ->
            [dirty] { $branch } hat geänderte Dateien.
            [diverged] { $branch } hat eigene Commits und kann nicht vorgespult werden.
            [blocked] Pulls sind gesperrt.
            [locked] Ein anderes Programm hält dort eine Sperrdatei.
            [auth] Die Gegenstelle hat die Zugangsdaten abgelehnt.
            [network] Die Gegenstelle war nicht erreichbar.
            [no_upstream] { $branch } hat keine Gegenstelle.
            [in_progress] Dort läuft gerade ein Merge oder Rebase.
            [unsuitable] LumaStack kann dieses Repository nicht pullen.
           *[other] { $branch } konnte nicht vorgespult werden.
        }
notification-upstream =
    .title = Neue Commits an der Gegenstelle von { $project }
    .body = Die Gegenstelle von { $branch } hat sich bewegt. Die Commits sind noch nicht geholt.
notification-unreachable =
    .title = Gegenstelle von { $project } nicht erreichbar
    .body = { $url } antwortet seit { $since } nicht. Sie wird weiter gefragt, immer seltener.
notification-moved-while-blocked =
    .title = { $project } hat sich trotz Sperre bewegt
    .body = Jemand hat { $branch } von { $old } auf { $new } gebracht, während Pulls gesperrt waren.
