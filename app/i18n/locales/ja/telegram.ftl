# ボットが Telegram で話す言葉。プレーンテキスト。送信時にエスケープされ、書式が付く。

telegram-open = LumaStack で開く
telegram-yes = はい
telegram-no = いいえ

# コマンドメニュー：それぞれ短い言葉で。

telegram-command-start = 開始、またはアカウントの連携
telegram-command-help = できること
telegram-command-language = 言語を変更
telegram-command-unlink = この Telegram アカウントの連携を解除

telegram-start =
    こんにちは！LumaStack のリポジトリで起きたことをお知らせするボットです。
    通知を受け取るには、LumaStack にサインインしてプロフィールを開き、「Telegram を連携」を選んで、表示されたリンクを開いてください。
telegram-start-linked =
    { $username } さん、こんにちは！アカウントは連携済みです。通知はここにお送りします。
    できることは /help でご覧いただけます。
telegram-unknown = すみません、理解できませんでした。できることは /help でご覧いただけます。
telegram-not-linked = この Telegram アカウントは LumaStack のアカウントと連携されていません。連携の方法は /start でご覧いただけます。
telegram-private-only = 個別のチャットでのみお答えしています。@{ $bot } にメッセージをお送りください。

telegram-link-ask =
    この Telegram アカウントを LumaStack のアカウント「{ $username }」と連携しますか？
    ご自身のアカウントで、たった今 LumaStack で連携を申し込んだ場合にのみ「はい」を選んでください。
telegram-link-done = この Telegram アカウントを「{ $username }」と連携しました。今後の通知はここにお送りします。
telegram-link-refused = 連携は行われませんでした。このリンクはもう使えません。
telegram-link-spent = このリンクは使用済みか、有効期限が切れています。プロフィールから新しいリンクを取得してください。
telegram-link-taken =
    この Telegram アカウントは、すでに別の LumaStack アカウントと連携されています。
    先に /unlink を送信してから、新しいリンクをもう一度開いてください。

telegram-unlink-ask = この Telegram アカウントと「{ $username }」の連携を解除しますか？解除すると、通知が届かなくなります。
telegram-unlink-done = この Telegram アカウントの連携を解除しました。ご利用ありがとうございました。
telegram-unlink-refused = 何も変更していません。

telegram-language-ask = どの言語を使いますか？
telegram-language-done = これからは{ $language }でお話しします。
