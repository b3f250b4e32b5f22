# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    ここでプロジェクトの動きをお知らせします。私のメッセージに返信すると、その内容が該当するコミット、実行、
    またはプロジェクトへのコメントになります。送れるコマンドは次のとおりです。

telegram-command-projects = プロジェクト一覧
telegram-command-project = プロジェクトの詳細と操作
telegram-command-commits = プロジェクトの最新コミット
telegram-command-comment = プロジェクトやコミットにコメント
telegram-command-subscribe = 受け取るお知らせを選ぶ
telegram-command-mute = プロジェクトのお知らせをここで止める
telegram-command-run = スクリプトを実行
telegram-command-cancel = 質問や実行を取り消す
telegram-command-pull = プロジェクトをプル
telegram-command-block = プルをブロック
telegram-command-unblock = プルのブロックを解除
telegram-command-login = サインイン用リンクを受け取る
telegram-command-timezone = タイムゾーンを変更

telegram-cancel = キャンセル
telegram-skip = スキップ
telegram-stopped = 取り消しました。
telegram-too-late = その質問はもう有効ではありません。最初からやり直してください。
telegram-test = これはテストです。LumaStack のメッセージはここに届きます。

telegram-login =
    .title = LumaStack にサインイン
    .body =
        「{ $username }」としてのサインインが求められました。ご本人であればボタンを押してください。{ $until } まで、一度だけ使えます。
        心当たりがなければ何もしないでください。このボタンなしでは誰も入れません。{ $address }
telegram-login-button = サインイン
telegram-login-not-now = 先ほどリンクを送りました。最後のものを使うか、10 分後にもう一度お試しください。

telegram-digest =
    .title = 新着：{ $count }
    .body = { $count }
telegram-digest-more = …ほか { $count } 件

telegram-no-project = { $name } というプロジェクトはないか、表示する権限がありません。
telegram-no-projects = 表示できるプロジェクトはありません。
telegram-which-project = どのプロジェクトですか？
telegram-which-project-more = どのプロジェクトですか？最初の数件です。ほかを探すには、名前をもっと入力してください。
telegram-projects = プロジェクト一覧：
telegram-project-blocked = プルはブロックされています：{ $reason }
telegram-button-commits = コミット
telegram-button-comment = コメント
telegram-button-subscribe = お知らせ設定
telegram-button-run = スクリプトを実行
telegram-button-pull = プル
telegram-button-block = プルをブロック
telegram-button-unblock = ブロックを解除
telegram-button-group = グループに知らせる
telegram-button-unmute = 再び受け取る
telegram-button-add = グループを選ぶ
telegram-no-commits = { $project } にはまだコミットがありません。
telegram-commits =
    .title = { $project } の最新コミット
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }、{ $at }

telegram-comment-ask = { $project } についてのコメントを入力してください。
telegram-comment-done = { $project } へのコメントを登録しました。
telegram-comment-on-what = そのメッセージがどのプロジェクトのものか分かりません。/comment を使ってください。

telegram-subscription = { $project } の何をここでお知らせしますか？押すと切り替わります。
telegram-event-commit = コミット
telegram-event-pull = プル
telegram-event-comment = コメント
telegram-event-mention = メンション
telegram-event-execution = 実行
telegram-event-alert = 警告
telegram-muted = { $project } のお知らせはここには届きません。

telegram-pull-queued = { $project } をプルします。
telegram-block-ask = { $project } のプルをブロックする理由は何ですか？
telegram-block-done = { $project } のプルをブロックしました。
telegram-unblock-done = { $project } のプルのブロックを解除しました。

telegram-group-offer = { $project } を知らせるグループを選んでください。リンクは 10 分間、一度だけ使えます。
telegram-group-only = そのリンクはグループ用です。
telegram-bind-how = プロジェクトの保守担当者が、連携済みのアカウントから /bind と正確な名前を送ってください。
telegram-bind-done = 今後このグループに { $project } をお知らせします。
telegram-unbind-done = このグループには { $project } をお知らせしません。

telegram-no-scripts = 実行できるスクリプトはありません。
telegram-which-script = どのスクリプトですか？
telegram-run-project = { $script } をどのプロジェクトで実行しますか？
telegram-run-parameter = { $script }：{ $name } は？
telegram-run-number = { $script }：{ $name } は？数値を送ってください。
telegram-run-wrong = { $name } には使えない値です。もう一度お試しください。
telegram-run-confirm =
    { $script } を次の内容で実行しますか？
    { $values }
telegram-run-queued = { $script } は実行待ちです。現在の行数：{ $lines }
telegram-run-running = { $script } を実行中です。現在の行数：{ $lines }
telegram-run-tail = 最後の数行：
telegram-run-log = ログ
telegram-run-cancelling = まもなく停止します。
telegram-nothing-runs = 取り消せる実行はありません。
telegram-which-run = どの実行ですか？
telegram-log = { $script } のログ

telegram-timezone-ask = 現在のタイムゾーンは { $zone } です。都市名をローマ字で送ってください（例：Tokyo）。
telegram-timezone-which = どれですか？
telegram-timezone-unknown = タイムゾーン { $name } が見つかりません。近くの大きな都市名をローマ字で送ってください。
telegram-timezone-done = タイムゾーンを { $zone } にしました。

notification-bot-silent =
    .title = ボット @{ $bot } が受信していません
    .body = しばらくの間、Telegram からメッセージを取得していません（{ $reason }）。プロセス「bot」が動いているか確認してください。
notification-bot-conflict =
    .title = 別のプログラムがボット @{ $bot } を使っています
    .body = 同じボットのメッセージを Telegram から取得しているため、一部がここに届きません。それを止めるか、@BotFather で新しいトークンを作ってください（{ $reason }）。
notification-bot-token =
    .title = ボット @{ $bot } のトークンが無効です
    .body = Telegram の応答：{ $reason }。@BotFather で新しいトークンを作り、保存してください。
notification-bot-error =
    .title = ボット @{ $bot } に問題があります
    .body = Telegram の応答：{ $reason }
notification-telegram-not-admin =
    .title = ボットは { $channel } のメンバーを確認できません
    .body = ボットをチャンネルの管理者にしてください。それまで新しい人はメンバーとみなされません。

error-wrong-number = このリンクは別のブラウザーで要求されました。そこに表示されている数字を入力してください。
    .title = 数字が必要です
error-members-only = Telegram チャンネル { $channel } のメンバー専用です。
    .title = メンバー専用
error-not-linked = アカウントが Telegram と連携されていません。
    .title = 未連携
