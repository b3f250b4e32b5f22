# The words of the console. None has a parameter: numbers, dates and names are put beside them by the page.

## The frame

console-navigation = Navigation principale
console-way = Emplacement actuel
console-administration = Administration
console-group-sky = StarsCalendars
console-menu = Plus
console-projects = Projets
console-scripts = Scripts
console-runs = Exécutions
console-notifications = Notifications
console-roots = Répertoires racines
console-api = Référence de l’API
console-skip = Aller au contenu
console-loading = Chargement
console-more = Afficher plus
console-now = à l’instant
console-close = Fermer
console-cancel = Annuler
console-save = Enregistrer
console-saved = Enregistré
console-delete = Supprimer
console-deleted = Supprimé
console-download = Télécharger
console-try-again = Réessayer
console-not-found = Rien ici
console-not-found-text = Cette adresse ne mène nulle part. Elle a peut-être changé ou comporte une faute de frappe.
console-nothing-found = Aucun résultat
console-nothing-found-text = Essayez avec moins de mots ou effacez le filtre.
console-unsaved = Vos modifications ne sont pas enregistrées. Quitter quand même ?
console-noscript = LumaStack a besoin de JavaScript pour afficher sa console.
console-error-network = Pas de connexion
console-error-network-detail = Le serveur n’a pas répondu. Vérifiez qu’il est en marche et que vous pouvez le joindre.
console-error-unexpected = Une erreur est survenue
console-offline = Les mises à jour en direct sont interrompues. Reconnexion…
console-connection-idle = Non connecté
console-connection-connecting = Connexion…
console-connection-online = En direct
console-connection-offline = Reconnexion…

## Keyboard

console-keys = Raccourcis clavier
console-keys-search = Rechercher
console-keys-follow = Suivre la fin d’un journal
console-keys-leave = Fermer ou quitter un champ
console-keys-help = Cette liste

## Signing in, and the person

console-sign-in = Se connecter
console-sign-in-title = Connectez-vous à votre console
console-sign-in-wait = Attente en secondes :
console-sign-out = Se déconnecter
console-sign-out-everywhere = Se déconnecter de tous les appareils
console-username = Nom d’utilisateur
console-password = Mot de passe
console-profile = Votre profil
console-role-user = Utilisateur
console-role-admin = Administrateur
console-language = Langue
console-timezone = Fuseau horaire
console-theme = Apparence
console-theme-system = Système
console-theme-light = Claire
console-theme-dark = Sombre

## Notifications

console-unread = Non lues
console-notes-all = Toutes les notifications
console-notes-read-all = Tout marquer comme lu
console-notes-everything = Toutes
console-notes-unread = Non lues
console-notes-none = Aucune notification pour l’instant
console-notes-none-unread = Rien de non lu
console-notes-none-text = Les nouveaux commits, les exécutions terminées et les commentaires des projets que vous suivez apparaissent ici.

## Projects

console-projects-search = Rechercher un projet
console-projects-none = Aucun projet pour l’instant
console-projects-none-admin = Ajoutez un répertoire contenant des dépôts Git, puis analysez-le.
console-projects-none-user = Un administrateur ajoute les répertoires dans lesquels les dépôts sont recherchés.
console-scan = Rechercher des projets
console-filter-state = Afficher
console-filter-all = Tous les projets
console-filter-blocked = Bloqués
console-filter-open = Non bloqués
console-blocked = Bloqué
console-blocked-title = Les pulls sont bloqués
console-no-commits = Aucun commit
console-project-status-active = Actif
console-project-status-missing = Disparu
console-project-status-broken = Endommagé
console-project-status-refused = Refusé
console-project-status-unsupported = Non pris en charge
console-project-status-replaced = Remplacé
console-kind-bare = Bare
console-kind-linked-worktree = Worktree lié
console-kind-submodule = Sous-module
console-tab-commits = Commits
console-tab-files = Fichiers
console-tab-runs = Exécutions
console-about = À propos
console-branch = Branche
console-branches = Branches
console-tags = Tags
console-ref = Branche ou tag
console-ref-head = Branche active
console-remote = Dépôt distant
console-polled = Dernière vérification
console-path = Chemin
console-copy-path = Copier le chemin
console-copy-sha = Copier l’identifiant du commit
console-copy-text = Copier le texte
console-commits-search = Rechercher dans les commits
console-commits-none = Aucun commit
console-commits-new = Nouveaux commits
console-files-at = Parcourir les fichiers à ce commit
console-files-cut = Ce dossier est très volumineux ; seul le début est affiché.
console-files-none = Ce dossier est vide
console-history = Historique
console-lines = Lignes
console-file-binary = Ce n’est pas un fichier texte
console-file-binary-text = Téléchargez-le pour l’ouvrir avec un programme adapté.
console-file-cut = Ce fichier est volumineux ; seul le début est affiché. Téléchargez-le pour tout voir.
console-file-empty = Ce fichier est vide
console-subscription = Me notifier
console-event-commit = Nouveaux commits
console-event-pull = Pulls
console-event-comment = Commentaires
console-event-mention = Mentions me concernant
console-event-execution = Exécutions terminées
console-event-alert = Problèmes
console-channels = Canaux
console-channel-web = Cette console
console-channel-telegram = Telegram
console-channel-telegram-unlinked = Votre compte n’est pas encore associé à Telegram.

## Scripts

console-scripts-search = Rechercher un script
console-scripts-none = Aucun script pour l’instant
console-scripts-none-text = Les scripts s’exécutent dans un bac à sable ; leur sortie apparaît ici ligne par ligne.
console-script-new = Nouveau script
console-script-create = Créer le script
console-script-name = Nom
console-script-type = Type
console-script-type-global = Global
console-script-type-project = Projet
console-script-project = Projet
console-script-interpreter = Interpréteur
console-script-interpreter-hint = Laissez vide si le script commence par #!
console-script-description = Description
console-script-gone = Script supprimé
console-script-content = Script
console-script-content-hint = La touche Tab indente. Appuyez sur Échap puis Tab pour quitter l’éditeur.
console-script-limits = Limites et accès
console-script-timeout = Durée maximale
console-script-timeout-hint = Secondes, 300 au plus
console-script-memory = Mémoire
console-script-memory-hint = Mio
console-script-access = Fichiers du projet
console-script-access-hint = Ce qu’une exécution peut faire des fichiers de son projet
console-script-access-none = Masqués
console-script-access-read = Lecture seule
console-script-access-write = Lecture et écriture
console-script-network = Accès au réseau
console-script-network-hint = S’il est désactivé, l’exécution n’atteint rien hors de son bac à sable.
console-script-network-on = Réseau
console-script-enabled = Activé
console-script-enabled-hint = Un script désactivé ne peut pas être exécuté.
console-script-disabled = Désactivé
console-script-delete-title = Supprimer ce script ?
console-script-delete-text = Il ne pourra plus être exécuté.

## Runs

console-run = Exécuter
console-run-script = Exécuter un script
console-run-choose = Quel script ?
console-run-project = Dans le projet
console-run-project-hint = Laissez vide pour l’exécuter hors de tout projet.
console-run-project-unknown = Choisissez un projet de la liste.
console-run-again = Exécuter de nouveau
console-run-cancel = Annuler l’exécution
console-run-exit = Code de sortie
console-run-signal = Signal
console-run-duration = Durée
console-run-output = Sortie
console-run-sandbox = Bac à sable
console-run-by = Lancée par
console-run-by-you = vous
console-runs-none = Aucune exécution pour l’instant
console-runs-none-text = Lancez un script : chacune de ses exécutions est conservée ici avec son journal.
console-runs-none-project = Exécutez un script dans ce projet pour le voir ici.
console-runs-none-script = Exécutez ce script pour le voir ici.
console-status = État
console-filter-any-status = Tous les états
console-status-queued = En attente
console-status-running = En cours
console-status-succeeded = Réussie
console-status-failed = Échouée
console-status-timed-out = Temps dépassé
console-status-cancelled = Annulée
console-status-lost = Perdue

## The log

console-log = Journal
console-log-region = Lignes du journal
console-log-search = Rechercher dans le journal
console-log-hit-before = Occurrence précédente
console-log-hit-after = Occurrence suivante
console-log-wrap = Renvoyer les longues lignes à la ligne
console-log-follow = Suivre
console-log-to-end = Aller à la fin
console-log-copy = Copier les lignes sélectionnées
console-log-cut = caractères non affichés :
console-log-dropped = Le journal a atteint sa limite. Omis :
console-log-waiting = En attente de sortie…
console-log-empty = Cette exécution n’a rien affiché
console-copied = Copié
console-copy-failed = Le navigateur n’a pas autorisé la copie

## Scan roots

console-roots-open = Ajouter un répertoire
console-roots-path = Répertoire
console-roots-path-hint = Un chemin absolu sur le serveur ; les dépôts y sont trouvés à toute profondeur.
console-roots-add = Ajouter
console-roots-none = Aucun répertoire pour l’instant
console-roots-none-text = Ajoutez-en un ci-dessus, puis analysez-le.
console-roots-scanned = Analysé
console-roots-never = Pas encore analysé
console-roots-delete-title = Retirer ce répertoire ?
console-roots-delete-text = Ses projets ne seront plus recherchés.
console-scan-start = Analyser maintenant
console-scan-found = Trouvés
console-scan-new = Nouveaux
console-scan-moved = Déplacés
console-scan-missing = Disparus
console-scan-replaced = Remplacés
console-scan-unreadable = Dossiers illisibles
console-scan-done = L’analyse est terminée
console-scan-failed = L’analyse n’a pas abouti

## The API reference

console-docs-title = Référence de l’API
console-docs-search = Rechercher une opération
console-docs-parameters = Paramètres
console-docs-body = Corps
console-docs-responses = Réponses
console-docs-schemas = Schémas
console-docs-required = obligatoire
console-docs-nullable = ou null
console-docs-default = par défaut
console-docs-document = Document OpenAPI
console-docs-console = Console
console-docs-untagged = Autres
console-docs-public = Sans connexion
console-docs-none = Aucun résultat
