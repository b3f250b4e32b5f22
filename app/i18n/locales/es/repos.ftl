# Pulls, bloqueos, orígenes remotos y el panel.

error-pull-not-undoable = Solo se puede deshacer el último pull, y una sola vez.
    .title = No se puede deshacer
error-invalid-signature = Falta la firma de esta entrega o no es correcta.
    .title = Firma no válida
field-in-the-past = Ese momento ya ha pasado.

notification-pull-undone =
    .title = Pull de { $project } deshecho
    .body = { $branch } vuelve a estar donde estaba antes.
notification-pull-refused =
    .title = No se hizo pull de { $project }
    .body =
        { $reason ->
            [dirty] { $branch } tiene archivos modificados.
            [diverged] { $branch } tiene commits propios y no se puede avanzar.
            [blocked] Los pulls están bloqueados.
            [locked] Otro programa mantiene un bloqueo allí.
            [auth] El origen remoto rechazó las credenciales.
            [network] No se pudo contactar con el origen remoto.
            [no_upstream] { $branch } no tiene rama remota asociada.
            [in_progress] Hay un merge o rebase en curso.
            [unsuitable] LumaStack no puede hacer pull de este repositorio.
           *[other] No se pudo avanzar { $branch }.
        }
notification-upstream =
    .title = Hay commits nuevos en el origen de { $project }
    .body = La rama remota de { $branch } ha avanzado. Los commits aún no se han traído.
notification-unreachable =
    .title = No se puede contactar con el origen de { $project }
    .body = { $url } no responde desde { $since }. Se volverá a intentar, cada vez con menos frecuencia.
notification-moved-while-blocked =
    .title = { $project } se movió pese a estar bloqueado
    .body = Alguien llevó { $branch } de { $old } a { $new } mientras los pulls estaban bloqueados.

console-dashboard = Actividad
console-dashboard-span = Periodo
console-authors = Autores
console-failures = Ejecuciones fallidas
console-tab-pulls = Pulls
console-pulls-none = Aún no hay pulls
console-pull = Pull
console-pulling = Haciendo pull…
console-pull-undo = Deshacer el pull
console-pull-undo-text = La rama y sus archivos vuelven a { $sha }. Solo es posible si nada ha cambiado desde entonces.
console-pull-in-shell = en una terminal
console-pull-failed = Sin pull: { $reason }
console-pull-status-fast-forwarded = Pull hecho
console-pull-status-up-to-date = Ya estaba al día
console-pull-status-undone = Pull deshecho
console-block = Bloquear pulls
console-unblock = Quitar bloqueo
console-block-reason = Motivo
console-block-until = Hasta
console-block-enforce = Impedir también git pull en terminales
console-block-enforce-hint = Unos hooks del repositorio lo rechazan mientras dure el bloqueo.
console-upstream = Origen remoto
console-upstream-unknown = Aún sin consultar
console-upstream-unreachable = Inaccesible
console-upstream-gone = La rama ya no existe
console-upstream-up-to-date = Al día
console-upstream-ahead = Por delante
console-upstream-behind = Por detrás
console-upstream-diverged = Divergente
console-dashboard-days =
    { $count ->
        [one] { $count } día
        [many] { $count } días
       *[other] { $count } días
    }
