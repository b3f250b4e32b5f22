# What the bot says in Telegram. Plain text: it is escaped and marked up when it is sent.

telegram-open = Ouvrir dans LumaStack
telegram-yes = Oui
telegram-no = Non

# The command menu: a few words each.

telegram-command-start = Commencer ou associer votre compte
telegram-command-help = Ce que je sais faire
telegram-command-language = Changer de langue
telegram-command-unlink = Dissocier ce compte Telegram

telegram-start =
    Bonjour ! J’informe les utilisateurs d’une installation LumaStack de ce qui se passe dans leurs dépôts.
    Pour avoir des nouvelles des vôtres, connectez-vous là-bas, ouvrez votre profil, choisissez « Associer Telegram » et ouvrez le lien affiché.
telegram-start-linked =
    Bonjour { $username } ! Votre compte est associé ; je vous écrirai ici.
    /help montre ce que je sais faire.
telegram-unknown = Je ne comprends pas. /help montre ce que je sais faire.
telegram-not-linked = Ce compte Telegram n’est associé à aucun compte LumaStack. /start explique comment faire.
telegram-private-only = Je ne réponds qu’en privé : écrivez-moi à @{ $bot }.

telegram-link-ask =
    Associer ce compte Telegram au compte LumaStack « { $username } » ?
    Ne répondez oui que si c’est le vôtre et que vous venez d’en faire la demande là-bas.
telegram-link-done = C’est fait : ce compte Telegram est associé à « { $username } ». Je vous écrirai ici.
telegram-link-refused = Rien n’a été associé, et ce lien ne fonctionne plus.
telegram-link-spent = Ce lien a déjà servi ou a expiré. Demandez-en un nouveau dans votre profil.
telegram-link-taken =
    Ce compte Telegram est déjà associé à un autre compte LumaStack.
    Envoyez d’abord /unlink, puis rouvrez le nouveau lien.

telegram-unlink-ask = Dissocier ce compte Telegram de « { $username } » ? Je cesserai alors de vous écrire.
telegram-unlink-done = C’est fait : ce compte Telegram n’est plus associé. Au revoir !
telegram-unlink-refused = Rien n’a été modifié.

telegram-language-ask = Dans quelle langue dois-je vous écrire ?
telegram-language-done = Langue désormais utilisée : { $language }.
