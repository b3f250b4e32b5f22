# The words of the console. None has a parameter: numbers, dates and names are put beside them by the page.

## The frame

console-navigation = Основная навигация
console-way = Где вы находитесь
console-administration = Администрирование
console-group-sky = StarsCalendars
console-menu = Ещё
console-projects = Проекты
console-scripts = Скрипты
console-runs = Запуски
console-notifications = Уведомления
console-roots = Каталоги поиска
console-api = Справочник API
console-skip = Перейти к содержимому
console-loading = Загрузка
console-more = Показать ещё
console-now = только что
console-close = Закрыть
console-cancel = Отмена
console-save = Сохранить изменения
console-saved = Сохранено
console-delete = Удалить
console-deleted = Удалено
console-download = Скачать
console-try-again = Повторить
console-not-found = Здесь ничего нет
console-not-found-text = Этот адрес никуда не ведёт. Возможно, он изменился или введён с ошибкой.
console-nothing-found = Ничего не найдено
console-nothing-found-text = Уберите часть слов или сбросьте фильтр.
console-unsaved = Изменения не сохранены. Всё равно уйти?
console-noscript = Для консоли LumaStack нужен JavaScript.
console-error-network = Нет соединения
console-error-network-detail = Сервер не ответил. Проверьте, что он работает и доступен.
console-error-unexpected = Что-то пошло не так
console-offline = Обновления в реальном времени прервались. Переподключение…
console-connection-idle = Нет подключения
console-connection-connecting = Подключение…
console-connection-online = На связи
console-connection-offline = Переподключение…

## Keyboard

console-keys = Сочетания клавиш
console-keys-search = Поиск
console-keys-follow = Следить за концом журнала
console-keys-leave = Закрыть или выйти из поля
console-keys-help = Этот список

## Signing in, and the person

console-sign-in = Войти
console-sign-in-title = Вход в консоль
console-sign-in-wait = Осталось секунд:
console-sign-out = Выйти
console-sign-out-everywhere = Выйти на всех устройствах
console-username = Имя пользователя
console-password = Пароль
console-profile = Ваш профиль
console-role-user = Пользователь
console-role-admin = Администратор
console-language = Язык
console-timezone = Часовой пояс
console-theme = Оформление
console-theme-system = Системное
console-theme-light = Светлое
console-theme-dark = Тёмное

## Notifications

console-unread = Непрочитанные
console-notes-all = Все уведомления
console-notes-read-all = Отметить всё как прочитанное
console-notes-everything = Все
console-notes-unread = Непрочитанные
console-notes-none = Уведомлений пока нет
console-notes-none-unread = Нет непрочитанных
console-notes-none-text = Здесь появляются новые коммиты, завершённые запуски и комментарии проектов, за которыми вы следите.

## Projects

console-projects-search = Найти проект
console-projects-none = Проектов пока нет
console-projects-none-admin = Добавьте каталог с репозиториями Git и просканируйте его.
console-projects-none-user = Каталоги, в которых ищутся репозитории, добавляет администратор.
console-scan = Найти проекты
console-filter-state = Показать
console-filter-all = Все проекты
console-filter-blocked = Заблокированные
console-filter-open = Незаблокированные
console-blocked = Заблокирован
console-blocked-title = Pull заблокирован
console-no-commits = Нет коммитов
console-project-status-active = Активен
console-project-status-missing = Исчез
console-project-status-broken = Повреждён
console-project-status-refused = Отклонён
console-project-status-unsupported = Не поддерживается
console-project-status-replaced = Заменён
console-kind-bare = Bare
console-kind-linked-worktree = Связанный worktree
console-kind-submodule = Подмодуль
console-tab-commits = Коммиты
console-tab-files = Файлы
console-tab-runs = Запуски
console-about = О проекте
console-branch = Ветка
console-branches = Ветки
console-tags = Теги
console-ref = Ветка или тег
console-ref-head = Текущая ветка
console-remote = Удалённый репозиторий
console-polled = Последняя проверка
console-path = Путь
console-copy-path = Копировать путь
console-copy-sha = Копировать идентификатор коммита
console-copy-text = Копировать текст
console-commits-search = Поиск по коммитам
console-commits-none = Нет коммитов
console-commits-new = Новые коммиты
console-files-at = Файлы на момент этого коммита
console-files-cut = Папка очень большая; показано только начало.
console-files-none = Папка пуста
console-history = История
console-lines = Строк:
console-file-binary = Не текстовый файл
console-file-binary-text = Скачайте его, чтобы открыть в подходящей программе.
console-file-cut = Файл большой; показано только начало. Скачайте его, чтобы увидеть целиком.
console-file-empty = Файл пуст
console-subscription = Уведомлять меня
console-event-commit = Новые коммиты
console-event-pull = Pull
console-event-comment = Комментарии
console-event-mention = Упоминания обо мне
console-event-execution = Завершённые запуски
console-event-alert = Проблемы
console-channels = Каналы
console-channel-web = Эта консоль
console-channel-telegram = Telegram
console-channel-telegram-unlinked = Ваша учётная запись ещё не привязана к Telegram.

## Scripts

console-scripts-search = Найти скрипт
console-scripts-none = Скриптов пока нет
console-scripts-none-text = Скрипт выполняется в песочнице, а его вывод появляется здесь строка за строкой.
console-script-new = Новый скрипт
console-script-create = Создать скрипт
console-script-name = Название
console-script-type = Вид
console-script-type-global = Общий
console-script-type-project = Проектный
console-script-project = Проект
console-script-interpreter = Интерпретатор
console-script-interpreter-hint = Оставьте пустым, если скрипт начинается с #!
console-script-description = Описание
console-script-gone = Удалённый скрипт
console-script-content = Скрипт
console-script-content-hint = Tab делает отступ. Чтобы выйти из редактора, нажмите Esc, затем Tab.
console-script-limits = Ограничения и доступ
console-script-timeout = Предел времени
console-script-timeout-hint = В секундах, не более 300
console-script-memory = Память
console-script-memory-hint = МиБ
console-script-access = Файлы проекта
console-script-access-hint = Что запуску разрешено делать с файлами проекта
console-script-access-none = Скрыты
console-script-access-read = Только чтение
console-script-access-write = Чтение и запись
console-script-network = Доступ к сети
console-script-network-hint = Если выключен, запуску недоступно ничего за пределами песочницы.
console-script-network-on = Сеть
console-script-enabled = Включён
console-script-enabled-hint = Отключённый скрипт нельзя запустить.
console-script-disabled = Отключён
console-script-delete-title = Удалить этот скрипт?
console-script-delete-text = Запустить его больше не получится.

## Runs

console-run = Запустить
console-run-script = Запустить скрипт
console-run-choose = Какой скрипт?
console-run-project = В проекте
console-run-project-hint = Оставьте пустым, чтобы запустить вне проекта.
console-run-project-unknown = Выберите проект из списка.
console-run-again = Запустить снова
console-run-cancel = Отменить запуск
console-run-exit = Код завершения
console-run-signal = Сигнал
console-run-duration = Длительность
console-run-output = Вывод
console-run-sandbox = Песочница
console-run-by = Кто запустил:
console-run-by-you = вы
console-runs-none = Запусков пока нет
console-runs-none-text = Запустите скрипт: каждый запуск сохраняется здесь вместе с журналом.
console-runs-none-project = Запустите скрипт в этом проекте, и он появится здесь.
console-runs-none-script = Запустите этот скрипт, и запуск появится здесь.
console-status = Состояние
console-filter-any-status = Любое состояние
console-status-queued = В очереди
console-status-running = Выполняется
console-status-succeeded = Успешно
console-status-failed = Ошибка
console-status-timed-out = Время вышло
console-status-cancelled = Отменён
console-status-lost = Потерян

## The log

console-log = Журнал
console-log-region = Строки журнала
console-log-search = Поиск по журналу
console-log-hit-before = Предыдущее совпадение
console-log-hit-after = Следующее совпадение
console-log-wrap = Переносить длинные строки
console-log-follow = Следить
console-log-to-end = В конец
console-log-copy = Копировать выделенные строки
console-log-cut = не показано символов:
console-log-dropped = Журнал достиг предела. Пропущено:
console-log-waiting = Ожидание вывода…
console-log-empty = Этот запуск ничего не вывел
console-copied = Скопировано
console-copy-failed = Браузер не разрешил копирование

## Scan roots

console-roots-open = Добавить каталог
console-roots-path = Каталог
console-roots-path-hint = Абсолютный путь на сервере; репозитории внутри него находятся на любой глубине.
console-roots-add = Добавить каталог
console-roots-none = Каталогов пока нет
console-roots-none-text = Добавьте каталог выше и запустите сканирование.
console-roots-scanned = Просканирован
console-roots-never = Ещё не сканировался
console-roots-delete-title = Убрать этот каталог?
console-roots-delete-text = Поиск проектов в нём прекратится.
console-scan-start = Сканировать сейчас
console-scan-found = Найдено
console-scan-new = Новых
console-scan-moved = Перемещено
console-scan-missing = Исчезло
console-scan-replaced = Заменено
console-scan-unreadable = Недоступных папок
console-scan-done = Сканирование завершено
console-scan-failed = Сканирование не завершено

## The API reference

console-docs-title = Справочник API
console-docs-search = Найти операцию
console-docs-parameters = Параметры
console-docs-body = Тело
console-docs-responses = Ответы
console-docs-schemas = Схемы
console-docs-required = обязательно
console-docs-nullable = или null
console-docs-default = по умолчанию
console-docs-document = Документ OpenAPI
console-docs-console = Консоль
console-docs-untagged = Прочее
console-docs-public = Вход не нужен
console-docs-none = Ничего не найдено
