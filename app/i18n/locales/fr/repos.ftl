# Pulls, blocages, dépôts distants et le tableau de bord.

error-pull-not-undoable = Seul le dernier pull peut être annulé, et une seule fois.
    .title = Annulation impossible
error-invalid-signature = La signature de cet envoi est absente ou incorrecte.
    .title = Signature non valide
field-in-the-past = Ce moment est déjà passé.

notification-pull-undone =
    .title = Pull de { $project } annulé
    .body = { $branch } est revenu là où il était avant.
notification-pull-refused =
    .title = Le pull de { $project } n’a pas été fait
    .body =
        { $reason ->
            [dirty] { $branch } a des fichiers modifiés.
            [diverged] { $branch } a ses propres commits et ne peut pas être avancé.
            [blocked] Les pulls sont bloqués.
            [locked] Un autre programme y tient un verrou.
            [auth] Le dépôt distant a refusé les identifiants.
            [network] Le dépôt distant n’a pas pu être joint.
            [no_upstream] { $branch } n’a pas de branche distante associée.
            [in_progress] Une fusion ou un rebase y est en cours.
            [unsuitable] LumaStack ne peut pas faire de pull sur ce dépôt.
           *[other] { $branch } n’a pas pu être avancé.
        }
notification-upstream =
    .title = Nouveaux commits en amont de { $project }
    .body = La branche distante de { $branch } a avancé. Les commits n’ont pas encore été récupérés.
notification-unreachable =
    .title = Le dépôt distant de { $project } est injoignable
    .body = { $url } ne répond plus depuis { $since }. Il sera interrogé de nouveau, de moins en moins souvent.
notification-moved-while-blocked =
    .title = { $project } a bougé malgré le blocage
    .body = Quelqu’un a fait passer { $branch } de { $old } à { $new } alors que les pulls étaient bloqués.

console-dashboard = Activité
console-dashboard-span = Période
console-authors = Auteurs
console-failures = Exécutions en échec
console-tab-pulls = Pulls
console-pulls-none = Aucun pull pour l’instant
console-pull = Pull
console-pulling = Pull en cours…
console-pull-undo = Annuler le pull
console-pull-undo-text = La branche et ses fichiers reviennent à { $sha }. Cela n’est possible que si rien n’a changé depuis.
console-pull-in-shell = dans un terminal
console-pull-failed = Pull non fait : { $reason }
console-pull-status-fast-forwarded = Pull effectué
console-pull-status-up-to-date = Déjà à jour
console-pull-status-undone = Pull annulé
console-block = Bloquer les pulls
console-unblock = Lever le blocage
console-block-reason = Motif
console-block-until = Jusqu’au
console-block-enforce = Empêcher aussi git pull dans les terminaux
console-block-enforce-hint = Des hooks du dépôt le refusent tant que dure le blocage.
console-upstream = Dépôt distant
console-upstream-unknown = Pas encore interrogé
console-upstream-unreachable = Injoignable
console-upstream-gone = La branche n’existe plus
console-upstream-up-to-date = À jour
console-upstream-ahead = En avance
console-upstream-behind = En retard
console-upstream-diverged = Divergé
console-dashboard-days =
    { $count ->
        [one] { $count } jour
        [many] { $count } jours
       *[other] { $count } jours
    }
