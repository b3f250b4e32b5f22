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

console-dashboard = 动态
console-dashboard-span = 时间范围
console-authors = 作者
console-failures = 失败的运行
console-tab-pulls = 拉取
console-pulls-none = 还没有拉取
console-pull = 拉取
console-pulling = 正在拉取…
console-pull-undo = 撤销拉取
console-pull-undo-text = 分支及其文件将回到 { $sha }。只有在此后没有任何变化时才可行。
console-pull-in-shell = 在终端中
console-pull-failed = 未拉取：{ $reason }
console-pull-status-fast-forwarded = 已拉取
console-pull-status-up-to-date = 已是最新
console-pull-status-undone = 拉取已撤销
console-block = 禁止拉取
console-unblock = 解除禁止
console-block-reason = 原因
console-block-until = 截止时间
console-block-enforce = 同时阻止终端中的 git pull
console-block-enforce-hint = 在禁止期间，仓库中的钩子会拒绝它。
console-upstream = 上游
console-upstream-unknown = 尚未查询
console-upstream-unreachable = 无法连接
console-upstream-gone = 分支已不存在
console-upstream-up-to-date = 已是最新
console-upstream-ahead = 领先
console-upstream-behind = 落后
console-upstream-diverged = 已分叉
console-dashboard-days = { $count } 天
