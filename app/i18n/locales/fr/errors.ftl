# What people read when something is refused. Each message is the detail; its title is the attribute.

error-bad-request = La requête n’a pas pu être interprétée.
    .title = Requête incorrecte
error-bad-json = Le corps n’est pas du JSON valide.
    .title = JSON non valide
error-bad-cursor = Ce curseur ne provient pas de cette liste ou correspond à d’autres filtres.
    .title = Curseur non valide
error-bad-idempotency-key = Idempotency-Key doit comporter de 1 à 255 caractères ASCII visibles.
    .title = Idempotency-Key non valide
error-unauthorized = Veuillez d’abord vous connecter.
    .title = Connexion requise
error-invalid-credentials = Le nom d’utilisateur ou le mot de passe est incorrect.
    .title = Identifiants incorrects
error-invalid-token = Le jeton n’est pas valide.
    .title = Jeton non valide
error-token-expired = Le jeton a expiré.
    .title = Jeton expiré
error-token-reused = Ce jeton de renouvellement a déjà été utilisé. Toutes les sessions qui en sont issues ont été fermées ; veuillez vous reconnecter.
    .title = Jeton utilisé deux fois
error-csrf-failed = L’en-tête X-CSRF-Token est absent ou incorrect. Rechargez la page et réessayez.
    .title = Échec du contrôle intersite
error-forbidden = Vous n’avez pas le droit de faire cela.
    .title = Non autorisé
error-not-found = Il n’y a rien ici, ou vous n’y avez pas accès.
    .title = Introuvable
error-method-not-allowed = Cette adresse n’accepte pas cette méthode.
    .title = Méthode non autorisée
error-not-acceptable = Cette adresse ne propose pas de réponse dans le format demandé.
    .title = Format indisponible
error-conflict = L’état actuel ne le permet pas.
    .title = Conflit
error-name-taken = Le nom { $name } est déjà utilisé.
    .title = Nom déjà utilisé
error-idempotency-conflict = Cette Idempotency-Key a déjà servi pour une autre requête.
    .title = Idempotency-Key déjà utilisée
error-refresh-in-progress = Cette session vient d’être renouvelée ; utilisez le jeton le plus récent.
    .title = Déjà renouvelée
error-last-admin = Le dernier administrateur actif ne peut pas être retiré.
    .title = Dernier administrateur
error-not-cancellable = L’opération est déjà terminée.
    .title = Déjà terminée
error-script-disabled = Le script { $name } est désactivé.
    .title = Script désactivé
error-link-spent = Ce lien a déjà servi ou a expiré. Demandez-en un nouveau.
    .title = Lien périmé
error-too-large = La requête dépasse { $limit } octets.
    .title = Trop volumineux
error-unsupported-media-type = Envoyez le corps au format application/json.
    .title = Type de contenu non pris en charge
error-range-not-satisfiable = La plage demandée se trouve hors du contenu.
    .title = Plage non valide
error-repository-unreadable =
    { $status ->
        [missing] Il n’y a plus de dépôt ici.
        [replaced] Un autre dépôt a pris la place de celui-ci.
        [refused] Ce dépôt n’est pas lu : il mène hors des répertoires racines ou pourrait être nuisible.
        [unsupported] Ce type de dépôt n’est pas pris en charge.
       *[other] Ce dépôt est endommagé et ne peut pas être lu.
    }
    .title = Dépôt illisible
error-file-too-large = Le fichier dépasse { $limit } octets, le maximum envoyé.
    .title = Fichier trop volumineux
error-validation = Certains champs ne sont pas valides.
    .title = Champs non valides
error-project-blocked = Les pulls de { $name } sont bloqués : { $reason }
    .title = Projet bloqué
error-rate-limited =
    { $seconds ->
        [one] Trop de tentatives. Réessayez dans { $seconds } seconde.
        [many] Trop de tentatives. Réessayez dans { $seconds } de secondes.
       *[other] Trop de tentatives. Réessayez dans { $seconds } secondes.
    }
    .title = Trop de tentatives
error-slow-consumer = Cette connexion lit trop lentement et va être fermée. Reconnectez-vous pour reprendre là où elle s’est arrêtée.
    .title = Trop lente
error-too-many-sockets = Vous avez trop de connexions en direct ouvertes. Fermez quelques fenêtres.
    .title = Trop de connexions
error-too-many-subscriptions = Nombre maximal de salons suivis par connexion : { $limit }.
    .title = Trop de salons
error-internal = Une erreur s’est produite sur le serveur. Communiquez l’identifiant de la requête à l’administrateur.
    .title = Erreur interne
error-unavailable = Un service nécessaire est indisponible. Réessayez dans un instant.
    .title = Temporairement indisponible
error-telegram-unavailable = Aucun bot Telegram n’est connecté ici, ou il n’a pas encore répondu. Adressez-vous à l’administrateur.
    .title = Pas de bot Telegram

# Faults of single fields.

field-missing = Ce champ est obligatoire.
field-unknown = Ce champ est inconnu.
field-wrong-type = Cette valeur n’est pas du bon type.
field-too-short =
    { $limit ->
        [one] Saisissez au moins { $limit } caractère.
        [many] Saisissez au moins { $limit } de caractères.
       *[other] Saisissez au moins { $limit } caractères.
    }
field-too-long =
    { $limit ->
        [one] Saisissez au plus { $limit } caractère.
        [many] Saisissez au plus { $limit } de caractères.
       *[other] Saisissez au plus { $limit } caractères.
    }
field-out-of-range = Cette valeur est hors limites.
field-nul = Le caractère NUL n’est pas autorisé.
field-not-a-choice = Cette valeur ne fait pas partie des valeurs autorisées.
field-not-a-time = Indiquez la date et l’heure selon la RFC 3339, par exemple 2030-01-31T12:00:00Z.
field-invalid = Cette valeur n’est pas valide.
field-unknown-timezone = Ce fuseau horaire est inconnu.
field-wrong-password = Le mot de passe actuel est incorrect.
field-unknown-interpreter = { $name } n’est pas disponible sur cette machine.
field-no-interpreter = Indiquez un interpréteur ou faites commencer le script par #!.
field-more-than-the-machine = Cette machine dispose de { $limit } Mio.
field-unknown-project = Ce projet n’existe pas.
field-other-project = Ce script appartient à un autre projet.
field-variable-name = Utilisez des lettres, des chiffres et des tirets bas, et aucun nom dont le bac à sable a lui-même besoin.
field-not-a-directory = Aucun répertoire lisible de ce nom n’existe sur le serveur.
