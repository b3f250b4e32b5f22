# What people are told, in the browser and by Telegram. Every message has a title and a body, both plain text.

notification-commit =
    .title = Nouveau commit dans { $project }
    .body = { $author } sur { $branch } : { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $count } nouveau commit dans { $project }
            [many] { $count } de nouveaux commits dans { $project }
           *[other] { $count } nouveaux commits dans { $project }
        }
    .body = Sur { $branch }, le dernier par { $author } : { $subject }
notification-history-rewritten =
    .title = Historique de { $project } réécrit
    .body = La branche { $branch } ne contient plus ce qu’elle contenait : elle est passée de { $old } à { $new }.

notification-pull =
    .title = Pull de { $project } effectué
    .body =
        { $count ->
            [one] { $branch } a avancé de { $count } commit.
            [many] { $branch } a avancé de { $count } de commits.
           *[other] { $branch } a avancé de { $count } commits.
        }
notification-pull-failed =
    .title = Échec du pull de { $project }
    .body = Impossible de faire avancer { $branch } : { $reason }

notification-comment =
    .title = Commentaire de { $author } sur { $project }
    .body = { $text }
notification-mention =
    .title = { $author } vous mentionne dans { $project }
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } a réussi
    .body = Terminé sans erreur en { $duration }.
notification-execution-failed =
    .title = { $script } a échoué
    .body = Terminé après { $duration } avec le code de sortie { $code }.
notification-execution-timed-out =
    .title = { $script } a dépassé le temps imparti
    .body = Arrêté après { $duration }.
notification-execution-cancelled =
    .title = { $script } a été annulé
    .body = Arrêté après { $duration }.
notification-execution-lost =
    .title = Exécution de { $script } perdue
    .body = La machine qui l’exécutait s’est arrêtée ; on ignore donc comment elle s’est terminée. Elle n’est pas relancée automatiquement.

notification-project-missing =
    .title = { $project } a disparu
    .body = Il n’y a plus de dépôt à l’emplacement { $path }. Ce que l’on en sait est conservé.

notification-telegram-linked =
    .title = Telegram associé
    .body = Un compte Telegram a été associé au vôtre et recevra vos messages. Si vous n’en êtes pas à l’origine, dissociez-le dans votre profil et changez votre mot de passe.

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
