# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    我会在这里告诉您各个项目的动态。回复我的任何一条消息，您的话就会成为对相应提交、运行或项目的评论。
    您可以发送：

telegram-command-projects = 您的项目
telegram-command-project = 查看一个项目及可做的操作
telegram-command-commits = 项目的最新提交
telegram-command-comment = 评论项目或提交
telegram-command-subscribe = 选择接收项目的哪些消息
telegram-command-mute = 不在这里接收某个项目的消息
telegram-command-run = 运行脚本
telegram-command-cancel = 取消提问或运行
telegram-command-pull = 拉取项目
telegram-command-block = 禁止拉取项目
telegram-command-unblock = 重新允许拉取
telegram-command-login = 获取登录链接
telegram-command-timezone = 更改时区

telegram-cancel = 取消
telegram-skip = 跳过
telegram-stopped = 已取消。
telegram-too-late = 这个问题已经失效，请重新开始。
telegram-test = 这是一条测试消息。LumaStack 的消息会发送到这里。

telegram-login =
    .title = 登录 LumaStack
    .body =
        有人请求以“{ $username }”的身份登录。如果是您本人，请按下按钮；它只能使用一次，有效期至 { $until }。
        如果不是您，请不要操作：没有这个按钮谁也无法登录。{ $address }
telegram-login-button = 登录
telegram-login-not-now = 刚才已经给您发送过链接。请使用最后一个，或十分钟后再试。

telegram-digest =
    .title = 新消息：{ $count }
    .body = { $count }
telegram-digest-more = ……还有 { $count } 条

telegram-no-project = 没有名为 { $name } 的项目，或者您无权查看。
telegram-no-projects = 没有您可以查看的项目。
telegram-which-project = 哪个项目？
telegram-which-project-more = 哪个项目？这里只列出前几个；请输入更完整的名称来查找其他项目。
telegram-projects = 您的项目：
telegram-project-blocked = 已禁止拉取：{ $reason }
telegram-button-commits = 提交
telegram-button-comment = 评论
telegram-button-subscribe = 订阅
telegram-button-run = 运行脚本
telegram-button-pull = 拉取
telegram-button-block = 禁止拉取
telegram-button-unblock = 允许拉取
telegram-button-group = 通知群组
telegram-button-unmute = 重新接收消息
telegram-button-add = 选择群组
telegram-no-commits = { $project } 还没有提交。
telegram-commits =
    .title = { $project } 的最新提交
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }，{ $at }

telegram-comment-ask = 您想对 { $project } 说什么？
telegram-comment-done = 您对 { $project } 的评论已发布。
telegram-comment-on-what = 无法判断那条消息属于哪个项目，请改用 /comment。

telegram-subscription = 要在这里接收 { $project } 的哪些消息？点按即可更改。
telegram-event-commit = 提交
telegram-event-pull = 拉取
telegram-event-comment = 评论
telegram-event-mention = 提及
telegram-event-execution = 运行
telegram-event-alert = 警报
telegram-muted = 这里不再发送 { $project } 的消息。

telegram-pull-queued = 即将拉取 { $project }。
telegram-block-ask = 为什么要禁止拉取 { $project }？
telegram-block-done = 已禁止拉取 { $project }。
telegram-unblock-done = 已重新允许拉取 { $project }。

telegram-group-offer = 请选择要接收 { $project } 消息的群组。该链接十分钟内有效，只能使用一次。
telegram-group-only = 该链接用于群组。
telegram-bind-how = 请由项目维护者用已绑定的账号发送 /bind 和项目的准确名称。
telegram-bind-done = 本群组从现在起接收 { $project } 的消息。
telegram-unbind-done = 本群组不再接收 { $project } 的消息。

telegram-no-scripts = 没有您可以运行的脚本。
telegram-which-script = 哪个脚本？
telegram-run-project = { $script } 要在哪个项目上运行？
telegram-run-parameter = { $script }：{ $name }？
telegram-run-number = { $script }：{ $name }？请输入数字。
telegram-run-wrong = 该值不适用于 { $name }，请重试。
telegram-run-confirm =
    用以下参数运行 { $script } 吗？
    { $values }
telegram-run-queued = { $script } 正在等待运行。目前行数：{ $lines }
telegram-run-running = { $script } 正在运行。目前行数：{ $lines }
telegram-run-tail = 最后几行：
telegram-run-log = 日志
telegram-run-cancelling = 即将停止。
telegram-nothing-runs = 您没有可以取消的运行。
telegram-which-run = 哪次运行？
telegram-log = { $script } 的日志

telegram-timezone-ask = 您的时区是 { $zone }。请用拉丁字母发送一个城市，例如 Shanghai。
telegram-timezone-which = 哪一个？
telegram-timezone-unknown = 不认识时区 { $name }。请用拉丁字母发送附近大城市的名称。
telegram-timezone-done = 您的时区现在是 { $zone }。

notification-bot-silent =
    .title = 机器人 @{ $bot } 收不到消息
    .body = 已有一段时间没有向 Telegram 获取它的消息（{ $reason }）。请检查“bot”进程是否在运行。
notification-bot-conflict =
    .title = 另一个程序正在使用机器人 @{ $bot }
    .body = 它也在向 Telegram 获取同一机器人的消息，因此部分消息到不了这里。请停止它，或用 @BotFather 生成新令牌（{ $reason }）。
notification-bot-token =
    .title = 机器人 @{ $bot } 的令牌无效
    .body = Telegram 的答复：{ $reason }。请用 @BotFather 生成新令牌并保存。
notification-bot-error =
    .title = 机器人 @{ $bot } 出现问题
    .body = Telegram 的答复：{ $reason }
notification-telegram-not-admin =
    .title = 机器人看不到 { $channel } 的成员
    .body = 请将它设为频道管理员；在此之前，新加入者都不算成员。

error-wrong-number = 该链接是在另一个浏览器中请求的，请输入那里显示的数字。
    .title = 需要数字
error-members-only = 此功能仅供 Telegram 频道 { $channel } 的成员使用。
    .title = 仅限成员
error-not-linked = 您的账号尚未绑定 Telegram。
    .title = 未绑定
