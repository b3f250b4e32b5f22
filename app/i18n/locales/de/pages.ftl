# The home, the scan roots, and why work failed.

console-home = Start
console-home-hello = Hallo, { $name }
console-home-attention = Braucht Aufmerksamkeit
console-home-all-well = Allen Projekten geht es gut.
console-home-news = Neu für Sie
console-see-all = Alle ansehen
console-first = Erste Schritte
console-first-root = Ein Verzeichnis mit Git-Repositorys hinzufügen
console-first-scan = Darin nach Projekten suchen
console-first-script = Ein Skript schreiben
console-first-run = Es ausführen und die Ausgabe verfolgen
console-first-next = Weiter
console-done = erledigt
console-scans-recent = Letzte Suchläufe
console-fault-not-found = Worum es ging, gibt es nicht mehr.
console-fault-repository-unreadable = Das Repository konnte nicht gelesen werden.
console-fault-worker-lost = Der Worker, der das tat, ist wiederholt stehen geblieben.
console-fault-keeper-lost = Der Prozess, der diese Ausführung überwachte, ist gestorben; daher ist nicht bekannt, wie sie endete.
console-fault-keeper-failed = Die Ausführung konnte nicht gestartet werden. Der Grund steht im Protokoll des Workers.
console-fault-tree-missing = Die Dateien des Projekts sind nicht mehr an ihrem Ort. Durchsuchen Sie die Verzeichnisse noch einmal.
console-fault-interpreter-missing = Der Interpreter ist auf diesem Rechner nicht installiert.
console-fault-project-missing = Das Projekt gibt es nicht mehr. Suchen Sie noch einmal, oder führen Sie das Skript in einem anderen aus.
console-roots-unreadable =
    { $count ->
        [one] { $count } Ordner war nicht zugänglich
       *[other] { $count } Ordner waren nicht zugänglich
    }
