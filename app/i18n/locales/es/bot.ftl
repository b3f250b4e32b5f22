# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    Aquí le aviso de lo que ocurre en sus proyectos. Responda a un mensaje mío y sus palabras serán un comentario
    sobre el commit, la ejecución o el proyecto del que trata. Esto es lo que puede enviarme:

telegram-command-projects = Sus proyectos
telegram-command-project = Un proyecto y lo que se puede hacer con él
telegram-command-commits = Los últimos commits de un proyecto
telegram-command-comment = Comentar un proyecto o un commit
telegram-command-subscribe = Elegir de qué le aviso en un proyecto
telegram-command-mute = No recibir aquí nada de un proyecto
telegram-command-run = Ejecutar un script
telegram-command-cancel = Cancelar una pregunta o una ejecución
telegram-command-pull = Hacer pull de un proyecto
telegram-command-block = Bloquear los pulls de un proyecto
telegram-command-unblock = Permitir de nuevo los pulls
telegram-command-login = Recibir un enlace para iniciar sesión
telegram-command-timezone = Cambiar la zona horaria

telegram-cancel = Cancelar
telegram-skip = Omitir
telegram-stopped = Cancelado.
telegram-too-late = Esa pregunta ya no está abierta. Empiece de nuevo, por favor.
telegram-test = Esto es una prueba. Los mensajes de LumaStack le llegan aquí.

telegram-login =
    .title = Iniciar sesión en LumaStack
    .body =
        Alguien ha pedido iniciar sesión como «{ $username }». Si ha sido usted, pulse el botón; funciona una vez, hasta { $until }.
        Si no ha sido usted, no haga nada: sin el botón nadie entra. { $address }
telegram-login-button = Iniciar sesión
telegram-login-not-now = Acabo de enviarle varios enlaces. Use el último o inténtelo de nuevo dentro de diez minutos.

telegram-digest =
    .title = Novedades: { $count }
    .body = { $count }
telegram-digest-more = … y { $count } más

telegram-no-project = No conozco ningún proyecto llamado { $name }, o usted no puede verlo.
telegram-no-projects = No hay proyectos que usted pueda ver.
telegram-which-project = ¿Qué proyecto?
telegram-which-project-more = ¿Qué proyecto? Estos son los primeros; escriba más del nombre para encontrar otros.
telegram-projects = Sus proyectos:
telegram-project-blocked = Los pulls están bloqueados: { $reason }
telegram-button-commits = Commits
telegram-button-comment = Comentar
telegram-button-subscribe = Avisos
telegram-button-run = Ejecutar un script
telegram-button-pull = Pull
telegram-button-block = Bloquear pulls
telegram-button-unblock = Permitir pulls
telegram-button-group = Avisar a un grupo
telegram-button-unmute = Volver a recibir avisos
telegram-button-add = Elegir el grupo
telegram-no-commits = { $project } todavía no tiene commits.
telegram-commits =
    .title = Últimos commits de { $project }
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = ¿Qué quiere decir sobre { $project }?
telegram-comment-done = Su comentario sobre { $project } está publicado.
telegram-comment-on-what = No sé de qué proyecto trata ese mensaje. Use /comment.

telegram-subscription = ¿De qué le aviso aquí en { $project }? Pulse para cambiarlo.
telegram-event-commit = Commits
telegram-event-pull = Pulls
telegram-event-comment = Comentarios
telegram-event-mention = Menciones
telegram-event-execution = Ejecuciones
telegram-event-alert = Alertas
telegram-muted = No recibirá aquí nada de { $project }.

telegram-pull-queued = Se hará pull de { $project }.
telegram-block-ask = ¿Por qué se bloquean los pulls de { $project }?
telegram-block-done = Los pulls de { $project } están bloqueados.
telegram-unblock-done = Los pulls de { $project } se permiten de nuevo.

telegram-group-offer = Elija el grupo al que hay que avisar de { $project }. El enlace funciona una vez, durante diez minutos.
telegram-group-only = Ese enlace es para un grupo.
telegram-bind-how = Quien mantiene el proyecto envía /bind y su nombre exacto desde una cuenta vinculada.
telegram-bind-done = Desde ahora este grupo recibe avisos de { $project }.
telegram-unbind-done = Este grupo ya no recibe avisos de { $project }.

telegram-no-scripts = No hay ningún script que usted pueda ejecutar.
telegram-which-script = ¿Qué script?
telegram-run-project = ¿En qué proyecto se ejecuta { $script }?
telegram-run-parameter = { $script }: ¿{ $name }?
telegram-run-number = { $script }: ¿{ $name }? Envíe un número.
telegram-run-wrong = Eso no sirve para { $name }. Inténtelo de nuevo, por favor.
telegram-run-confirm =
    ¿Ejecuto { $script } con esto?
    { $values }
telegram-run-queued = { $script } espera su turno. Líneas hasta ahora: { $lines }
telegram-run-running = { $script } se está ejecutando. Líneas hasta ahora: { $lines }
telegram-run-tail = Las últimas líneas:
telegram-run-log = Registro
telegram-run-cancelling = Se va a detener.
telegram-nothing-runs = No tiene ninguna ejecución que se pueda cancelar.
telegram-which-run = ¿Qué ejecución?
telegram-log = El registro de { $script }

telegram-timezone-ask = Su zona horaria es { $zone }. Envíeme una ciudad, por ejemplo Madrid.
telegram-timezone-which = ¿Cuál?
telegram-timezone-unknown = No conozco la zona horaria { $name }. Envíe el nombre de una ciudad grande cercana.
telegram-timezone-done = Su zona horaria es ahora { $zone }.

notification-bot-silent =
    .title = El bot @{ $bot } no oye nada
    .body = Hace tiempo que nadie pide a Telegram sus mensajes ({ $reason }). Compruebe si el proceso «bot» está en marcha.
notification-bot-conflict =
    .title = Otro programa usa el bot @{ $bot }
    .body = Pide a Telegram los mensajes del mismo bot, así que algunos no llegan aquí. Deténgalo o cree un token nuevo con @BotFather ({ $reason }).
notification-bot-token =
    .title = El token del bot @{ $bot } no funciona
    .body = Telegram dice: { $reason }. Cree uno nuevo con @BotFather y guárdelo.
notification-bot-error =
    .title = El bot @{ $bot } tiene un problema
    .body = Telegram dice: { $reason }
notification-telegram-not-admin =
    .title = El bot no puede ver quién está en { $channel }
    .body = Hágalo administrador del canal; hasta entonces nadie nuevo cuenta como miembro.

error-wrong-number = Este enlace se pidió en otro navegador. Indique el número que se muestra allí.
    .title = Falta el número
error-members-only = Esto es para los miembros del canal de Telegram { $channel }.
    .title = Solo para miembros
error-not-linked = Su cuenta no está vinculada con Telegram.
    .title = Sin vincular
