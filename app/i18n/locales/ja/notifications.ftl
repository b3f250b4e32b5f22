# ブラウザーと Telegram で伝える内容。どのメッセージにも見出しと本文があり、どちらもプレーンテキスト。

notification-commit =
    .title = { $project } に新しいコミット
    .body = { $author }（{ $branch }）：{ $subject }
notification-commits =
    .title = { $project } に新しいコミットが { $count } 件
    .body = { $branch } の最新のコミットは { $author }：{ $subject }
notification-history-rewritten =
    .title = { $project } の履歴が書き換えられました
    .body = { $branch } は以前の内容を含まなくなりました：{ $old } から { $new } に移動しました。

notification-pull =
    .title = { $project } をプルしました
    .body = { $branch } が { $count } コミット進みました。
notification-pull-failed =
    .title = { $project } のプルに失敗しました
    .body = { $branch } を進められませんでした：{ $reason }

notification-comment =
    .title = { $author } さんが { $project } にコメントしました
    .body = { $text }
notification-mention =
    .title = { $author } さんが { $project } であなたをメンションしました
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } が成功しました
    .body = { $duration } で正常に終了しました。
notification-execution-failed =
    .title = { $script } が失敗しました
    .body = { $duration } 実行され、終了コード { $code } で終了しました。
notification-execution-timed-out =
    .title = { $script } が制限時間を超えました
    .body = { $duration } で停止されました。
notification-execution-cancelled =
    .title = { $script } がキャンセルされました
    .body = { $duration } で停止されました。
notification-execution-lost =
    .title = { $script } の結果が不明です
    .body = 実行していたマシンが停止したため、どのように終了したかわかりません。自動的に再実行されることはありません。

notification-project-missing =
    .title = { $project } が見つからなくなりました
    .body = { $path } にはもうリポジトリがありません。これまでの情報は残ります。

notification-telegram-linked =
    .title = Telegram を連携しました
    .body = Telegram アカウントがあなたのアカウントと連携されました。今後はそこに通知が届きます。心当たりがない場合は、プロフィールで連携を解除し、パスワードを変更してください。

notification-celestial =
    .title = { $event }
    .body = { $description }（{ $at }）
