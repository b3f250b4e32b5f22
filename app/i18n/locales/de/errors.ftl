# What people read when something is refused. Each message is the detail; its title is the attribute.

error-bad-request = Die Anfrage konnte nicht verstanden werden.
    .title = Ungültige Anfrage
error-bad-json = Der Body der Anfrage ist kein gültiges JSON.
    .title = Ungültiges JSON
error-bad-cursor = Dieser Cursor stammt nicht aus dieser Liste oder gehört zu anderen Filtern.
    .title = Ungültiger Cursor
error-bad-idempotency-key = Der Idempotency-Key muss aus 1 bis 255 sichtbaren ASCII-Zeichen bestehen.
    .title = Ungültiger Idempotency-Key
error-unauthorized = Bitte melden Sie sich zuerst an.
    .title = Nicht angemeldet
error-invalid-credentials = Benutzername oder Passwort ist falsch.
    .title = Falscher Benutzername oder falsches Passwort
error-invalid-token = Das Token ist ungültig.
    .title = Ungültiges Token
error-token-expired = Das Token ist abgelaufen.
    .title = Token abgelaufen
error-token-reused = Dieses Refresh-Token wurde bereits verwendet. Alle daraus entstandenen Sitzungen wurden beendet; bitte melden Sie sich erneut an.
    .title = Token zweimal verwendet
error-csrf-failed = Der Header X-CSRF-Token fehlt oder ist falsch. Laden Sie die Seite neu und versuchen Sie es noch einmal.
    .title = Cross-Site-Prüfung fehlgeschlagen
error-forbidden = Dazu sind Sie nicht berechtigt.
    .title = Nicht erlaubt
error-not-found = Hier gibt es nichts, oder Sie dürfen es nicht sehen.
    .title = Nicht gefunden
error-method-not-allowed = Diese Adresse unterstützt die Methode nicht.
    .title = Methode nicht erlaubt
error-not-acceptable = Diese Adresse bietet keine Antwort im gewünschten Format.
    .title = Format nicht verfügbar
error-conflict = Der aktuelle Zustand lässt das nicht zu.
    .title = Konflikt
error-name-taken = Der Name { $name } ist bereits vergeben.
    .title = Name bereits vergeben
error-idempotency-conflict = Dieser Idempotency-Key wurde bereits mit einer anderen Anfrage verwendet.
    .title = Idempotency-Key bereits verwendet
error-refresh-in-progress = Diese Sitzung wurde gerade erneuert; verwenden Sie das neuere Token.
    .title = Bereits erneuert
error-last-admin = Der letzte aktive Administrator kann nicht entfernt werden.
    .title = Letzter Administrator
error-not-cancellable = Der Vorgang ist bereits beendet.
    .title = Bereits beendet
error-script-disabled = Das Skript { $name } ist deaktiviert.
    .title = Skript deaktiviert
error-link-spent = Dieser Link wurde bereits verwendet oder ist abgelaufen. Fordern Sie einen neuen an.
    .title = Link nicht mehr gültig
error-too-large = Die Anfrage ist größer als { $limit } Byte.
    .title = Zu groß
error-unsupported-media-type = Senden Sie den Body als application/json.
    .title = Medientyp nicht unterstützt
error-range-not-satisfiable = Der angeforderte Bereich liegt außerhalb des Inhalts.
    .title = Bereich nicht verfügbar
error-repository-unreadable =
    { $status ->
        [missing] Hier gibt es kein Repository mehr.
        [replaced] An seine Stelle ist ein anderes Repository getreten.
        [refused] Dieses Repository wird nicht gelesen: Es führt aus den Suchverzeichnissen hinaus oder könnte Schaden anrichten.
        [unsupported] Repositorys dieser Art werden nicht unterstützt.
       *[other] Dieses Repository ist beschädigt und kann nicht gelesen werden.
    }
    .title = Repository nicht lesbar
error-file-too-large = Die Datei ist größer als { $limit } Byte; mehr wird nicht gesendet.
    .title = Datei zu groß
error-validation = Einige Felder sind ungültig.
    .title = Ungültige Felder
error-project-blocked = Pulls von { $name } sind gesperrt: { $reason }
    .title = Projekt gesperrt
error-rate-limited =
    { $seconds ->
        [one] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunde noch einmal.
       *[other] Zu viele Versuche. Versuchen Sie es in { $seconds } Sekunden noch einmal.
    }
    .title = Zu viele Versuche
error-slow-consumer = Diese Verbindung liest zu langsam und wird geschlossen. Verbinden Sie sich neu, um an derselben Stelle fortzufahren.
    .title = Zu langsam
error-too-many-sockets = Sie haben zu viele Live-Verbindungen geöffnet. Schließen Sie einige Fenster.
    .title = Zu viele Verbindungen
error-too-many-subscriptions = Mehr Räume kann eine Verbindung nicht verfolgen; das Maximum ist { $limit }.
    .title = Zu viele Räume
error-internal = Auf dem Server ist ein Fehler aufgetreten. Nennen Sie dem Administrator die Anfrage-ID.
    .title = Interner Fehler
error-unavailable = Ein benötigter Dienst ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.
    .title = Vorübergehend nicht verfügbar
error-telegram-unavailable = Hier ist kein Telegram-Bot angebunden, oder er hat noch nicht geantwortet. Wenden Sie sich an den Administrator.
    .title = Kein Telegram-Bot

# Faults of single fields.

field-missing = Dieses Feld ist erforderlich.
field-unknown = Dieses Feld ist nicht bekannt.
field-wrong-type = Dieser Wert hat den falschen Typ.
field-too-short =
    { $limit ->
        [one] Geben Sie mindestens { $limit } Zeichen ein.
       *[other] Geben Sie mindestens { $limit } Zeichen ein.
    }
field-too-long =
    { $limit ->
        [one] Geben Sie höchstens { $limit } Zeichen ein.
       *[other] Geben Sie höchstens { $limit } Zeichen ein.
    }
field-out-of-range = Dieser Wert liegt außerhalb des zulässigen Bereichs.
field-nul = NUL-Zeichen sind nicht erlaubt.
field-not-a-choice = Dieser Wert gehört nicht zu den zulässigen.
field-not-a-time = Geben Sie den Zeitpunkt nach RFC 3339 an, zum Beispiel 2030-01-31T12:00:00Z.
field-invalid = Dieser Wert ist ungültig.
field-unknown-timezone = Diese Zeitzone ist nicht bekannt.
field-wrong-password = Das aktuelle Passwort ist falsch.
field-unknown-interpreter = Auf diesem Rechner gibt es { $name } nicht.
field-no-interpreter = Geben Sie einen Interpreter an oder beginnen Sie das Skript mit #!.
field-more-than-the-machine = Dieser Rechner hat { $limit } MiB.
field-unknown-project = Dieses Projekt gibt es nicht.
field-other-project = Dieses Skript gehört zu einem anderen Projekt.
field-variable-name = Verwenden Sie Buchstaben, Ziffern und Unterstriche und keinen Namen, den die Sandbox selbst benötigt.
field-not-a-directory = Auf dem Server gibt es kein lesbares Verzeichnis dieses Namens.
