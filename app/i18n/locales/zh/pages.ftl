# The home, the scan roots, and why work failed.

console-home = 首页
console-home-hello = { $name }，您好
console-home-attention = 需要关注
console-home-all-well = 所有项目均正常。
console-home-news = 新消息
console-see-all = 查看全部
console-first = 入门步骤
console-first-root = 添加存放 Git 仓库的目录
console-first-scan = 扫描其中的项目
console-first-script = 编写脚本
console-first-run = 运行脚本并查看输出
console-first-next = 继续下一步
console-done = 已完成
console-scans-recent = 最近的扫描
console-fault-not-found = 相关对象已不存在。
console-fault-repository-unreadable = 无法读取仓库。
console-fault-worker-lost = 执行此任务的工作进程多次中断。
console-fault-keeper-lost = 监视此次运行的进程已终止，因此无法得知结果。
console-fault-keeper-failed = 无法启动运行，原因见工作进程的日志。
console-fault-tree-missing = 项目文件已不在原处，请重新扫描。
console-fault-interpreter-missing = 此机器上未安装该解释器。
console-fault-project-missing = 项目已不存在。请重新扫描，或在其他项目中运行脚本。
console-roots-unreadable = 有 { $count } 个文件夹无法进入
