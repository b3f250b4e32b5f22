# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    Здесь я сообщаю, что происходит в ваших проектах. Ответьте на моё сообщение, и ваши слова станут комментарием
    к коммиту, запуску или проекту, о котором оно. Вот что мне можно отправить:

telegram-command-projects = Ваши проекты
telegram-command-project = Один проект и что с ним можно сделать
telegram-command-commits = Последние коммиты проекта
telegram-command-comment = Комментарий к проекту или коммиту
telegram-command-subscribe = Выбрать, о чём сообщать
telegram-command-mute = Ничего не сообщать здесь о проекте
telegram-command-run = Запустить скрипт
telegram-command-cancel = Отменить вопрос или запуск
telegram-command-pull = Выполнить pull проекта
telegram-command-block = Запретить pull проекта
telegram-command-unblock = Снова разрешить pull
telegram-command-login = Получить ссылку для входа
telegram-command-timezone = Сменить часовой пояс

telegram-cancel = Отмена
telegram-skip = Пропустить
telegram-stopped = Отменено.
telegram-too-late = Этот вопрос уже закрыт. Начните, пожалуйста, сначала.
telegram-test = Это проверка. Сообщения LumaStack приходят вам сюда.

telegram-login =
    .title = Вход в LumaStack
    .body =
        Кто-то хочет войти как «{ $username }». Если это вы, нажмите кнопку; она сработает один раз, до { $until }.
        Если это не вы, ничего не делайте: без кнопки никто не войдёт. { $address }
telegram-login-button = Войти
telegram-login-not-now = Я только что отправлял ссылки. Возьмите последнюю или попробуйте через десять минут.

telegram-digest =
    .title = Новости: { $count }
    .body = { $count }
telegram-digest-more = … и ещё { $count }

telegram-no-project = Я не знаю проекта { $name }, или он вам не виден.
telegram-no-projects = Нет проектов, которые вам видны.
telegram-which-project = Какой проект?
telegram-which-project-more = Какой проект? Это первые; чтобы найти другие, наберите больше букв названия.
telegram-projects = Ваши проекты:
telegram-project-blocked = Pull запрещён: { $reason }
telegram-button-commits = Коммиты
telegram-button-comment = Комментарий
telegram-button-subscribe = Подписка
telegram-button-run = Запустить скрипт
telegram-button-pull = Pull
telegram-button-block = Запретить pull
telegram-button-unblock = Разрешить pull
telegram-button-group = Сообщать группе
telegram-button-unmute = Снова сообщать
telegram-button-add = Выбрать группу
telegram-no-commits = В проекте { $project } пока нет коммитов.
telegram-commits =
    .title = Последние коммиты: { $project }
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = Что вы хотите сказать о { $project }?
telegram-comment-done = Ваш комментарий к { $project } опубликован.
telegram-comment-on-what = Не могу понять, о каком проекте это сообщение. Используйте /comment.

telegram-subscription = О чём сообщать здесь по проекту { $project }? Нажмите, чтобы изменить.
telegram-event-commit = Коммиты
telegram-event-pull = Pull
telegram-event-comment = Комментарии
telegram-event-mention = Упоминания
telegram-event-execution = Запуски
telegram-event-alert = Предупреждения
telegram-muted = О { $project } здесь больше ничего не будет.

telegram-pull-queued = Для { $project } будет выполнен pull.
telegram-block-ask = Почему запретить pull для { $project }?
telegram-block-done = Pull для { $project } запрещён.
telegram-unblock-done = Pull для { $project } снова разрешён.

telegram-group-offer = Выберите группу, которой сообщать о { $project }. Ссылка сработает один раз в течение десяти минут.
telegram-group-only = Эта ссылка для группы.
telegram-bind-how = Тот, кто ведёт проект, отправляет /bind и точное название со связанной учётной записи.
telegram-bind-done = Теперь этой группе сообщается о { $project }.
telegram-unbind-done = Этой группе больше не сообщается о { $project }.

telegram-no-scripts = Нет скриптов, которые вы можете запустить.
telegram-which-script = Какой скрипт?
telegram-run-project = На каком проекте запустить { $script }?
telegram-run-parameter = { $script }: { $name }?
telegram-run-number = { $script }: { $name }? Отправьте число.
telegram-run-wrong = Это не подходит для { $name }. Попробуйте, пожалуйста, ещё раз.
telegram-run-confirm =
    Запустить { $script } с этим?
    { $values }
telegram-run-queued = { $script } ждёт запуска. Строк пока: { $lines }
telegram-run-running = { $script } выполняется. Строк пока: { $lines }
telegram-run-tail = Последние строки:
telegram-run-log = Журнал
telegram-run-cancelling = Запуск будет остановлен.
telegram-nothing-runs = У вас нет запусков, которые можно отменить.
telegram-which-run = Какой запуск?
telegram-log = Журнал { $script }

telegram-timezone-ask = Ваш часовой пояс: { $zone }. Отправьте город латиницей, например Moscow.
telegram-timezone-which = Какой из них?
telegram-timezone-unknown = Я не знаю часового пояса { $name }. Отправьте латиницей название крупного города поблизости.
telegram-timezone-done = Ваш часовой пояс теперь { $zone }.

notification-bot-silent =
    .title = Бот @{ $bot } ничего не слышит
    .body = Уже некоторое время никто не запрашивает у Telegram его сообщения ({ $reason }). Проверьте, работает ли процесс «bot».
notification-bot-conflict =
    .title = Бота @{ $bot } использует другая программа
    .body = Она запрашивает у Telegram сообщения того же бота, поэтому часть их сюда не доходит. Остановите её или получите новый токен у @BotFather ({ $reason }).
notification-bot-token =
    .title = Токен бота @{ $bot } не работает
    .body = Telegram отвечает: { $reason }. Получите новый у @BotFather и сохраните его.
notification-bot-error =
    .title = У бота @{ $bot } неполадка
    .body = Telegram отвечает: { $reason }
notification-telegram-not-admin =
    .title = Бот не видит, кто состоит в { $channel }
    .body = Сделайте его администратором канала; до тех пор никто новый не считается участником.

error-wrong-number = Эту ссылку запросили в другом браузере. Укажите число, которое показано там.
    .title = Нужно число
error-members-only = Это для участников канала Telegram { $channel }.
    .title = Только для участников
error-not-linked = Ваша учётная запись не связана с Telegram.
    .title = Не связано
