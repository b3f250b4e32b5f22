# The words of the console. None has a parameter: numbers, dates and names are put beside them by the page.

## The frame

console-navigation = Navegação principal
console-way = Onde você está
console-administration = Administração
console-group-sky = StarsCalendars
console-menu = Mais
console-projects = Projetos
console-scripts = Scripts
console-runs = Execuções
console-notifications = Notificações
console-roots = Diretórios raiz
console-api = Referência da API
console-skip = Ir para o conteúdo
console-loading = Carregando
console-more = Mostrar mais
console-now = agora mesmo
console-close = Fechar
console-cancel = Cancelar
console-save = Salvar alterações
console-saved = Salvo
console-delete = Excluir
console-deleted = Excluído
console-download = Baixar
console-try-again = Tentar novamente
console-not-found = Nada por aqui
console-not-found-text = Este endereço não leva a lugar nenhum. Ele pode ter mudado ou ter sido digitado errado.
console-nothing-found = Nenhum resultado
console-nothing-found-text = Tente menos palavras ou limpe o filtro.
console-unsaved = As alterações não foram salvas. Sair mesmo assim?
console-noscript = O LumaStack precisa de JavaScript para mostrar o console.
console-error-network = Sem conexão
console-error-network-detail = O servidor não respondeu. Verifique se ele está em execução e se você consegue acessá-lo.
console-error-unexpected = Algo deu errado
console-offline = As atualizações ao vivo pararam. Reconectando…
console-connection-idle = Desconectado
console-connection-connecting = Conectando…
console-connection-online = Ao vivo
console-connection-offline = Reconectando…

## Keyboard

console-keys = Atalhos de teclado
console-keys-search = Pesquisar
console-keys-follow = Acompanhar o fim de um log
console-keys-leave = Fechar ou sair de um campo
console-keys-help = Esta lista

## Signing in, and the person

console-sign-in = Entrar
console-sign-in-title = Entre no seu console
console-sign-in-wait = Segundos de espera:
console-sign-out = Sair
console-sign-out-everywhere = Sair em todos os dispositivos
console-username = Nome de usuário
console-password = Senha
console-profile = Seu perfil
console-role-user = Usuário
console-role-admin = Administrador
console-language = Idioma
console-timezone = Fuso horário
console-theme = Aparência
console-theme-system = Sistema
console-theme-light = Clara
console-theme-dark = Escura

## Notifications

console-unread = Não lidas
console-notes-all = Todas as notificações
console-notes-read-all = Marcar todas como lidas
console-notes-everything = Todas
console-notes-unread = Não lidas
console-notes-none = Ainda não há notificações
console-notes-none-unread = Nenhuma não lida
console-notes-none-text = Aqui aparecem novos commits, execuções concluídas e comentários dos projetos que você acompanha.

## Projects

console-projects-search = Buscar um projeto
console-projects-none = Ainda não há projetos
console-projects-none-admin = Adicione um diretório que contenha repositórios Git e faça a varredura.
console-projects-none-user = Um administrador adiciona os diretórios em que os repositórios são procurados.
console-scan = Procurar projetos
console-filter-state = Mostrar
console-filter-all = Todos os projetos
console-filter-blocked = Bloqueados
console-filter-open = Não bloqueados
console-blocked = Bloqueado
console-blocked-title = Os pulls estão bloqueados
console-no-commits = Nenhum commit
console-project-status-active = Ativo
console-project-status-missing = Ausente
console-project-status-broken = Danificado
console-project-status-refused = Recusado
console-project-status-unsupported = Não compatível
console-project-status-replaced = Substituído
console-kind-bare = Bare
console-kind-linked-worktree = Worktree vinculada
console-kind-submodule = Submódulo
console-tab-commits = Commits
console-tab-files = Arquivos
console-tab-runs = Execuções
console-about = Sobre
console-branch = Branch
console-branches = Branches
console-tags = Tags
console-ref = Branch ou tag
console-ref-head = Branch atual
console-remote = Remoto
console-polled = Última verificação
console-path = Caminho
console-copy-path = Copiar o caminho
console-copy-sha = Copiar o identificador do commit
console-copy-text = Copiar o texto
console-commits-search = Pesquisar commits
console-commits-none = Nenhum commit
console-commits-new = Novos commits
console-files-at = Ver os arquivos neste commit
console-files-cut = Esta pasta é muito grande; só o início é mostrado.
console-files-none = Esta pasta está vazia
console-history = Histórico
console-lines = Linhas
console-file-binary = Não é um arquivo de texto
console-file-binary-text = Baixe-o para abri-lo com um programa adequado.
console-file-cut = Este arquivo é grande; só o início é mostrado. Baixe-o para vê-lo por inteiro.
console-file-empty = Este arquivo está vazio
console-subscription = Receber notificações de
console-event-commit = Novos commits
console-event-pull = Pulls
console-event-comment = Comentários
console-event-mention = Menções a mim
console-event-execution = Execuções concluídas
console-event-alert = Problemas
console-channels = Canais
console-channel-web = Este console
console-channel-telegram = Telegram
console-channel-telegram-unlinked = A sua conta ainda não está vinculada ao Telegram.

## Scripts

console-scripts-search = Buscar um script
console-scripts-none = Ainda não há scripts
console-scripts-none-text = Os scripts são executados em um sandbox e a saída aparece aqui linha por linha.
console-script-new = Novo script
console-script-create = Criar script
console-script-name = Nome
console-script-type = Tipo
console-script-type-global = Global
console-script-type-project = Projeto
console-script-project = Projeto
console-script-interpreter = Interpretador
console-script-interpreter-hint = Deixe vazio se o script começar com #!
console-script-description = Descrição
console-script-gone = Script excluído
console-script-content = Script
console-script-content-hint = A tecla Tab recua o texto. Pressione Esc e depois Tab para sair do editor.
console-script-limits = Limites e acesso
console-script-timeout = Tempo limite
console-script-timeout-hint = Segundos, no máximo 300
console-script-memory = Memória
console-script-memory-hint = MiB
console-script-access = Arquivos do projeto
console-script-access-hint = O que uma execução pode fazer com os arquivos do projeto
console-script-access-none = Ocultos
console-script-access-read = Somente leitura
console-script-access-write = Leitura e escrita
console-script-network = Acesso à rede
console-script-network-hint = Se estiver desativado, a execução não alcança nada fora do sandbox.
console-script-network-on = Rede
console-script-enabled = Ativado
console-script-enabled-hint = Um script desativado não pode ser executado.
console-script-disabled = Desativado
console-script-delete-title = Excluir este script?
console-script-delete-text = Ele não poderá mais ser executado.

## Runs

console-run = Executar
console-run-script = Executar um script
console-run-choose = Qual script?
console-run-project = No projeto
console-run-project-hint = Deixe vazio para executar fora de qualquer projeto.
console-run-project-unknown = Escolha um projeto da lista.
console-run-again = Executar novamente
console-run-cancel = Cancelar execução
console-run-exit = Código de saída
console-run-signal = Sinal
console-run-duration = Duração
console-run-output = Saída
console-run-sandbox = Sandbox
console-run-by = Iniciada por
console-run-by-you = você
console-runs-none = Ainda não há execuções
console-runs-none-text = Inicie um script; todas as execuções dele ficam guardadas aqui com o log.
console-runs-none-project = Execute um script neste projeto para vê-lo aqui.
console-runs-none-script = Execute este script para vê-lo aqui.
console-status = Status
console-filter-any-status = Qualquer status
console-status-queued = Na fila
console-status-running = Em execução
console-status-succeeded = Concluída
console-status-failed = Com falha
console-status-timed-out = Tempo esgotado
console-status-cancelled = Cancelada
console-status-lost = Perdida

## The log

console-log = Log
console-log-region = Linhas do log
console-log-search = Pesquisar no log
console-log-hit-before = Ocorrência anterior
console-log-hit-after = Próxima ocorrência
console-log-wrap = Quebrar linhas longas
console-log-follow = Acompanhar
console-log-to-end = Ir para o fim
console-log-copy = Copiar as linhas selecionadas
console-log-cut = caracteres não mostrados:
console-log-dropped = O log atingiu o limite. Omitido:
console-log-waiting = Aguardando a saída…
console-log-empty = Esta execução não imprimiu nada
console-copied = Copiado
console-copy-failed = O navegador não permitiu copiar

## Scan roots

console-roots-open = Adicionar um diretório
console-roots-path = Diretório
console-roots-path-hint = Um caminho absoluto no servidor; repositórios em qualquer nível abaixo dele são encontrados.
console-roots-add = Adicionar diretório
console-roots-none = Ainda não há diretórios
console-roots-none-text = Adicione um acima e faça a varredura.
console-roots-scanned = Última varredura:
console-roots-never = Nenhuma varredura ainda
console-roots-delete-title = Remover este diretório?
console-roots-delete-text = Os projetos dele não serão mais procurados.
console-scan-start = Varrer agora
console-scan-found = Encontrados
console-scan-new = Novos
console-scan-moved = Movidos
console-scan-missing = Ausentes
console-scan-replaced = Substituídos
console-scan-unreadable = Pastas ilegíveis
console-scan-done = A varredura terminou
console-scan-failed = A varredura não foi concluída

## The API reference

console-docs-title = Referência da API
console-docs-search = Buscar uma operação
console-docs-parameters = Parâmetros
console-docs-body = Corpo
console-docs-responses = Respostas
console-docs-schemas = Esquemas
console-docs-required = obrigatório
console-docs-nullable = ou null
console-docs-default = padrão
console-docs-document = Documento OpenAPI
console-docs-console = Console
console-docs-untagged = Outras
console-docs-public = Não requer login
console-docs-none = Nenhum resultado
