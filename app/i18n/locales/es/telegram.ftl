# What the bot says in Telegram. Plain text: it is escaped and marked up when it is sent.

telegram-open = Abrir en LumaStack
telegram-yes = Sí
telegram-no = No

# The command menu: a few words each.

telegram-command-start = Empezar o vincular la cuenta
telegram-command-help = Qué puedo hacer
telegram-command-language = Cambiar el idioma
telegram-command-unlink = Desvincular esta cuenta de Telegram

telegram-start =
    ¡Hola! Aviso a los usuarios de una instalación de LumaStack de lo que ocurre en sus repositorios.
    Para recibir avisos de los suyos, inicie sesión allí, abra su perfil, elija «Vincular Telegram» y abra el enlace que se le muestre.
telegram-start-linked =
    ¡Hola, { $username }! Su cuenta está vinculada; le escribiré aquí.
    /help muestra lo que puedo hacer.
telegram-unknown = No entiendo ese mensaje. /help muestra lo que puedo hacer.
telegram-not-linked = Esta cuenta de Telegram no está vinculada con ninguna cuenta de LumaStack. /start explica cómo hacerlo.
telegram-private-only = Solo respondo en privado: escríbame a @{ $bot }.

telegram-link-ask =
    ¿Vincular esta cuenta de Telegram con la cuenta de LumaStack «{ $username }»?
    Responda que sí solo si es suya y acaba de solicitarlo allí.
telegram-link-done = Hecho: esta cuenta de Telegram está vinculada con «{ $username }». Le escribiré aquí.
telegram-link-refused = No se ha vinculado nada y ese enlace ya no sirve.
telegram-link-spent = Este enlace ya se usó o ha caducado. Solicite uno nuevo en su perfil.
telegram-link-taken =
    Esta cuenta de Telegram ya está vinculada con otra cuenta de LumaStack.
    Envíe primero /unlink y después vuelva a abrir el enlace nuevo.

telegram-unlink-ask = ¿Desvincular esta cuenta de Telegram de «{ $username }»? Dejaré de escribirle.
telegram-unlink-done = Hecho: esta cuenta de Telegram ya no está vinculada. ¡Hasta pronto!
telegram-unlink-refused = No se ha cambiado nada.

telegram-language-ask = ¿En qué idioma prefiere que le escriba?
telegram-language-done = Idioma a partir de ahora: { $language }.
