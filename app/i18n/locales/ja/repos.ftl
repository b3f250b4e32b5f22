# プル、ブロック、上流、ダッシュボード。

error-pull-not-undoable = 取り消せるのは最後のプルだけで、一度だけです。
    .title = 取り消せません
error-invalid-signature = この配信の署名がないか、正しくありません。
    .title = 署名が無効です
field-in-the-past = この時刻はすでに過ぎています。

notification-pull-undone =
    .title = { $project } のプルを取り消しました
    .body = { $branch } は以前の位置に戻りました。
notification-pull-refused =
    .title = { $project } はプルされませんでした
    .body =
        { $reason ->
            [dirty] { $branch } に変更されたファイルがあります。
            [diverged] { $branch } に独自のコミットがあり、早送りできません。
            [blocked] プルはブロックされています。
            [locked] 別のプログラムがロックを保持しています。
            [auth] 上流が認証情報を拒否しました。
            [network] 上流に接続できませんでした。
            [no_upstream] { $branch } に上流ブランチがありません。
            [in_progress] マージまたはリベースの途中です。
            [unsuitable] このリポジトリは LumaStack ではプルできません。
           *[other] { $branch } を進められませんでした。
        }
notification-upstream =
    .title = { $project } の上流に新しいコミットがあります
    .body = { $branch } の上流ブランチが進みました。まだプルされていません。
notification-unreachable =
    .title = { $project } の上流に接続できません
    .body = { $url } は { $since } から応答していません。間隔を広げながら再試行します。
notification-moved-while-blocked =
    .title = ブロック中の { $project } が動きました
    .body = プルがブロックされている間に、誰かが { $branch } を { $old } から { $new } へ動かしました。

console-dashboard = アクティビティ
console-dashboard-span = 期間
console-authors = 作者
console-failures = 失敗した実行
console-tab-pulls = プル
console-pulls-none = まだプルはありません
console-pull = プル
console-pulling = プルしています…
console-pull-undo = プルを取り消す
console-pull-undo-text = ブランチとファイルは { $sha } に戻ります。その後に何も変わっていない場合に限ります。
console-pull-in-shell = シェルで
console-pull-failed = プルされませんでした：{ $reason }
console-pull-status-fast-forwarded = プルしました
console-pull-status-up-to-date = すでに最新です
console-pull-status-undone = プルを取り消しました
console-block = プルをブロック
console-unblock = ブロックを解除
console-block-reason = 理由
console-block-until = 期限
console-block-enforce = シェルの git pull も止める
console-block-enforce-hint = ブロック中はリポジトリのフックが拒否します。
console-upstream = 上流
console-upstream-unknown = まだ問い合わせていません
console-upstream-unreachable = 接続できません
console-upstream-gone = ブランチがなくなりました
console-upstream-up-to-date = 最新
console-upstream-ahead = 先行
console-upstream-behind = 遅れ
console-upstream-diverged = 分岐
console-dashboard-days = { $count } 日間
