# The home, the scan roots, and why work failed.

console-home = Inicio
console-home-hello = Hola, { $name }
console-home-attention = Requieren atención
console-home-all-well = Todos los proyectos están bien.
console-home-news = Novedades
console-see-all = Ver todo
console-first = Primeros pasos
console-first-root = Añada un directorio que contenga repositorios Git
console-first-scan = Explórelo en busca de proyectos
console-first-script = Escriba un script
console-first-run = Ejecútelo y observe su salida
console-first-next = Siguiente paso
console-done = hecho
console-scans-recent = Exploraciones recientes
console-fault-not-found = Aquello a lo que se refería ya no existe.
console-fault-repository-unreadable = No se pudo leer el repositorio.
console-fault-worker-lost = El proceso que hacía este trabajo se detuvo una y otra vez.
console-fault-keeper-lost = El proceso que vigilaba esta ejecución murió, así que no se sabe cómo terminó.
console-fault-keeper-failed = No se pudo iniciar la ejecución. El registro del worker explica el motivo.
console-fault-tree-missing = Los archivos del proyecto ya no están donde estaban. Vuelva a explorar.
console-fault-interpreter-missing = El intérprete no está instalado en esta máquina.
console-fault-project-missing = El proyecto ya no existe. Vuelva a explorar o ejecute el script en otro.
console-roots-unreadable =
    { $count ->
        [one] No se pudo entrar en { $count } carpeta
        [many] No se pudo entrar en { $count } de carpetas
       *[other] No se pudo entrar en { $count } carpetas
    }
