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

console-dashboard = Aktivität
console-dashboard-span = Zeitraum
console-authors = Autoren
console-failures = Fehlgeschlagene Läufe
console-tab-pulls = Pulls
console-pulls-none = Noch keine Pulls
console-pull = Pullen
console-pulling = Pull läuft…
console-pull-undo = Pull rückgängig machen
console-pull-undo-text = Der Branch und seine Dateien gehen zurück auf { $sha }. Das geht nur, solange sich seither nichts geändert hat.
console-pull-in-shell = in einer Shell
console-pull-failed = Nicht gepullt: { $reason }
console-pull-status-fast-forwarded = Gepullt
console-pull-status-up-to-date = Schon aktuell
console-pull-status-undone = Pull rückgängig gemacht
console-block = Pulls sperren
console-unblock = Sperre aufheben
console-block-reason = Grund
console-block-until = Bis
console-block-enforce = git pull auch in Shells verhindern
console-block-enforce-hint = Hooks im Repository lehnen ihn ab, solange die Sperre gilt.
console-upstream = Gegenstelle
console-upstream-unknown = Noch nicht gefragt
console-upstream-unreachable = Nicht erreichbar
console-upstream-gone = Branch ist weg
console-upstream-up-to-date = Aktuell
console-upstream-ahead = Voraus
console-upstream-behind = Zurück
console-upstream-diverged = Auseinandergelaufen
console-dashboard-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
