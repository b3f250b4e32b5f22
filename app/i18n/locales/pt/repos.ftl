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
