# What people are told, in the browser and by Telegram. Every message has a title and a body, both plain text.

notification-commit =
    .title = Nuevo commit en { $project }
    .body = { $author } en { $branch }: { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $count } commit nuevo en { $project }
            [many] { $count } de commits nuevos en { $project }
           *[other] { $count } commits nuevos en { $project }
        }
    .body = En { $branch }; el último, de { $author }: { $subject }
notification-history-rewritten =
    .title = Historial de { $project } reescrito
    .body = La rama { $branch } ya no contiene lo que contenía: pasó de { $old } a { $new }.

notification-pull =
    .title = Pull de { $project } realizado
    .body =
        { $count ->
            [one] { $branch } avanzó { $count } commit.
            [many] { $branch } avanzó { $count } de commits.
           *[other] { $branch } avanzó { $count } commits.
        }
notification-pull-failed =
    .title = Falló el pull de { $project }
    .body = No se pudo avanzar { $branch }: { $reason }

notification-comment =
    .title = Comentario de { $author } en { $project }
    .body = { $text }
notification-mention =
    .title = Mención de { $author } en { $project }
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } terminó correctamente
    .body = Duración de la ejecución: { $duration }.
notification-execution-failed =
    .title = { $script } falló
    .body = Duró { $duration } y terminó con el código de salida { $code }.
notification-execution-timed-out =
    .title = { $script } agotó el tiempo
    .body = Se detuvo tras { $duration }.
notification-execution-cancelled =
    .title = Ejecución de { $script } cancelada
    .body = Se detuvo tras { $duration }.
notification-execution-lost =
    .title = Ejecución de { $script } perdida
    .body = La máquina que la ejecutaba se detuvo, así que no se sabe cómo terminó. No se repite de forma automática.

notification-project-missing =
    .title = { $project } ha desaparecido
    .body = Ya no hay ningún repositorio en { $path }. Se conserva lo que se sabe de él.

notification-telegram-linked =
    .title = Telegram vinculado
    .body = Se ha vinculado una cuenta de Telegram con la suya, y recibirá sus mensajes. Si no fue usted, desvincúlela en su perfil y cambie la contraseña.

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
