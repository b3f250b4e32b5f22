# 机器人在 Telegram 中说的话。纯文本，发送时再转义和排版。

telegram-open = 在 LumaStack 中打开
telegram-yes = 是
telegram-no = 否

# 命令菜单：各用几个字。

telegram-command-start = 开始使用，或绑定账号
telegram-command-help = 我能做什么
telegram-command-language = 更改语言
telegram-command-unlink = 解除绑定此 Telegram 账号

telegram-start =
    您好！我负责通知 LumaStack 的用户，他们的仓库里发生了什么。
    如需接收您的仓库的消息，请登录 LumaStack，打开个人资料，选择“绑定 Telegram”，然后打开所给出的链接。
telegram-start-linked =
    { $username }，您好！您的账号已绑定，我会在这里给您发消息。
    发送 /help 可查看我能做什么。
telegram-unknown = 抱歉，我不明白。发送 /help 可查看我能做什么。
telegram-not-linked = 此 Telegram 账号尚未与 LumaStack 账号绑定。发送 /start 可查看绑定方法。
telegram-private-only = 我只在私聊中回复，请发消息给 @{ $bot }。

telegram-link-ask =
    要将此 Telegram 账号与 LumaStack 账号“{ $username }”绑定吗？
    请仅在该账号属于您、且您刚刚在 LumaStack 中发起绑定时选择“是”。
telegram-link-done = 完成：此 Telegram 账号已与“{ $username }”绑定，我会在这里给您发消息。
telegram-link-refused = 未进行任何绑定，该链接也已失效。
telegram-link-spent = 此链接已被使用或已过期。请在个人资料中重新获取。
telegram-link-taken =
    此 Telegram 账号已与另一个 LumaStack 账号绑定。
    请先发送 /unlink，然后再次打开新链接。

telegram-unlink-ask = 要解除此 Telegram 账号与“{ $username }”的绑定吗？解除后我将不再给您发消息。
telegram-unlink-done = 完成：此 Telegram 账号已解除绑定。再见！
telegram-unlink-refused = 未作任何更改。

telegram-language-ask = 我该使用哪种语言？
telegram-language-done = 从现在起，我将使用{ $language }。
