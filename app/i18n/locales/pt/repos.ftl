# Pulls, bloqueios, origens remotas e o painel.

error-pull-not-undoable = Só o último pull pode ser desfeito, e apenas uma vez.
    .title = Não pode ser desfeito
error-invalid-signature = A assinatura desta entrega falta ou está errada.
    .title = Assinatura inválida
field-in-the-past = Esse momento já passou.

notification-pull-undone =
    .title = Pull de { $project } desfeito
    .body = { $branch } voltou para onde estava antes.
notification-pull-refused =
    .title = O pull de { $project } não foi feito
    .body =
        { $reason ->
            [dirty] { $branch } tem arquivos alterados.
            [diverged] { $branch } tem commits próprios e não pode ser avançado.
            [blocked] Os pulls estão bloqueados.
            [locked] Outro programa mantém um bloqueio ali.
            [auth] A origem remota recusou as credenciais.
            [network] Não foi possível alcançar a origem remota.
            [no_upstream] { $branch } não tem branch remota associada.
            [in_progress] Há um merge ou rebase em andamento.
            [unsuitable] O LumaStack não pode fazer pull deste repositório.
           *[other] Não foi possível avançar { $branch }.
        }
notification-upstream =
    .title = Novos commits na origem de { $project }
    .body = A branch remota de { $branch } avançou. Os commits ainda não foram trazidos.
notification-unreachable =
    .title = A origem de { $project } não pode ser alcançada
    .body = { $url } não responde desde { $since }. Tentaremos de novo, cada vez com menos frequência.
notification-moved-while-blocked =
    .title = { $project } mudou apesar de bloqueado
    .body = Alguém levou { $branch } de { $old } para { $new } enquanto os pulls estavam bloqueados.

console-dashboard = Atividade
console-dashboard-span = Período
console-authors = Autores
console-failures = Execuções com falha
console-tab-pulls = Pulls
console-pulls-none = Ainda não há pulls
console-pull = Pull
console-pulling = Fazendo pull…
console-pull-undo = Desfazer o pull
console-pull-undo-text = A branch e seus arquivos voltam para { $sha }. Só é possível se nada mudou desde então.
console-pull-in-shell = num terminal
console-pull-failed = Sem pull: { $reason }
console-pull-status-fast-forwarded = Pull feito
console-pull-status-up-to-date = Já estava atualizado
console-pull-status-undone = Pull desfeito
console-block = Bloquear pulls
console-unblock = Remover bloqueio
console-block-reason = Motivo
console-block-until = Até
console-block-enforce = Impedir também git pull em terminais
console-block-enforce-hint = Hooks no repositório o recusam enquanto durar o bloqueio.
console-upstream = Origem remota
console-upstream-unknown = Ainda não consultada
console-upstream-unreachable = Inacessível
console-upstream-gone = A branch não existe mais
console-upstream-up-to-date = Atualizado
console-upstream-ahead = À frente
console-upstream-behind = Atrás
console-upstream-diverged = Divergente
console-dashboard-days =
    { $count ->
        [one] { $count } dia
        [many] { $count } dias
       *[other] { $count } dias
    }
