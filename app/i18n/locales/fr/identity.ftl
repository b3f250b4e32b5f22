error-insufficient-scope = Le jeton d’API présenté ne suffit pas pour cela. Utilisez-en un qui a la portée nécessaire, ou connectez-vous.
    .title = Hors de la portée du jeton
field-unknown-user = Cet utilisateur n’existe pas.
error-too-many-tokens = Vous avez déjà { $most } jetons d’API. Révoquez-en un qui ne sert plus.
    .title = Trop de jetons d’API
