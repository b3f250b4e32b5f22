# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    Je vous dis ici ce qui se passe dans vos projets. Répondez à l’un de mes messages, et vos mots deviennent un
    commentaire sur le commit, l’exécution ou le projet dont il parle. Voici ce que vous pouvez m’envoyer :

telegram-command-projects = Vos projets
telegram-command-project = Un projet et ce qu’on peut en faire
telegram-command-commits = Les derniers commits d’un projet
telegram-command-comment = Commenter un projet ou un commit
telegram-command-subscribe = Choisir ce que je vous dis d’un projet
telegram-command-mute = Ne rien recevoir ici d’un projet
telegram-command-run = Exécuter un script
telegram-command-cancel = Annuler une question ou une exécution
telegram-command-pull = Faire un pull d’un projet
telegram-command-block = Bloquer les pulls d’un projet
telegram-command-unblock = Autoriser de nouveau les pulls
telegram-command-login = Recevoir un lien de connexion
telegram-command-timezone = Changer de fuseau horaire

telegram-cancel = Annuler
telegram-skip = Passer
telegram-stopped = Annulé.
telegram-too-late = Cette question n’est plus ouverte. Veuillez recommencer.
telegram-test = Ceci est un test. Les messages de LumaStack vous parviennent ici.

telegram-login =
    .title = Se connecter à LumaStack
    .body =
        Quelqu’un demande à se connecter en tant que « { $username } ». Si c’est vous, appuyez sur le bouton ; il sert une fois, jusqu’à { $until }.
        Sinon, ne faites rien : sans le bouton, personne n’entre. { $address }
telegram-login-button = Se connecter
telegram-login-not-now = Je viens de vous envoyer des liens. Utilisez le dernier, ou réessayez dans dix minutes.

telegram-digest =
    .title = Nouvelles : { $count }
    .body = { $count }
telegram-digest-more = … et { $count } de plus

telegram-no-project = Je ne connais aucun projet nommé { $name }, ou vous ne pouvez pas le voir.
telegram-no-projects = Il n’y a aucun projet que vous puissiez voir.
telegram-which-project = Quel projet ?
telegram-which-project-more = Quel projet ? Voici les premiers ; tapez davantage du nom pour en trouver d’autres.
telegram-projects = Vos projets :
telegram-project-blocked = Les pulls sont bloqués : { $reason }
telegram-button-commits = Commits
telegram-button-comment = Commenter
telegram-button-subscribe = Abonnement
telegram-button-run = Exécuter un script
telegram-button-pull = Pull
telegram-button-block = Bloquer les pulls
telegram-button-unblock = Autoriser les pulls
telegram-button-group = Prévenir un groupe
telegram-button-unmute = En recevoir de nouveau
telegram-button-add = Choisir le groupe
telegram-no-commits = { $project } n’a pas encore de commits.
telegram-commits =
    .title = Derniers commits de { $project }
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = Que voulez-vous dire de { $project } ?
telegram-comment-done = Votre commentaire sur { $project } est publié.
telegram-comment-on-what = Je ne sais pas de quel projet parle ce message. Utilisez /comment.

telegram-subscription = Que dois-je vous dire ici de { $project } ? Appuyez pour changer.
telegram-event-commit = Commits
telegram-event-pull = Pulls
telegram-event-comment = Commentaires
telegram-event-mention = Mentions
telegram-event-execution = Exécutions
telegram-event-alert = Alertes
telegram-muted = Vous ne recevrez plus rien ici de { $project }.

telegram-pull-queued = Un pull de { $project } va être fait.
telegram-block-ask = Pourquoi bloquer les pulls de { $project } ?
telegram-block-done = Les pulls de { $project } sont bloqués.
telegram-unblock-done = Les pulls de { $project } sont de nouveau autorisés.

telegram-group-offer = Choisissez le groupe à prévenir de { $project }. Le lien sert une fois, pendant dix minutes.
telegram-group-only = Ce lien est pour un groupe.
telegram-bind-how = Une personne qui maintient le projet envoie /bind et son nom exact, depuis un compte lié.
telegram-bind-done = Ce groupe est désormais prévenu de { $project }.
telegram-unbind-done = Ce groupe n’est plus prévenu de { $project }.

telegram-no-scripts = Il n’y a aucun script que vous puissiez exécuter.
telegram-which-script = Quel script ?
telegram-run-project = Sur quel projet exécuter { $script } ?
telegram-run-parameter = { $script } : { $name } ?
telegram-run-number = { $script } : { $name } ? Envoyez un nombre.
telegram-run-wrong = Cela ne convient pas à { $name }. Veuillez réessayer.
telegram-run-confirm =
    Exécuter { $script } avec ceci ?
    { $values }
telegram-run-queued = { $script } attend son tour. Lignes jusqu’ici : { $lines }
telegram-run-running = { $script } est en cours. Lignes jusqu’ici : { $lines }
telegram-run-tail = Les dernières lignes :
telegram-run-log = Journal
telegram-run-cancelling = L’exécution va être arrêtée.
telegram-nothing-runs = Vous n’avez aucune exécution à annuler.
telegram-which-run = Quelle exécution ?
telegram-log = Le journal de { $script }

telegram-timezone-ask = Votre fuseau horaire est { $zone }. Envoyez-moi une ville, par exemple Paris.
telegram-timezone-which = Lequel ?
telegram-timezone-unknown = Je ne connais pas de fuseau horaire { $name }. Envoyez le nom d’une grande ville voisine.
telegram-timezone-done = Votre fuseau horaire est maintenant { $zone }.

notification-bot-silent =
    .title = Le bot @{ $bot } n’entend rien
    .body = Personne n’a demandé ses messages à Telegram depuis un moment ({ $reason }). Vérifiez que le processus « bot » tourne.
notification-bot-conflict =
    .title = Un autre programme utilise le bot @{ $bot }
    .body = Il demande à Telegram les messages du même bot, si bien que certains n’arrivent pas ici. Arrêtez-le, ou créez un nouveau jeton avec @BotFather ({ $reason }).
notification-bot-token =
    .title = Le jeton du bot @{ $bot } ne marche pas
    .body = Telegram répond : { $reason }. Créez-en un nouveau avec @BotFather et enregistrez-le.
notification-bot-error =
    .title = Le bot @{ $bot } a un problème
    .body = Telegram répond : { $reason }
notification-telegram-not-admin =
    .title = Le bot ne voit pas qui est dans { $channel }
    .body = Faites-en un administrateur du canal ; d’ici là, personne de nouveau ne compte comme membre.

error-wrong-number = Ce lien a été demandé dans un autre navigateur. Donnez le nombre qui y est affiché.
    .title = Nombre requis
error-members-only = Ceci est réservé aux membres du canal Telegram { $channel }.
    .title = Réservé aux membres
error-not-linked = Votre compte n’est pas lié à Telegram.
    .title = Non lié
