# 请求被拒绝时显示的文字。消息本身是详细说明，.title 属性是标题。

error-bad-request = 无法理解该请求。
    .title = 请求错误
error-bad-json = 请求正文不是有效的 JSON。
    .title = JSON 无效
error-bad-cursor = 该游标不是由此列表给出的，或属于另一组筛选条件。
    .title = 游标无效
error-bad-idempotency-key = Idempotency-Key 必须由 1 到 255 个可见 ASCII 字符组成。
    .title = Idempotency-Key 无效
error-unauthorized = 请先登录。
    .title = 未登录
error-invalid-credentials = 用户名或密码不正确。
    .title = 用户名或密码错误
error-invalid-token = 令牌无效。
    .title = 令牌无效
error-token-expired = 令牌已过期。
    .title = 令牌已过期
error-token-reused = 该刷新令牌此前已被使用。由它产生的所有会话均已终止，请重新登录。
    .title = 令牌被重复使用
error-csrf-failed = X-CSRF-Token 请求头缺失或不正确。请刷新页面后重试。
    .title = 跨站请求校验失败
error-forbidden = 您没有执行此操作的权限。
    .title = 没有权限
error-not-found = 此处没有内容，或者您无权查看。
    .title = 未找到
error-method-not-allowed = 该地址不支持此请求方法。
    .title = 不支持的请求方法
error-not-acceptable = 该地址无法以所请求的格式返回内容。
    .title = 无法提供所请求的格式
error-conflict = 当前状态不允许此操作。
    .title = 状态冲突
error-name-taken = 名称“{ $name }”已被使用。
    .title = 名称已被使用
error-idempotency-conflict = 此 Idempotency-Key 已用于另一个不同的请求。
    .title = Idempotency-Key 已被使用
error-refresh-in-progress = 此会话刚刚已续期，请使用较新的令牌。
    .title = 会话已续期
error-last-admin = 不能移除最后一个有效的管理员。
    .title = 最后一个管理员
error-not-cancellable = 该任务已经结束。
    .title = 已经结束
error-script-disabled = 脚本“{ $name }”已停用。
    .title = 脚本已停用
error-link-spent = 此链接已被使用或已过期，请重新获取。
    .title = 链接已失效
error-too-large = 请求超过 { $limit } 字节。
    .title = 请求过大
error-unsupported-media-type = 请以 application/json 格式发送正文。
    .title = 不支持的媒体类型
error-range-not-satisfiable = 请求的范围超出了内容的大小。
    .title = 请求范围无效
error-repository-unreadable =
    { $status ->
        [missing] 此处已没有仓库。
        [replaced] 此仓库已被另一个仓库取代。
        [refused] 此仓库指向扫描目录之外，或可能造成危害，因此不予读取。
        [unsupported] 不支持此类仓库。
       *[other] 此仓库已损坏，无法读取。
    }
    .title = 无法读取仓库
error-file-too-large = 文件超过 { $limit } 字节的发送上限。
    .title = 文件过大
error-validation = 部分字段无效。
    .title = 字段无效
error-project-blocked = 项目“{ $name }”已禁止拉取：{ $reason }
    .title = 项目已禁止拉取
error-rate-limited = 尝试次数过多，请在 { $seconds } 秒后重试。
    .title = 尝试次数过多
error-slow-consumer = 此连接读取过慢，现予关闭。重新连接后可从中断处继续。
    .title = 读取过慢
error-too-many-sockets = 您打开的实时连接过多，请关闭一些窗口。
    .title = 连接过多
error-too-many-subscriptions = 一个连接最多可以关注 { $limit } 个房间。
    .title = 房间过多
error-internal = 服务器内部出错。请将请求 ID 告知管理员。
    .title = 内部错误
error-unavailable = 此操作所需的某个组件目前不可用，请稍后重试。
    .title = 暂时不可用
error-telegram-unavailable = 这里没有连接 Telegram 机器人，或者机器人尚未响应。请联系管理员。
    .title = 没有 Telegram 机器人

# 单个字段的错误。

field-missing = 此字段为必填项。
field-unknown = 没有这个字段。
field-wrong-type = 值的类型不正确。
field-too-short = 请至少输入 { $limit } 个字符。
field-too-long = 请最多输入 { $limit } 个字符。
field-out-of-range = 值超出允许范围。
field-nul = 不允许包含 NUL 字符。
field-not-a-choice = 该值不在允许的选项之内。
field-not-a-time = 请按 RFC 3339 格式输入时间，例如 2030-01-31T12:00:00Z。
field-invalid = 该值无效。
field-unknown-timezone = 没有这个时区。
field-wrong-password = 当前密码不正确。
field-unknown-interpreter = 此机器上没有 { $name }。
field-no-interpreter = 请指定解释器，或让脚本以 #! 开头。
field-more-than-the-machine = 此机器只有 { $limit } MiB 内存。
field-unknown-project = 没有这个项目。
field-other-project = 此脚本属于另一个项目。
field-variable-name = 请只使用字母、数字和下划线，并避开沙箱自身需要的名称。
field-not-a-directory = 服务器上没有这个目录，或者目录不可读。
