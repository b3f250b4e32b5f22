# The home, the scan roots, and why work failed.

console-home = Accueil
console-home-hello = Bonjour { $name }
console-home-attention = À surveiller
console-home-all-well = Tous les projets vont bien.
console-home-news = Nouveautés
console-see-all = Tout voir
console-first = Premiers pas
console-first-root = Ajoutez un répertoire contenant des dépôts Git
console-first-scan = Analysez-le pour y trouver des projets
console-first-script = Écrivez un script
console-first-run = Exécutez-le et suivez sa sortie
console-first-next = Étape suivante
console-done = fait
console-scans-recent = Analyses récentes
console-fault-not-found = L’objet concerné n’existe plus.
console-fault-repository-unreadable = Le dépôt n’a pas pu être lu.
console-fault-worker-lost = Le worker chargé de ce travail s’est arrêté à plusieurs reprises.
console-fault-keeper-lost = Le processus qui surveillait cette exécution est mort ; on ignore donc comment elle s’est terminée.
console-fault-keeper-failed = L’exécution n’a pas pu être lancée. Le journal du worker en donne la raison.
console-fault-tree-missing = Les fichiers du projet ne sont plus à leur place. Relancez une analyse.
console-fault-interpreter-missing = L’interpréteur n’est pas installé sur cette machine.
console-fault-project-missing = Le projet n’existe plus. Relancez une analyse ou exécutez le script dans un autre projet.
console-roots-unreadable =
    { $count ->
        [one] { $count } dossier n’a pas pu être ouvert
        [many] { $count } de dossiers n’ont pas pu être ouverts
       *[other] { $count } dossiers n’ont pas pu être ouverts
    }
