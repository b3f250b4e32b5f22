# Pull, блокировки, удалённые репозитории и сводка.

error-pull-not-undoable = Отменить можно только последний pull и только один раз.
    .title = Отменить нельзя
error-invalid-signature = Подпись этой доставки отсутствует или неверна.
    .title = Неверная подпись
field-in-the-past = Этот момент уже прошёл.

notification-pull-undone =
    .title = Pull отменён: { $project }
    .body = { $branch } снова там, где была раньше.
notification-pull-refused =
    .title = Pull не выполнен: { $project }
    .body =
        { $reason ->
            [dirty] В { $branch } есть изменённые файлы.
            [diverged] В { $branch } есть собственные коммиты, ветку нельзя просто продвинуть.
            [blocked] Pull заблокирован.
            [locked] Другая программа держит там блокировку.
            [auth] Удалённый репозиторий отклонил учётные данные.
            [network] Удалённый репозиторий недоступен.
            [no_upstream] У { $branch } нет удалённой ветки.
            [in_progress] Там идёт слияние или rebase.
            [unsuitable] LumaStack не может выполнить pull в этом репозитории.
           *[other] Не удалось продвинуть { $branch }.
        }
notification-upstream =
    .title = Новые коммиты в источнике { $project }
    .body = Удалённая ветка для { $branch } продвинулась. Коммиты ещё не получены.
notification-unreachable =
    .title = Источник { $project } недоступен
    .body = { $url } не отвечает с { $since }. Попытки продолжатся, но всё реже.
notification-moved-while-blocked =
    .title = { $project } изменился, несмотря на блокировку
    .body = Кто-то перевёл { $branch } с { $old } на { $new }, пока pull был заблокирован.

console-dashboard = Активность
console-dashboard-span = Период
console-authors = Авторы
console-failures = Неудачные запуски
console-tab-pulls = Pull
console-pulls-none = Пока нет ни одного pull
console-pull = Pull
console-pulling = Выполняется pull…
console-pull-undo = Отменить pull
console-pull-undo-text = Ветка и её файлы вернутся к { $sha }. Это возможно, только если с тех пор ничего не изменилось.
console-pull-in-shell = в терминале
console-pull-failed = Pull не выполнен: { $reason }
console-pull-status-fast-forwarded = Pull выполнен
console-pull-status-up-to-date = Уже актуально
console-pull-status-undone = Pull отменён
console-block = Заблокировать pull
console-unblock = Снять блокировку
console-block-reason = Причина
console-block-until = До
console-block-enforce = Запретить git pull и в терминалах
console-block-enforce-hint = Хуки репозитория отклоняют его, пока действует блокировка.
console-upstream = Источник
console-upstream-unknown = Ещё не запрошен
console-upstream-unreachable = Недоступен
console-upstream-gone = Ветки больше нет
console-upstream-up-to-date = Актуально
console-upstream-ahead = Впереди
console-upstream-behind = Отстаёт
console-upstream-diverged = Разошлись
console-dashboard-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
        [many] { $count } дней
       *[other] { $count } дня
    }
