# What people are told, in the browser and by Telegram. Every message has a title and a body, both plain text.

notification-commit =
    .title = Новый коммит в { $project }
    .body = { $author } в { $branch }: { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $count } новый коммит в { $project }
            [few] { $count } новых коммита в { $project }
            [many] { $count } новых коммитов в { $project }
           *[other] { $count } нового коммита в { $project }
        }
    .body = В { $branch }, автор последнего — { $author }: { $subject }
notification-history-rewritten =
    .title = История { $project } переписана
    .body = В { $branch } больше нет прежнего содержимого: ветка перемещена с { $old } на { $new }.

notification-pull =
    .title = Pull выполнен: { $project }
    .body =
        { $count ->
            [one] Ветка { $branch } продвинулась на { $count } коммит.
            [few] Ветка { $branch } продвинулась на { $count } коммита.
            [many] Ветка { $branch } продвинулась на { $count } коммитов.
           *[other] Ветка { $branch } продвинулась на { $count } коммита.
        }
notification-pull-failed =
    .title = Pull не удался: { $project }
    .body = Не удалось продвинуть ветку { $branch }: { $reason }

notification-comment =
    .title = Комментарий от { $author } в { $project }
    .body = { $text }
notification-mention =
    .title = { $author } упоминает вас в { $project }
    .body = { $text }

notification-execution-succeeded =
    .title = Скрипт { $script } успешно выполнен
    .body = Завершился без ошибок, время работы: { $duration }.
notification-execution-failed =
    .title = Скрипт { $script } завершился с ошибкой
    .body = Время работы: { $duration }, код завершения: { $code }.
notification-execution-timed-out =
    .title = Скрипт { $script } не уложился во время
    .body = Остановлен, время работы: { $duration }.
notification-execution-cancelled =
    .title = Запуск { $script } отменён
    .body = Остановлен, время работы: { $duration }.
notification-execution-lost =
    .title = Запуск { $script } потерян
    .body = Машина, на которой он выполнялся, остановилась, поэтому итог неизвестен. Автоматически он не повторяется.

notification-project-missing =
    .title = Проект { $project } исчез
    .body = По пути { $path } больше нет репозитория. Всё, что о нём известно, сохранено.

notification-telegram-linked =
    .title = Telegram привязан
    .body = К вашей учётной записи привязан аккаунт Telegram, и он будет получать ваши сообщения. Если это сделали не вы, отвяжите его в профиле и смените пароль.

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
