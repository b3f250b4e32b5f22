# What people read when something is refused. Each message is the detail; its title is the attribute.

error-bad-request = No se pudo interpretar la solicitud.
    .title = Solicitud incorrecta
error-bad-json = El cuerpo no es JSON válido.
    .title = JSON no válido
error-bad-cursor = Este cursor no procede de esta lista o corresponde a otros filtros.
    .title = Cursor no válido
error-bad-idempotency-key = Idempotency-Key debe tener entre 1 y 255 caracteres ASCII visibles.
    .title = Idempotency-Key no válida
error-unauthorized = Inicie sesión primero.
    .title = Sesión no iniciada
error-invalid-credentials = El nombre de usuario o la contraseña no son correctos.
    .title = Usuario o contraseña incorrectos
error-invalid-token = El token no es válido.
    .title = Token no válido
error-token-expired = El token ha caducado.
    .title = Token caducado
error-token-reused = Este token de renovación ya se había usado. Se han cerrado todas las sesiones derivadas de él; vuelva a iniciar sesión.
    .title = Token usado dos veces
error-csrf-failed = Falta la cabecera X-CSRF-Token o no es correcta. Recargue la página e inténtelo de nuevo.
    .title = Falló la comprobación entre sitios
error-forbidden = No tiene permiso para hacer esto.
    .title = No permitido
error-not-found = Aquí no hay nada, o usted no puede verlo.
    .title = No encontrado
error-method-not-allowed = Esta dirección no admite ese método.
    .title = Método no permitido
error-not-acceptable = Esta dirección no ofrece respuestas en el formato solicitado.
    .title = Formato no disponible
error-conflict = El estado actual no lo permite.
    .title = Conflicto
error-name-taken = El nombre { $name } ya está en uso.
    .title = Nombre en uso
error-idempotency-conflict = Esta Idempotency-Key ya se usó con otra solicitud.
    .title = Idempotency-Key ya usada
error-refresh-in-progress = Esta sesión se acaba de renovar; use el token más reciente.
    .title = Sesión ya renovada
error-last-admin = No se puede quitar al último administrador activo.
    .title = Último administrador
error-not-cancellable = Esto ya ha terminado.
    .title = Ya terminado
error-script-disabled = El script { $name } está desactivado.
    .title = Script desactivado
error-link-spent = Este enlace ya se usó o ha caducado. Solicite uno nuevo.
    .title = El enlace ya no es válido
error-too-large = La solicitud supera los { $limit } bytes.
    .title = Demasiado grande
error-unsupported-media-type = Envíe el cuerpo como application/json.
    .title = Tipo de contenido no admitido
error-range-not-satisfiable = El intervalo solicitado está fuera del contenido.
    .title = Intervalo no válido
error-repository-unreadable =
    { $status ->
        [missing] Aquí ya no hay ningún repositorio.
        [replaced] Otro repositorio ocupa ahora el lugar de este.
        [refused] Este repositorio no se lee: conduce fuera de los directorios raíz o podría causar daños.
        [unsupported] Este tipo de repositorio no es compatible.
       *[other] Este repositorio está dañado y no se puede leer.
    }
    .title = Repositorio ilegible
error-file-too-large = El archivo supera los { $limit } bytes, el máximo que se envía.
    .title = Archivo demasiado grande
error-validation = Algunos campos no son válidos.
    .title = Campos no válidos
error-project-blocked = Los pulls de { $name } están bloqueados: { $reason }
    .title = Proyecto bloqueado
error-rate-limited =
    { $seconds ->
        [one] Demasiados intentos. Vuelva a intentarlo en { $seconds } segundo.
        [many] Demasiados intentos. Vuelva a intentarlo en { $seconds } de segundos.
       *[other] Demasiados intentos. Vuelva a intentarlo en { $seconds } segundos.
    }
    .title = Demasiados intentos
error-slow-consumer = Esta conexión lee demasiado despacio y se cierra. Conéctese de nuevo para continuar donde se quedó.
    .title = Demasiado lenta
error-too-many-sockets = Tiene demasiadas conexiones en vivo abiertas. Cierre algunas ventanas.
    .title = Demasiadas conexiones
error-too-many-subscriptions = El máximo de salas que puede seguir una conexión es { $limit }.
    .title = Demasiadas salas
error-internal = Se ha producido un error en el servidor. Indique al administrador el identificador de la solicitud.
    .title = Error interno
error-unavailable = Un servicio necesario no está disponible. Inténtelo de nuevo en un momento.
    .title = No disponible por el momento
error-telegram-unavailable = No hay ningún bot de Telegram conectado o todavía no ha respondido. Consulte al administrador.
    .title = Sin bot de Telegram

# Faults of single fields.

field-missing = Este campo es obligatorio.
field-unknown = Este campo no existe.
field-wrong-type = El tipo de este valor no es correcto.
field-too-short =
    { $limit ->
        [one] Escriba al menos { $limit } carácter.
        [many] Escriba al menos { $limit } de caracteres.
       *[other] Escriba al menos { $limit } caracteres.
    }
field-too-long =
    { $limit ->
        [one] Escriba como máximo { $limit } carácter.
        [many] Escriba como máximo { $limit } de caracteres.
       *[other] Escriba como máximo { $limit } caracteres.
    }
field-out-of-range = Este valor está fuera del intervalo permitido.
field-nul = No se admite el carácter NUL.
field-not-a-choice = Este valor no es uno de los permitidos.
field-not-a-time = Indique la fecha y hora según RFC 3339; por ejemplo, 2030-01-31T12:00:00Z.
field-invalid = Este valor no es válido.
field-unknown-timezone = Zona horaria desconocida.
field-wrong-password = La contraseña actual no es correcta.
field-unknown-interpreter = En esta máquina no está { $name }.
field-no-interpreter = Indique un intérprete o empiece el script con #!.
field-more-than-the-machine = Esta máquina tiene { $limit } MiB.
field-unknown-project = Ese proyecto no existe.
field-other-project = Este script pertenece a otro proyecto.
field-variable-name = Use letras, cifras y guiones bajos, y ningún nombre que necesite el propio sandbox.
field-not-a-directory = En el servidor no hay ningún directorio legible con ese nombre.
