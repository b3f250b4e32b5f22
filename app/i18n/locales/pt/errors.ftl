# What people read when something is refused. Each message is the detail; its title is the attribute.

error-bad-request = Não foi possível interpretar a solicitação.
    .title = Solicitação inválida
error-bad-json = O corpo não é um JSON válido.
    .title = JSON inválido
error-bad-cursor = Este cursor não foi gerado por esta lista ou corresponde a outros filtros.
    .title = Cursor inválido
error-bad-idempotency-key = Idempotency-Key deve ter de 1 a 255 caracteres ASCII visíveis.
    .title = Idempotency-Key inválida
error-unauthorized = Entre na sua conta primeiro.
    .title = Sessão não iniciada
error-invalid-credentials = O nome de usuário ou a senha não confere.
    .title = Usuário ou senha incorretos
error-invalid-token = O token não é válido.
    .title = Token inválido
error-token-expired = O token expirou.
    .title = Token expirado
error-token-reused = Este token de renovação já foi usado. Todas as sessões originadas dele foram encerradas; entre novamente.
    .title = Token usado duas vezes
error-csrf-failed = O cabeçalho X-CSRF-Token está ausente ou incorreto. Recarregue a página e tente novamente.
    .title = Falha na verificação entre sites
error-forbidden = Você não tem permissão para fazer isso.
    .title = Não permitido
error-not-found = Não há nada aqui ou você não tem acesso.
    .title = Não encontrado
error-method-not-allowed = Este endereço não aceita esse método.
    .title = Método não permitido
error-not-acceptable = Este endereço não oferece resposta no formato solicitado.
    .title = Formato indisponível
error-conflict = O estado atual não permite isso.
    .title = Conflito
error-name-taken = O nome { $name } já está em uso.
    .title = Nome já em uso
error-idempotency-conflict = Esta Idempotency-Key já foi usada com outra solicitação.
    .title = Idempotency-Key já usada
error-refresh-in-progress = Esta sessão acabou de ser renovada; use o token mais recente.
    .title = Sessão já renovada
error-last-admin = Não é possível remover o último administrador ativo.
    .title = Último administrador
error-not-cancellable = Isto já terminou.
    .title = Já terminou
error-script-disabled = O script { $name } está desativado.
    .title = Script desativado
error-link-spent = Este link já foi usado ou expirou. Solicite outro.
    .title = O link não é mais válido
error-too-large = A solicitação ultrapassa { $limit } bytes.
    .title = Grande demais
error-unsupported-media-type = Envie o corpo como application/json.
    .title = Tipo de conteúdo não aceito
error-range-not-satisfiable = O intervalo solicitado está fora do conteúdo.
    .title = Intervalo inválido
error-repository-unreadable =
    { $status ->
        [missing] Não há mais um repositório aqui.
        [replaced] Outro repositório ocupou o lugar deste.
        [refused] Este repositório não é lido: ele leva para fora dos diretórios raiz ou poderia causar danos.
        [unsupported] Este tipo de repositório não é compatível.
       *[other] Este repositório está danificado e não pode ser lido.
    }
    .title = Repositório ilegível
error-file-too-large = O arquivo ultrapassa { $limit } bytes, o máximo que é enviado.
    .title = Arquivo grande demais
error-validation = Alguns campos não são válidos.
    .title = Campos inválidos
error-project-blocked = Os pulls de { $name } estão bloqueados: { $reason }
    .title = Projeto bloqueado
error-rate-limited =
    { $seconds ->
        [one] Tentativas demais. Tente novamente em { $seconds } segundo.
        [many] Tentativas demais. Tente novamente em { $seconds } de segundos.
       *[other] Tentativas demais. Tente novamente em { $seconds } segundos.
    }
    .title = Tentativas demais
error-slow-consumer = Esta conexão lê devagar demais e foi encerrada. Conecte-se novamente para continuar de onde parou.
    .title = Lenta demais
error-too-many-sockets = Você tem conexões ao vivo demais abertas. Feche algumas janelas.
    .title = Conexões demais
error-too-many-subscriptions = O máximo de salas que uma conexão pode acompanhar é { $limit }.
    .title = Salas demais
error-internal = Ocorreu um erro no servidor. Informe ao administrador o identificador da solicitação.
    .title = Erro interno
error-unavailable = Um serviço necessário está indisponível. Tente novamente daqui a pouco.
    .title = Temporariamente indisponível
error-telegram-unavailable = Não há nenhum bot do Telegram conectado aqui ou ele ainda não respondeu. Fale com o administrador.
    .title = Sem bot do Telegram

# Faults of single fields.

field-missing = Este campo é obrigatório.
field-unknown = Este campo não existe.
field-wrong-type = O tipo deste valor está incorreto.
field-too-short =
    { $limit ->
        [one] Informe pelo menos { $limit } caractere.
        [many] Informe pelo menos { $limit } de caracteres.
       *[other] Informe pelo menos { $limit } caracteres.
    }
field-too-long =
    { $limit ->
        [one] Informe no máximo { $limit } caractere.
        [many] Informe no máximo { $limit } de caracteres.
       *[other] Informe no máximo { $limit } caracteres.
    }
field-out-of-range = Este valor está fora do intervalo permitido.
field-nul = O caractere NUL não é permitido.
field-not-a-choice = Este valor não é um dos permitidos.
field-not-a-time = Informe data e hora conforme a RFC 3339, por exemplo 2030-01-31T12:00:00Z.
field-invalid = Este valor não é válido.
field-unknown-timezone = Fuso horário desconhecido.
field-wrong-password = A senha atual está incorreta.
field-unknown-interpreter = Não há { $name } nesta máquina.
field-no-interpreter = Indique um interpretador ou comece o script com #!.
field-more-than-the-machine = Esta máquina tem { $limit } MiB.
field-unknown-project = Esse projeto não existe.
field-other-project = Este script pertence a outro projeto.
field-variable-name = Use letras, dígitos e sublinhados, e nenhum nome de que o próprio sandbox precise.
field-not-a-directory = Não há no servidor um diretório legível com esse nome.
