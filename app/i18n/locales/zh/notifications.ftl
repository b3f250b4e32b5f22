# 在浏览器和 Telegram 中告知用户的内容。每条消息都有标题和正文，均为纯文本。

notification-commit =
    .title = { $project } 有新提交
    .body = { $author } 在 { $branch }：{ $subject }
notification-commits =
    .title = { $project } 有 { $count } 个新提交
    .body = { $branch } 上的最新提交来自 { $author }：{ $subject }
notification-history-rewritten =
    .title = { $project } 的历史已被改写
    .body = { $branch } 不再包含原有的提交：已从 { $old } 变为 { $new }。

notification-pull =
    .title = { $project } 已拉取
    .body = { $branch } 前进了 { $count } 个提交。
notification-pull-failed =
    .title = { $project } 拉取失败
    .body = { $branch } 未能更新：{ $reason }

notification-comment =
    .title = { $author } 评论了 { $project }
    .body = { $text }
notification-mention =
    .title = { $author } 在 { $project } 中提到了您
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } 运行成功
    .body = 用时 { $duration }，已正常结束。
notification-execution-failed =
    .title = { $script } 运行失败
    .body = 用时 { $duration }，退出码为 { $code }。
notification-execution-timed-out =
    .title = { $script } 运行超时
    .body = 运行 { $duration } 后被终止。
notification-execution-cancelled =
    .title = { $script } 已取消
    .body = 运行 { $duration } 后被终止。
notification-execution-lost =
    .title = { $script } 运行中断，结果未知
    .body = 运行它的机器已停止工作，因此无法得知结果。系统不会自动重新运行。

notification-project-missing =
    .title = { $project } 已消失
    .body = { $path } 处已没有仓库。已有的信息会予以保留。

notification-telegram-linked =
    .title = Telegram 已绑定
    .body = 有一个 Telegram 账号已与您的账号绑定，并将接收您的消息。如果这不是您本人的操作，请在个人资料中解除绑定，并修改密码。

notification-celestial =
    .title = { $event }
    .body = { $description }（{ $at }）
