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
