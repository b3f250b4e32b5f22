# The home, the scan roots, and why work failed.

console-home = Главная
console-home-hello = Здравствуйте, { $name }
console-home-attention = Требует внимания
console-home-all-well = Со всеми проектами всё в порядке.
console-home-news = Новое для вас
console-see-all = Показать все
console-first = Первые шаги
console-first-root = Добавьте каталог с репозиториями Git
console-first-scan = Найдите в нём проекты
console-first-script = Напишите скрипт
console-first-run = Запустите его и следите за выводом
console-first-next = Следующий шаг
console-done = выполнено
console-scans-recent = Недавние сканирования
console-fault-not-found = Объекта, к которому это относилось, больше нет.
console-fault-repository-unreadable = Репозиторий не удалось прочитать.
console-fault-worker-lost = Обработчик этой задачи останавливался снова и снова.
console-fault-keeper-lost = Процесс, следивший за этим запуском, завершился аварийно, поэтому итог неизвестен.
console-fault-keeper-failed = Запуск не удалось начать. Причина указана в журнале обработчика.
console-fault-tree-missing = Файлов проекта нет на прежнем месте. Повторите сканирование.
console-fault-interpreter-missing = Этот интерпретатор не установлен на данной машине.
console-fault-project-missing = Проекта больше нет. Повторите сканирование или запустите скрипт в другом проекте.
console-roots-unreadable =
    { $count ->
        [one] Не удалось войти в { $count } папку
        [few] Не удалось войти в { $count } папки
        [many] Не удалось войти в { $count } папок
       *[other] Не удалось войти в { $count } папки
    }
