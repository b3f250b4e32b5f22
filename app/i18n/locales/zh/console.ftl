# 控制台的文字。均不带参数：数字、日期和名称由页面放在旁边。

## 框架

console-navigation = 主导航
console-way = 当前位置
console-administration = 管理
console-group-sky = StarsCalendars
console-menu = 更多
console-projects = 项目
console-scripts = 脚本
console-runs = 运行记录
console-notifications = 通知
console-roots = 扫描目录
console-api = API 参考
console-skip = 跳到正文
console-loading = 正在加载
console-more = 显示更多
console-now = 刚刚
console-close = 关闭
console-cancel = 取消
console-save = 保存更改
console-saved = 已保存
console-delete = 删除
console-deleted = 已删除
console-download = 下载
console-try-again = 重试
console-not-found = 此处没有内容
console-not-found-text = 该地址不存在。内容可能已移动，或者地址有误。
console-nothing-found = 没有匹配的结果
console-nothing-found-text = 请减少关键词，或清除筛选条件。
console-unsaved = 更改尚未保存，仍要离开吗？
console-noscript = LumaStack 控制台需要 JavaScript 才能显示。
console-error-network = 无法连接
console-error-network-detail = 服务器没有响应。请确认它正在运行，并且您可以访问它。
console-error-unexpected = 出错了
console-offline = 实时更新已中断，正在重新连接…
console-connection-idle = 未连接
console-connection-connecting = 正在连接…
console-connection-online = 实时
console-connection-offline = 正在重新连接…

## 键盘

console-keys = 键盘快捷键
console-keys-search = 搜索
console-keys-follow = 跟随日志末尾
console-keys-leave = 关闭，或离开输入框
console-keys-help = 显示此列表

## 登录与个人

console-sign-in = 登录
console-sign-in-title = 登录控制台
console-sign-in-wait = 重试倒计时（秒）：
console-sign-out = 退出登录
console-sign-out-everywhere = 在所有设备上退出登录
console-username = 用户名
console-password = 密码
console-profile = 个人资料
console-role-user = 用户
console-role-admin = 管理员
console-language = 语言
console-timezone = 时区
console-theme = 外观
console-theme-system = 跟随系统
console-theme-light = 浅色
console-theme-dark = 深色

## 通知

console-unread = 未读
console-notes-all = 全部通知
console-notes-read-all = 全部标为已读
console-notes-everything = 全部
console-notes-unread = 未读
console-notes-none = 暂无通知
console-notes-none-unread = 没有未读通知
console-notes-none-text = 您关注的项目有新提交、运行结束或新评论时，会显示在这里。

## 项目

console-projects-search = 查找项目
console-projects-none = 暂无项目
console-projects-none-admin = 请添加存放 Git 仓库的目录，然后进行扫描。
console-projects-none-user = 查找仓库的目录由管理员添加。
console-scan = 扫描项目
console-filter-state = 显示
console-filter-all = 全部项目
console-filter-blocked = 已禁止拉取
console-filter-open = 允许拉取
console-blocked = 已禁止拉取
console-blocked-title = 已禁止拉取
console-no-commits = 没有提交
console-project-status-active = 正常
console-project-status-missing = 已消失
console-project-status-broken = 已损坏
console-project-status-refused = 已拒绝
console-project-status-unsupported = 不支持
console-project-status-replaced = 已被替换
console-kind-bare = 裸仓库
console-kind-linked-worktree = 关联工作树
console-kind-submodule = 子模块
console-tab-commits = 提交
console-tab-files = 文件
console-tab-runs = 运行记录
console-about = 简介
console-branch = 分支
console-branches = 分支
console-tags = 标签
console-ref = 分支或标签
console-ref-head = 当前检出的分支
console-remote = 远程仓库
console-polled = 上次检查
console-path = 路径
console-copy-path = 复制路径
console-copy-sha = 复制提交 ID
console-copy-text = 复制文本
console-commits-search = 搜索提交
console-commits-none = 没有提交
console-commits-new = 新提交
console-files-at = 浏览此提交时的文件
console-files-cut = 此文件夹内容过多，仅显示开头部分。
console-files-none = 此文件夹为空
console-history = 历史
console-lines = 行数
console-file-binary = 非文本文件
console-file-binary-text = 请下载后用合适的程序查看。
console-file-cut = 文件较大，仅显示开头部分。下载后可查看全部内容。
console-file-empty = 此文件为空
console-subscription = 通知我以下事件
console-event-commit = 新提交
console-event-pull = 拉取
console-event-comment = 评论
console-event-mention = 提到我
console-event-execution = 运行结束
console-event-alert = 问题
console-channels = 通知方式
console-channel-web = 本控制台
console-channel-telegram = Telegram
console-channel-telegram-unlinked = 您的账号尚未绑定 Telegram。

## 脚本

console-scripts-search = 查找脚本
console-scripts-none = 暂无脚本
console-scripts-none-text = 脚本在沙箱中运行，其输出会逐行显示在这里。
console-script-new = 新建脚本
console-script-create = 创建脚本
console-script-name = 名称
console-script-type = 类型
console-script-type-global = 全局
console-script-type-project = 项目
console-script-project = 项目
console-script-interpreter = 解释器
console-script-interpreter-hint = 若脚本以 #! 开头，可留空
console-script-description = 描述
console-script-gone = 已删除的脚本
console-script-content = 脚本
console-script-content-hint = Tab 键用于缩进。依次按 Esc 和 Tab 可离开编辑器。
console-script-limits = 限制与访问权限
console-script-timeout = 时间限制
console-script-timeout-hint = 秒，最多 300
console-script-memory = 内存
console-script-memory-hint = MiB
console-script-access = 项目文件
console-script-access-hint = 运行时对所属项目文件的访问权限
console-script-access-none = 不可见
console-script-access-read = 只读
console-script-access-write = 读写
console-script-network = 网络访问
console-script-network-hint = 关闭时，脚本运行时无法访问沙箱之外的任何地址。
console-script-network-on = 网络
console-script-enabled = 启用
console-script-enabled-hint = 停用的脚本无法运行。
console-script-disabled = 已停用
console-script-delete-title = 删除此脚本？
console-script-delete-text = 删除后将无法再运行它。

## 运行

console-run = 运行
console-run-script = 运行脚本
console-run-choose = 要运行哪个脚本？
console-run-project = 所在项目
console-run-project-hint = 留空则不在任何项目中运行。
console-run-project-unknown = 请从列表中选择项目。
console-run-again = 重新运行
console-run-cancel = 取消运行
console-run-exit = 退出码
console-run-signal = 信号
console-run-duration = 用时
console-run-output = 输出
console-run-sandbox = 沙箱
console-run-by = 启动者
console-run-by-you = 您
console-runs-none = 暂无运行记录
console-runs-none-text = 启动脚本后，每次运行及其日志都会保留在这里。
console-runs-none-project = 在此项目中运行脚本后，记录会显示在这里。
console-runs-none-script = 运行此脚本后，记录会显示在这里。
console-status = 状态
console-filter-any-status = 全部状态
console-status-queued = 排队中
console-status-running = 运行中
console-status-succeeded = 成功
console-status-failed = 失败
console-status-timed-out = 超时
console-status-cancelled = 已取消
console-status-lost = 结果未知

## 日志

console-log = 日志
console-log-region = 日志内容
console-log-search = 搜索日志
console-log-hit-before = 上一个匹配项
console-log-hit-after = 下一个匹配项
console-log-wrap = 自动换行
console-log-follow = 跟随
console-log-to-end = 跳到末尾
console-log-copy = 复制选中的行
console-log-cut = 未显示的字符数：
console-log-dropped = 日志已达到上限，省略部分：
console-log-waiting = 正在等待输出…
console-log-empty = 此次运行没有输出
console-copied = 已复制
console-copy-failed = 浏览器不允许复制

## 扫描目录

console-roots-open = 添加目录
console-roots-path = 目录
console-roots-path-hint = 服务器上的绝对路径；会查找其下任意层级的仓库。
console-roots-add = 添加目录
console-roots-none = 暂无目录
console-roots-none-text = 请先在上方添加目录，再进行扫描。
console-roots-scanned = 扫描时间
console-roots-never = 尚未扫描
console-roots-delete-title = 移除此目录？
console-roots-delete-text = 移除后将不再查找其中的项目。
console-scan-start = 立即扫描
console-scan-found = 找到
console-scan-new = 新增
console-scan-moved = 已移动
console-scan-missing = 已消失
console-scan-replaced = 已被替换
console-scan-unreadable = 无法读取的文件夹
console-scan-done = 扫描已完成
console-scan-failed = 扫描未能完成

## API 参考

console-docs-title = API 参考
console-docs-search = 查找操作
console-docs-parameters = 参数
console-docs-body = 请求正文
console-docs-responses = 响应
console-docs-schemas = 数据结构
console-docs-required = 必填
console-docs-nullable = 或 null
console-docs-default = 默认值
console-docs-document = OpenAPI 文档
console-docs-console = 控制台
console-docs-untagged = 其他
console-docs-public = 无需登录
console-docs-none = 没有匹配的结果
