# The words of the console. None has a parameter: numbers, dates and names are put beside them by the page.

## The frame

console-navigation = Hauptnavigation
console-way = Aktuelle Position
console-administration = Verwaltung
console-group-sky = StarsCalendars
console-menu = Mehr
console-projects = Projekte
console-scripts = Skripte
console-runs = Ausführungen
console-notifications = Benachrichtigungen
console-roots = Suchverzeichnisse
console-api = API-Referenz
console-skip = Zum Inhalt springen
console-loading = Wird geladen
console-more = Mehr anzeigen
console-now = gerade eben
console-close = Schließen
console-cancel = Abbrechen
console-save = Änderungen speichern
console-saved = Gespeichert
console-delete = Löschen
console-deleted = Gelöscht
console-download = Herunterladen
console-try-again = Erneut versuchen
console-not-found = Hier ist nichts
console-not-found-text = Diese Adresse führt nirgendwohin. Vielleicht hat sie sich geändert oder enthält einen Tippfehler.
console-nothing-found = Keine Treffer
console-nothing-found-text = Versuchen Sie es mit weniger Wörtern oder entfernen Sie den Filter.
console-unsaved = Ihre Änderungen sind nicht gespeichert. Trotzdem verlassen?
console-noscript = Die Konsole von LumaStack benötigt JavaScript.
console-error-network = Keine Verbindung
console-error-network-detail = Der Server hat nicht geantwortet. Prüfen Sie, ob er läuft und erreichbar ist.
console-error-unexpected = Etwas ist schiefgelaufen
console-offline = Live-Aktualisierung unterbrochen. Verbindung wird wiederhergestellt …
console-connection-idle = Nicht verbunden
console-connection-connecting = Verbindung wird aufgebaut …
console-connection-online = Live
console-connection-offline = Verbindung wird wiederhergestellt …

## Keyboard

console-keys = Tastenkürzel
console-keys-search = Suchen
console-keys-follow = Dem Ende eines Protokolls folgen
console-keys-leave = Schließen oder ein Feld verlassen
console-keys-help = Diese Liste

## Signing in, and the person

console-sign-in = Anmelden
console-sign-in-title = An der Konsole anmelden
console-sign-in-wait = Wartezeit in Sekunden:
console-sign-out = Abmelden
console-sign-out-everywhere = Auf allen Geräten abmelden
console-username = Benutzername
console-password = Passwort
console-profile = Ihr Profil
console-role-user = Benutzer
console-role-admin = Administrator
console-language = Sprache
console-timezone = Zeitzone
console-theme = Darstellung
console-theme-system = System
console-theme-light = Hell
console-theme-dark = Dunkel

## Notifications

console-unread = Ungelesen
console-notes-all = Alle Benachrichtigungen
console-notes-read-all = Alle als gelesen markieren
console-notes-everything = Alle
console-notes-unread = Ungelesen
console-notes-none = Noch keine Benachrichtigungen
console-notes-none-unread = Nichts Ungelesenes
console-notes-none-text = Hier erscheinen neue Commits, beendete Ausführungen und Kommentare der Projekte, denen Sie folgen.

## Projects

console-projects-search = Projekt suchen
console-projects-none = Noch keine Projekte
console-projects-none-admin = Fügen Sie ein Verzeichnis mit Git-Repositorys hinzu und durchsuchen Sie es.
console-projects-none-user = Die Verzeichnisse, in denen Repositorys gesucht werden, legt ein Administrator fest.
console-scan = Nach Projekten suchen
console-filter-state = Anzeigen
console-filter-all = Alle Projekte
console-filter-blocked = Gesperrt
console-filter-open = Nicht gesperrt
console-blocked = Gesperrt
console-blocked-title = Pulls sind gesperrt
console-no-commits = Keine Commits
console-project-status-active = Aktiv
console-project-status-missing = Verschwunden
console-project-status-broken = Beschädigt
console-project-status-refused = Abgelehnt
console-project-status-unsupported = Nicht unterstützt
console-project-status-replaced = Ersetzt
console-kind-bare = Bare
console-kind-linked-worktree = Verknüpfter Worktree
console-kind-submodule = Submodul
console-tab-commits = Commits
console-tab-files = Dateien
console-tab-runs = Ausführungen
console-about = Info
console-branch = Branch
console-branches = Branches
console-tags = Tags
console-ref = Branch oder Tag
console-ref-head = Ausgecheckter Branch
console-remote = Remote
console-polled = Zuletzt geprüft
console-path = Pfad
console-copy-path = Pfad kopieren
console-copy-sha = Commit-ID kopieren
console-copy-text = Text kopieren
console-commits-search = Commits durchsuchen
console-commits-none = Keine Commits
console-commits-new = Neue Commits
console-files-at = Dateien in diesem Commit ansehen
console-files-cut = Dieser Ordner ist sehr groß; nur der Anfang wird angezeigt.
console-files-none = Dieser Ordner ist leer
console-history = Verlauf
console-lines = Zeilen
console-file-binary = Keine Textdatei
console-file-binary-text = Laden Sie die Datei herunter, um sie mit einem passenden Programm anzusehen.
console-file-cut = Diese Datei ist groß; nur der Anfang wird angezeigt. Laden Sie sie herunter, um alles zu sehen.
console-file-empty = Diese Datei ist leer
console-subscription = Benachrichtigen über
console-event-commit = Neue Commits
console-event-pull = Pulls
console-event-comment = Kommentare
console-event-mention = Wenn ich erwähnt werde
console-event-execution = Beendete Ausführungen
console-event-alert = Probleme
console-channels = Kanäle
console-channel-web = Diese Konsole
console-channel-telegram = Telegram
console-channel-telegram-unlinked = Ihr Konto ist noch nicht mit Telegram verknüpft.

## Scripts

console-scripts-search = Skript suchen
console-scripts-none = Noch keine Skripte
console-scripts-none-text = Skripte laufen in einer Sandbox; ihre Ausgabe erscheint hier Zeile für Zeile.
console-script-new = Neues Skript
console-script-create = Skript anlegen
console-script-name = Name
console-script-type = Art
console-script-type-global = Global
console-script-type-project = Projekt
console-script-project = Projekt
console-script-interpreter = Interpreter
console-script-interpreter-hint = Leer lassen, wenn das Skript mit #! beginnt
console-script-description = Beschreibung
console-script-gone = Gelöschtes Skript
console-script-content = Skript
console-script-content-hint = Tab rückt ein. Mit Esc und danach Tab verlassen Sie den Editor.
console-script-limits = Grenzen und Zugriff
console-script-timeout = Zeitlimit
console-script-timeout-hint = Sekunden, höchstens 300
console-script-memory = Arbeitsspeicher
console-script-memory-hint = MiB
console-script-access = Projektdateien
console-script-access-hint = Was eine Ausführung mit den Dateien ihres Projekts tun darf
console-script-access-none = Verborgen
console-script-access-read = Nur lesen
console-script-access-write = Lesen und schreiben
console-script-network = Netzwerkzugriff
console-script-network-hint = Ausgeschaltet erreicht eine Ausführung nichts außerhalb ihrer Sandbox.
console-script-network-on = Netzwerk
console-script-enabled = Aktiviert
console-script-enabled-hint = Ein deaktiviertes Skript kann nicht ausgeführt werden.
console-script-disabled = Deaktiviert
console-script-delete-title = Dieses Skript löschen?
console-script-delete-text = Es kann dann nicht mehr ausgeführt werden.

## Runs

console-run = Ausführen
console-run-script = Skript ausführen
console-run-choose = Welches Skript?
console-run-project = Im Projekt
console-run-project-hint = Leer lassen, um es außerhalb eines Projekts auszuführen.
console-run-project-unknown = Wählen Sie ein Projekt aus der Liste.
console-run-again = Erneut ausführen
console-run-cancel = Ausführung abbrechen
console-run-exit = Exitcode
console-run-signal = Signal
console-run-duration = Dauer
console-run-output = Ausgabe
console-run-sandbox = Sandbox
console-run-by = Gestartet von
console-run-by-you = Ihnen
console-runs-none = Noch keine Ausführungen
console-runs-none-text = Starten Sie ein Skript; jede Ausführung wird hier mit ihrem Protokoll aufbewahrt.
console-runs-none-project = Führen Sie in diesem Projekt ein Skript aus, um es hier zu sehen.
console-runs-none-script = Führen Sie dieses Skript aus, um es hier zu sehen.
console-status = Status
console-filter-any-status = Beliebiger Status
console-status-queued = In Warteschlange
console-status-running = Läuft
console-status-succeeded = Erfolgreich
console-status-failed = Fehlgeschlagen
console-status-timed-out = Zeitlimit überschritten
console-status-cancelled = Abgebrochen
console-status-lost = Verloren

## The log

console-log = Protokoll
console-log-region = Protokollzeilen
console-log-search = Protokoll durchsuchen
console-log-hit-before = Vorheriger Treffer
console-log-hit-after = Nächster Treffer
console-log-wrap = Lange Zeilen umbrechen
console-log-follow = Folgen
console-log-to-end = Zum Ende springen
console-log-copy = Ausgewählte Zeilen kopieren
console-log-cut = nicht angezeigte Zeichen:
console-log-dropped = Das Protokoll hat seine Grenze erreicht. Ausgelassen:
console-log-waiting = Warten auf Ausgabe …
console-log-empty = Diese Ausführung hat nichts ausgegeben
console-copied = Kopiert
console-copy-failed = Der Browser hat das Kopieren nicht erlaubt

## Scan roots

console-roots-open = Verzeichnis hinzufügen
console-roots-path = Verzeichnis
console-roots-path-hint = Ein absoluter Pfad auf dem Server; Repositorys darunter werden in jeder Tiefe gefunden.
console-roots-add = Hinzufügen
console-roots-none = Noch keine Verzeichnisse
console-roots-none-text = Fügen Sie oben eines hinzu und durchsuchen Sie es.
console-roots-scanned = Durchsucht
console-roots-never = Noch nicht durchsucht
console-roots-delete-title = Dieses Verzeichnis entfernen?
console-roots-delete-text = Nach seinen Projekten wird dann nicht mehr gesucht.
console-scan-start = Jetzt durchsuchen
console-scan-found = Gefunden
console-scan-new = Neu
console-scan-moved = Verschoben
console-scan-missing = Verschwunden
console-scan-replaced = Ersetzt
console-scan-unreadable = Nicht lesbare Ordner
console-scan-done = Die Suche ist abgeschlossen
console-scan-failed = Die Suche wurde nicht abgeschlossen

## The API reference

console-docs-title = API-Referenz
console-docs-search = Operation suchen
console-docs-parameters = Parameter
console-docs-body = Body
console-docs-responses = Antworten
console-docs-schemas = Schemas
console-docs-required = erforderlich
console-docs-nullable = oder null
console-docs-default = Standard
console-docs-document = OpenAPI-Dokument
console-docs-console = Konsole
console-docs-untagged = Sonstige
console-docs-public = Ohne Anmeldung
console-docs-none = Keine Treffer
