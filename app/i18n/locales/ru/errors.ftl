# What people read when something is refused. Each message is the detail; its title is the attribute.

error-bad-request = Не удалось разобрать запрос.
    .title = Некорректный запрос
error-bad-json = Тело запроса не является корректным JSON.
    .title = Некорректный JSON
error-bad-cursor = Этот курсор получен не из этого списка или относится к другим фильтрам.
    .title = Недопустимый курсор
error-bad-idempotency-key = Idempotency-Key должен содержать от 1 до 255 видимых символов ASCII.
    .title = Недопустимый Idempotency-Key
error-unauthorized = Сначала войдите в систему.
    .title = Вход не выполнен
error-invalid-credentials = Неверное имя пользователя или пароль.
    .title = Ошибка в имени или пароле
error-invalid-token = Токен недействителен.
    .title = Недействительный токен
error-token-expired = Срок действия токена истёк.
    .title = Токен просрочен
error-token-reused = Этот токен обновления уже использован. Все связанные с ним сеансы завершены; войдите снова.
    .title = Токен использован повторно
error-csrf-failed = Заголовок X-CSRF-Token отсутствует или неверен. Обновите страницу и попробуйте ещё раз.
    .title = Межсайтовая проверка не пройдена
error-forbidden = У вас нет прав на это действие.
    .title = Недостаточно прав
error-not-found = Здесь ничего нет или у вас нет доступа.
    .title = Не найдено
error-method-not-allowed = Этот адрес не поддерживает такой метод.
    .title = Метод не поддерживается
error-not-acceptable = По этому адресу нет ответа в запрошенном формате.
    .title = Формат недоступен
error-conflict = Текущее состояние этого не допускает.
    .title = Конфликт
error-name-taken = Имя { $name } уже занято.
    .title = Имя занято
error-idempotency-conflict = Этот Idempotency-Key уже использован с другим запросом.
    .title = Idempotency-Key уже использован
error-refresh-in-progress = Этот сеанс только что продлён; используйте более новый токен.
    .title = Сеанс уже продлён
error-last-admin = Нельзя убрать последнего активного администратора.
    .title = Последний администратор
error-not-cancellable = Это уже завершено.
    .title = Уже завершено
error-script-disabled = Скрипт { $name } отключён.
    .title = Скрипт отключён
error-link-spent = Ссылка уже использована или просрочена. Запросите новую.
    .title = Ссылка больше не действует
error-too-large = Размер запроса превышает допустимый. Предел в байтах: { $limit }.
    .title = Слишком большой запрос
error-unsupported-media-type = Отправьте тело запроса как application/json.
    .title = Тип данных не поддерживается
error-range-not-satisfiable = Запрошенный диапазон выходит за пределы содержимого.
    .title = Недопустимый диапазон
error-repository-unreadable =
    { $status ->
        [missing] Здесь больше нет репозитория.
        [replaced] На месте этого репозитория теперь другой.
        [refused] Этот репозиторий не читается: он ведёт за пределы каталогов поиска или может навредить.
        [unsupported] Репозитории этого вида не поддерживаются.
       *[other] Этот репозиторий повреждён, прочитать его нельзя.
    }
    .title = Репозиторий недоступен для чтения
error-file-too-large = Файл слишком велик для отправки. Предел в байтах: { $limit }.
    .title = Слишком большой файл
error-validation = Некоторые поля заполнены неверно.
    .title = Ошибки в полях
error-project-blocked = Pull для { $name } заблокирован: { $reason }
    .title = Проект заблокирован
error-rate-limited =
    { $seconds ->
        [one] Слишком много попыток. Повторите через { $seconds } секунду.
        [few] Слишком много попыток. Повторите через { $seconds } секунды.
        [many] Слишком много попыток. Повторите через { $seconds } секунд.
       *[other] Слишком много попыток. Повторите через { $seconds } секунды.
    }
    .title = Слишком много попыток
error-slow-consumer = Соединение читает данные слишком медленно и закрывается. Подключитесь снова, чтобы продолжить с того же места.
    .title = Слишком медленно
error-too-many-sockets = У вас открыто слишком много одновременных соединений. Закройте несколько окон.
    .title = Слишком много соединений
error-too-many-subscriptions = Максимальное число комнат на одно соединение: { $limit }.
    .title = Слишком много комнат
error-internal = На сервере произошла ошибка. Сообщите администратору идентификатор запроса.
    .title = Внутренняя ошибка
error-unavailable = Нужный для этого сервис недоступен. Попробуйте ещё раз чуть позже.
    .title = Временно недоступно
error-telegram-unavailable = Бот Telegram здесь не подключён или ещё не ответил. Обратитесь к администратору.
    .title = Нет бота Telegram

# Faults of single fields.

field-missing = Это поле обязательно.
field-unknown = Неизвестное поле.
field-wrong-type = Значение неподходящего типа.
field-too-short =
    { $limit ->
        [one] Введите не менее { $limit } символа.
        [few] Введите не менее { $limit } символов.
        [many] Введите не менее { $limit } символов.
       *[other] Введите не менее { $limit } символа.
    }
field-too-long =
    { $limit ->
        [one] Введите не более { $limit } символа.
        [few] Введите не более { $limit } символов.
        [many] Введите не более { $limit } символов.
       *[other] Введите не более { $limit } символа.
    }
field-out-of-range = Значение вне допустимого диапазона.
field-nul = Символ NUL недопустим.
field-not-a-choice = Этого значения нет среди допустимых.
field-not-a-time = Укажите время по RFC 3339, например 2030-01-31T12:00:00Z.
field-invalid = Недопустимое значение.
field-unknown-timezone = Неизвестный часовой пояс.
field-wrong-password = Текущий пароль неверен.
field-unknown-interpreter = На этой машине нет { $name }.
field-no-interpreter = Укажите интерпретатор или начните скрипт с #!.
field-more-than-the-machine = Объём памяти этой машины: { $limit } МиБ.
field-unknown-project = Такого проекта нет.
field-other-project = Этот скрипт принадлежит другому проекту.
field-variable-name = Используйте буквы, цифры и подчёркивания; имена, нужные самой песочнице, заняты.
field-not-a-directory = На сервере нет доступного для чтения каталога с таким именем.
