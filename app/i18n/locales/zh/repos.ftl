# 拉取、锁定、上游与仪表板。

error-pull-not-undoable = 只能撤销最近一次拉取，且只能撤销一次。
    .title = 无法撤销
error-invalid-signature = 此次投递的签名缺失或不正确。
    .title = 签名无效
field-in-the-past = 这个时间已经过去。

notification-pull-undone =
    .title = 已撤销 { $project } 的拉取
    .body = { $branch } 已回到之前的位置。
notification-pull-refused =
    .title = { $project } 未被拉取
    .body =
        { $reason ->
            [dirty] { $branch } 上有已修改的文件。
            [diverged] { $branch } 有自己的提交，无法快进。
            [blocked] 已禁止拉取。
            [locked] 另一个程序正占用着锁。
            [auth] 上游拒绝了凭据。
            [network] 无法连接上游。
            [no_upstream] { $branch } 没有上游分支。
            [in_progress] 那里正在进行合并或变基。
            [unsuitable] LumaStack 无法拉取此仓库。
           *[other] 无法推进 { $branch }。
        }
notification-upstream =
    .title = { $project } 的上游有新提交
    .body = { $branch } 的上游分支已前进，新提交尚未拉取。
notification-unreachable =
    .title = 无法连接 { $project } 的上游
    .body = { $url } 自 { $since } 起没有响应。之后仍会重试，但间隔会越来越长。
notification-moved-while-blocked =
    .title = { $project } 已禁止拉取，却发生了移动
    .body = 在禁止拉取期间，有人把 { $branch } 从 { $old } 移到了 { $new }。
