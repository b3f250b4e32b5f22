# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    Aqui eu conto o que acontece nos seus projetos. Responda a uma mensagem minha e as suas palavras se tornam um
    comentário sobre o commit, a execução ou o projeto de que ela trata. Isto é o que você pode me enviar:

telegram-command-projects = Os seus projetos
telegram-command-project = Um projeto e o que se pode fazer com ele
telegram-command-commits = Os commits mais recentes de um projeto
telegram-command-comment = Comentar um projeto ou um commit
telegram-command-subscribe = Escolher o que conto de um projeto
telegram-command-mute = Não receber nada de um projeto aqui
telegram-command-run = Executar um script
telegram-command-cancel = Cancelar uma pergunta ou uma execução
telegram-command-pull = Fazer pull de um projeto
telegram-command-block = Bloquear os pulls de um projeto
telegram-command-unblock = Permitir pulls de novo
telegram-command-login = Receber um link para entrar
telegram-command-timezone = Mudar o fuso horário

telegram-cancel = Cancelar
telegram-skip = Pular
telegram-stopped = Cancelado.
telegram-too-late = Essa pergunta não está mais aberta. Comece de novo, por favor.
telegram-test = Isto é um teste. As mensagens do LumaStack chegam a você aqui.

telegram-login =
    .title = Entrar no LumaStack
    .body =
        Alguém pediu para entrar como “{ $username }”. Se foi você, toque no botão; ele funciona uma vez, até { $until }.
        Se não foi você, não faça nada: sem o botão ninguém entra. { $address }
telegram-login-button = Entrar
telegram-login-not-now = Acabei de enviar links a você. Use o último ou tente de novo em dez minutos.

telegram-digest =
    .title = Novidades: { $count }
    .body = { $count }
telegram-digest-more = … e mais { $count }

telegram-no-project = Não conheço nenhum projeto chamado { $name }, ou você não pode vê-lo.
telegram-no-projects = Não há projetos que você possa ver.
telegram-which-project = Qual projeto?
telegram-which-project-more = Qual projeto? Estes são os primeiros; digite mais do nome para achar outros.
telegram-projects = Os seus projetos:
telegram-project-blocked = Os pulls estão bloqueados: { $reason }
telegram-button-commits = Commits
telegram-button-comment = Comentar
telegram-button-subscribe = Avisos
telegram-button-run = Executar um script
telegram-button-pull = Pull
telegram-button-block = Bloquear pulls
telegram-button-unblock = Permitir pulls
telegram-button-group = Avisar um grupo
telegram-button-unmute = Voltar a receber
telegram-button-add = Escolher o grupo
telegram-no-commits = { $project } ainda não tem commits.
telegram-commits =
    .title = Commits mais recentes de { $project }
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = O que você quer dizer sobre { $project }?
telegram-comment-done = O seu comentário sobre { $project } foi publicado.
telegram-comment-on-what = Não sei de qual projeto trata essa mensagem. Use /comment.

telegram-subscription = O que devo contar aqui sobre { $project }? Toque para mudar.
telegram-event-commit = Commits
telegram-event-pull = Pulls
telegram-event-comment = Comentários
telegram-event-mention = Menções
telegram-event-execution = Execuções
telegram-event-alert = Alertas
telegram-muted = Você não receberá nada de { $project } aqui.

telegram-pull-queued = Será feito o pull de { $project }.
telegram-block-ask = Por que bloquear os pulls de { $project }?
telegram-block-done = Os pulls de { $project } estão bloqueados.
telegram-unblock-done = Os pulls de { $project } estão permitidos de novo.

telegram-group-offer = Escolha o grupo que será avisado de { $project }. O link funciona uma vez, durante dez minutos.
telegram-group-only = Esse link é para um grupo.
telegram-bind-how = Quem mantém o projeto envia /bind e o nome exato, a partir de uma conta vinculada.
telegram-bind-done = A partir de agora este grupo é avisado de { $project }.
telegram-unbind-done = Este grupo não é mais avisado de { $project }.

telegram-no-scripts = Não há nenhum script que você possa executar.
telegram-which-script = Qual script?
telegram-run-project = Em qual projeto { $script } deve ser executado?
telegram-run-parameter = { $script }: { $name }?
telegram-run-number = { $script }: { $name }? Envie um número.
telegram-run-wrong = Isso não serve para { $name }. Tente de novo, por favor.
telegram-run-confirm =
    Executar { $script } com isto?
    { $values }
telegram-run-queued = { $script } espera a vez. Linhas até agora: { $lines }
telegram-run-running = { $script } está em execução. Linhas até agora: { $lines }
telegram-run-tail = As últimas linhas:
telegram-run-log = Registro
telegram-run-cancelling = A execução será interrompida.
telegram-nothing-runs = Você não tem nenhuma execução para cancelar.
telegram-which-run = Qual execução?
telegram-log = O registro de { $script }

telegram-timezone-ask = O seu fuso horário é { $zone }. Envie uma cidade, por exemplo Lisbon.
telegram-timezone-which = Qual deles?
telegram-timezone-unknown = Não conheço o fuso horário { $name }. Envie o nome de uma cidade grande próxima.
telegram-timezone-done = O seu fuso horário agora é { $zone }.

notification-bot-silent =
    .title = O bot @{ $bot } não ouve nada
    .body = Há algum tempo ninguém pede as mensagens dele ao Telegram ({ $reason }). Veja se o processo “bot” está em execução.
notification-bot-conflict =
    .title = Outro programa usa o bot @{ $bot }
    .body = Ele pede ao Telegram as mensagens do mesmo bot, e algumas não chegam aqui. Encerre-o ou crie um token novo com o @BotFather ({ $reason }).
notification-bot-token =
    .title = O token do bot @{ $bot } não funciona
    .body = O Telegram responde: { $reason }. Crie um novo com o @BotFather e salve-o.
notification-bot-error =
    .title = O bot @{ $bot } tem um problema
    .body = O Telegram responde: { $reason }
notification-telegram-not-admin =
    .title = O bot não vê quem está em { $channel }
    .body = Torne-o administrador do canal; até lá ninguém novo conta como membro.

error-wrong-number = Este link foi pedido em outro navegador. Informe o número mostrado lá.
    .title = Falta o número
error-members-only = Isto é para membros do canal { $channel } do Telegram.
    .title = Só para membros
error-not-linked = A sua conta não está vinculada ao Telegram.
    .title = Não vinculada
