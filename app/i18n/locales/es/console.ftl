# The words of the console. None has a parameter: numbers, dates and names are put beside them by the page.

## The frame

console-navigation = Navegación principal
console-way = Ubicación actual
console-administration = Administración
console-group-sky = StarsCalendars
console-menu = Más
console-projects = Proyectos
console-scripts = Scripts
console-runs = Ejecuciones
console-notifications = Notificaciones
console-roots = Directorios raíz
console-api = Referencia de la API
console-skip = Saltar al contenido
console-loading = Cargando
console-more = Mostrar más
console-now = ahora mismo
console-close = Cerrar
console-cancel = Cancelar
console-save = Guardar cambios
console-saved = Guardado
console-delete = Eliminar
console-deleted = Eliminado
console-download = Descargar
console-try-again = Reintentar
console-not-found = Aquí no hay nada
console-not-found-text = Esta dirección no lleva a ninguna parte. Quizá haya cambiado o esté mal escrita.
console-nothing-found = Sin resultados
console-nothing-found-text = Pruebe con menos palabras o quite el filtro.
console-unsaved = Los cambios no se han guardado. ¿Salir de todos modos?
console-noscript = LumaStack necesita JavaScript para mostrar la consola.
console-error-network = Sin conexión
console-error-network-detail = El servidor no ha respondido. Compruebe que está en marcha y que puede acceder a él.
console-error-unexpected = Algo ha ido mal
console-offline = Se han interrumpido las actualizaciones en vivo. Reconectando…
console-connection-idle = Sin conexión
console-connection-connecting = Conectando…
console-connection-online = En vivo
console-connection-offline = Reconectando…

## Keyboard

console-keys = Atajos de teclado
console-keys-search = Buscar
console-keys-follow = Seguir el final de un registro
console-keys-leave = Cerrar o salir de un campo
console-keys-help = Esta lista

## Signing in, and the person

console-sign-in = Iniciar sesión
console-sign-in-title = Inicie sesión en la consola
console-sign-in-wait = Segundos de espera:
console-sign-out = Cerrar sesión
console-sign-out-everywhere = Cerrar sesión en todos los dispositivos
console-username = Nombre de usuario
console-password = Contraseña
console-profile = Su perfil
console-role-user = Usuario
console-role-admin = Administrador
console-language = Idioma
console-timezone = Zona horaria
console-theme = Apariencia
console-theme-system = Sistema
console-theme-light = Clara
console-theme-dark = Oscura

## Notifications

console-unread = Sin leer
console-notes-all = Todas las notificaciones
console-notes-read-all = Marcar todas como leídas
console-notes-everything = Todas
console-notes-unread = Sin leer
console-notes-none = Aún no hay notificaciones
console-notes-none-unread = Nada sin leer
console-notes-none-text = Aquí aparecen los commits nuevos, las ejecuciones terminadas y los comentarios de los proyectos que sigue.

## Projects

console-projects-search = Buscar un proyecto
console-projects-none = Aún no hay proyectos
console-projects-none-admin = Añada un directorio que contenga repositorios Git y explórelo.
console-projects-none-user = Un administrador añade los directorios en los que se buscan repositorios.
console-scan = Buscar proyectos
console-filter-state = Mostrar
console-filter-all = Todos los proyectos
console-filter-blocked = Bloqueados
console-filter-open = No bloqueados
console-blocked = Bloqueado
console-blocked-title = Los pulls están bloqueados
console-no-commits = Sin commits
console-project-status-active = Activo
console-project-status-missing = Desaparecido
console-project-status-broken = Dañado
console-project-status-refused = Rechazado
console-project-status-unsupported = No admitido
console-project-status-replaced = Reemplazado
console-kind-bare = Bare
console-kind-linked-worktree = Worktree vinculado
console-kind-submodule = Submódulo
console-tab-commits = Commits
console-tab-files = Archivos
console-tab-runs = Ejecuciones
console-about = Información
console-branch = Rama
console-branches = Ramas
console-tags = Etiquetas
console-ref = Rama o etiqueta
console-ref-head = Rama activa
console-remote = Remoto
console-polled = Última comprobación
console-path = Ruta
console-copy-path = Copiar la ruta
console-copy-sha = Copiar el identificador del commit
console-copy-text = Copiar el texto
console-commits-search = Buscar en los commits
console-commits-none = Sin commits
console-commits-new = Commits nuevos
console-files-at = Ver los archivos en este commit
console-files-cut = Esta carpeta es muy grande; solo se muestra el principio.
console-files-none = Esta carpeta está vacía
console-history = Historial
console-lines = Líneas
console-file-binary = No es un archivo de texto
console-file-binary-text = Descárguelo para abrirlo con un programa adecuado.
console-file-cut = Este archivo es grande; solo se muestra el principio. Descárguelo para verlo completo.
console-file-empty = Este archivo está vacío
console-subscription = Notificarme
console-event-commit = Commits nuevos
console-event-pull = Pulls
console-event-comment = Comentarios
console-event-mention = Cuando me mencionan
console-event-execution = Ejecuciones terminadas
console-event-alert = Problemas
console-channels = Canales
console-channel-web = Esta consola
console-channel-telegram = Telegram
console-channel-telegram-unlinked = Su cuenta aún no está vinculada con Telegram.

## Scripts

console-scripts-search = Buscar un script
console-scripts-none = Aún no hay scripts
console-scripts-none-text = Los scripts se ejecutan en un sandbox y su salida aparece aquí línea a línea.
console-script-new = Nuevo script
console-script-create = Crear script
console-script-name = Nombre
console-script-type = Tipo
console-script-type-global = Global
console-script-type-project = Proyecto
console-script-project = Proyecto
console-script-interpreter = Intérprete
console-script-interpreter-hint = Déjelo vacío si el script empieza con #!
console-script-description = Descripción
console-script-gone = Script eliminado
console-script-content = Script
console-script-content-hint = La tecla Tab aplica sangría. Pulse Esc y después Tab para salir del editor.
console-script-limits = Límites y acceso
console-script-timeout = Tiempo límite
console-script-timeout-hint = Segundos, 300 como máximo
console-script-memory = Memoria
console-script-memory-hint = MiB
console-script-access = Archivos del proyecto
console-script-access-hint = Qué puede hacer una ejecución con los archivos de su proyecto
console-script-access-none = Ocultos
console-script-access-read = Solo lectura
console-script-access-write = Lectura y escritura
console-script-network = Acceso a la red
console-script-network-hint = Si está desactivado, la ejecución no alcanza nada fuera de su sandbox.
console-script-network-on = Red
console-script-enabled = Activado
console-script-enabled-hint = Un script desactivado no se puede ejecutar.
console-script-disabled = Desactivado
console-script-delete-title = ¿Eliminar este script?
console-script-delete-text = Ya no se podrá ejecutar.

## Runs

console-run = Ejecutar
console-run-script = Ejecutar un script
console-run-choose = ¿Qué script?
console-run-project = En el proyecto
console-run-project-hint = Déjelo vacío para ejecutar fuera de cualquier proyecto.
console-run-project-unknown = Elija un proyecto de la lista.
console-run-again = Ejecutar de nuevo
console-run-cancel = Cancelar la ejecución
console-run-exit = Código de salida
console-run-signal = Señal
console-run-duration = Duración
console-run-output = Salida
console-run-sandbox = Sandbox
console-run-by = Iniciada por
console-run-by-you = usted
console-runs-none = Aún no hay ejecuciones
console-runs-none-text = Inicie un script; aquí se guardan todas sus ejecuciones con su registro.
console-runs-none-project = Ejecute un script en este proyecto para verlo aquí.
console-runs-none-script = Ejecute este script para verlo aquí.
console-status = Estado
console-filter-any-status = Cualquier estado
console-status-queued = En cola
console-status-running = En ejecución
console-status-succeeded = Correcta
console-status-failed = Fallida
console-status-timed-out = Tiempo agotado
console-status-cancelled = Cancelada
console-status-lost = Perdida

## The log

console-log = Registro
console-log-region = Líneas del registro
console-log-search = Buscar en el registro
console-log-hit-before = Coincidencia anterior
console-log-hit-after = Coincidencia siguiente
console-log-wrap = Ajustar las líneas largas
console-log-follow = Seguir
console-log-to-end = Ir al final
console-log-copy = Copiar las líneas seleccionadas
console-log-cut = caracteres no mostrados:
console-log-dropped = El registro alcanzó su límite. Omitido:
console-log-waiting = Esperando la salida…
console-log-empty = Esta ejecución no mostró nada
console-copied = Copiado
console-copy-failed = El navegador no permitió copiar

## Scan roots

console-roots-open = Añadir un directorio
console-roots-path = Directorio
console-roots-path-hint = Una ruta absoluta del servidor; se encuentran los repositorios a cualquier profundidad.
console-roots-add = Añadir directorio
console-roots-none = Aún no hay directorios
console-roots-none-text = Añada uno arriba y explórelo.
console-roots-scanned = Explorado
console-roots-never = Aún no explorado
console-roots-delete-title = ¿Quitar este directorio?
console-roots-delete-text = Sus proyectos dejarán de buscarse.
console-scan-start = Explorar ahora
console-scan-found = Encontrados
console-scan-new = Nuevos
console-scan-moved = Movidos
console-scan-missing = Desaparecidos
console-scan-replaced = Reemplazados
console-scan-unreadable = Carpetas ilegibles
console-scan-done = La exploración ha terminado
console-scan-failed = La exploración no ha terminado

## The API reference

console-docs-title = Referencia de la API
console-docs-search = Buscar una operación
console-docs-parameters = Parámetros
console-docs-body = Cuerpo
console-docs-responses = Respuestas
console-docs-schemas = Esquemas
console-docs-required = obligatorio
console-docs-nullable = o null
console-docs-default = predeterminado
console-docs-document = Documento OpenAPI
console-docs-console = Consola
console-docs-untagged = Otras
console-docs-public = No requiere iniciar sesión
console-docs-none = Sin resultados
