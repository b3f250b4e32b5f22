# What the bot says in Telegram. Plain text: it is escaped and marked up when it is sent.

telegram-open = In LumaStack öffnen
telegram-yes = Ja
telegram-no = Nein

# The command menu: a few words each.

telegram-command-start = Loslegen oder Konto verknüpfen
telegram-command-help = Was ich kann
telegram-command-language = Sprache ändern
telegram-command-unlink = Verknüpfung dieses Telegram-Kontos aufheben

telegram-start =
    Hallo! Ich melde den Benutzern einer LumaStack-Installation, was in ihren Repositorys geschieht.
    Um von Ihren zu erfahren, melden Sie sich dort an, öffnen Sie Ihr Profil, wählen Sie „Telegram verknüpfen“ und öffnen Sie den angezeigten Link.
telegram-start-linked =
    Hallo { $username }! Ihr Konto ist verknüpft; ich schreibe Ihnen hier.
    /help zeigt, was ich kann.
telegram-unknown = Das verstehe ich nicht. /help zeigt, was ich kann.
telegram-not-linked = Dieses Telegram-Konto ist mit keinem LumaStack-Konto verknüpft. /start erklärt, wie das geht.
telegram-private-only = Ich antworte nur im privaten Chat: Schreiben Sie mir an @{ $bot }.

telegram-link-ask =
    Dieses Telegram-Konto mit dem LumaStack-Konto „{ $username }“ verknüpfen?
    Antworten Sie nur mit Ja, wenn es Ihres ist und Sie dort gerade darum gebeten haben.
telegram-link-done = Erledigt: Dieses Telegram-Konto ist mit „{ $username }“ verknüpft. Ich schreibe Ihnen hier.
telegram-link-refused = Es wurde nichts verknüpft, und der Link funktioniert nicht mehr.
telegram-link-spent = Dieser Link wurde bereits verwendet oder ist abgelaufen. Fordern Sie in Ihrem Profil einen neuen an.
telegram-link-taken =
    Dieses Telegram-Konto ist bereits mit einem anderen LumaStack-Konto verknüpft.
    Senden Sie zuerst /unlink und öffnen Sie dann den neuen Link noch einmal.

telegram-unlink-ask = Verknüpfung dieses Telegram-Kontos mit „{ $username }“ aufheben? Ich schreibe Ihnen dann nicht mehr.
telegram-unlink-done = Erledigt: Dieses Telegram-Konto ist nicht mehr verknüpft. Auf Wiedersehen!
telegram-unlink-refused = Es wurde nichts geändert.

telegram-language-ask = In welcher Sprache soll ich Ihnen schreiben?
telegram-language-done = Sprache ab jetzt: { $language }.
