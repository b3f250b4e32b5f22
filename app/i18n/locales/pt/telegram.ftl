# What the bot says in Telegram. Plain text: it is escaped and marked up when it is sent.

telegram-open = Abrir no LumaStack
telegram-yes = Sim
telegram-no = Não

# The command menu: a few words each.

telegram-command-start = Começar ou vincular a conta
telegram-command-help = O que posso fazer
telegram-command-language = Mudar o idioma
telegram-command-unlink = Desvincular esta conta do Telegram

telegram-start =
    Olá! Eu aviso os usuários de uma instalação do LumaStack sobre o que acontece nos repositórios deles.
    Para receber avisos dos seus, entre na sua conta lá, abra o seu perfil, escolha “Vincular Telegram” e abra o link exibido.
telegram-start-linked =
    Olá, { $username }! A sua conta está vinculada; vou escrever para você aqui.
    /help mostra o que posso fazer.
telegram-unknown = Não entendi. /help mostra o que posso fazer.
telegram-not-linked = Esta conta do Telegram não está vinculada a nenhuma conta do LumaStack. /start explica como fazer isso.
telegram-private-only = Só respondo em conversa privada: escreva para @{ $bot }.

telegram-link-ask =
    Vincular esta conta do Telegram à conta do LumaStack “{ $username }”?
    Responda sim somente se ela for sua e você tiver acabado de pedir isso lá.
telegram-link-done = Pronto: esta conta do Telegram está vinculada a “{ $username }”. Vou escrever para você aqui.
telegram-link-refused = Nada foi vinculado, e aquele link não funciona mais.
telegram-link-spent = Este link já foi usado ou expirou. Solicite outro no seu perfil.
telegram-link-taken =
    Esta conta do Telegram já está vinculada a outra conta do LumaStack.
    Envie /unlink primeiro e depois abra o novo link outra vez.

telegram-unlink-ask = Desvincular esta conta do Telegram de “{ $username }”? Vou parar de escrever para você.
telegram-unlink-done = Pronto: esta conta do Telegram não está mais vinculada. Até logo!
telegram-unlink-refused = Nada foi alterado.

telegram-language-ask = Em que idioma devo falar?
telegram-language-done = Idioma a partir de agora: { $language }.
