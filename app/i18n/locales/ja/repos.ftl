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
