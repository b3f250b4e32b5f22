# What the bot says in Telegram. Plain text: it is escaped and marked up when it is sent.

telegram-open = Открыть в LumaStack
telegram-yes = Да
telegram-no = Нет

# The command menu: a few words each.

telegram-command-start = Начать или привязать учётную запись
telegram-command-help = Что я умею
telegram-command-language = Сменить язык
telegram-command-unlink = Отвязать этот аккаунт Telegram

telegram-start =
    Здравствуйте! Я рассказываю пользователям LumaStack, что происходит в их репозиториях.
    Чтобы узнавать о своих, войдите в LumaStack, откройте профиль, выберите «Привязать Telegram» и перейдите по полученной ссылке.
telegram-start-linked =
    Здравствуйте, { $username }! Ваша учётная запись привязана, я буду писать вам сюда.
    /help покажет, что я умею.
telegram-unknown = Не понимаю. /help покажет, что я умею.
telegram-not-linked = Этот аккаунт Telegram не привязан к учётной записи LumaStack. /start расскажет, как это сделать.
telegram-private-only = Я отвечаю только в личных сообщениях. Пишите мне: @{ $bot }.

telegram-link-ask =
    Привязать этот аккаунт Telegram к учётной записи LumaStack «{ $username }»?
    Отвечайте «Да», только если она ваша и вы только что сами запросили привязку.
telegram-link-done = Готово: этот аккаунт Telegram привязан к «{ $username }». Я буду писать вам сюда.
telegram-link-refused = Ничего не привязано, и эта ссылка больше не действует.
telegram-link-spent = Ссылка уже использована или просрочена. Запросите новую в профиле.
telegram-link-taken =
    Этот аккаунт Telegram уже привязан к другой учётной записи LumaStack.
    Сначала отправьте /unlink, затем снова откройте новую ссылку.

telegram-unlink-ask = Отвязать этот аккаунт Telegram от «{ $username }»? Я перестану вам писать.
telegram-unlink-done = Готово: этот аккаунт Telegram больше не привязан. До свидания!
telegram-unlink-refused = Ничего не изменено.

telegram-language-ask = На каком языке вам писать?
telegram-language-done = Теперь язык сообщений — { $language }.
