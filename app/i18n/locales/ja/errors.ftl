# 要求が拒まれたときに読まれる文。メッセージ本体が詳細、.title 属性が見出し。

error-bad-request = リクエストを解釈できませんでした。
    .title = 不正なリクエスト
error-bad-json = リクエストの本文が正しい JSON ではありません。
    .title = JSON が無効です
error-bad-cursor = このカーソルは、この一覧が発行したものではないか、別の絞り込み条件のものです。
    .title = カーソルが無効です
error-bad-idempotency-key = Idempotency-Key には、1～255 文字の可視 ASCII 文字を指定してください。
    .title = Idempotency-Key が無効です
error-unauthorized = 先にサインインしてください。
    .title = サインインしていません
error-invalid-credentials = ユーザー名またはパスワードが正しくありません。
    .title = ユーザー名またはパスワードの誤り
error-invalid-token = トークンが無効です。
    .title = 無効なトークン
error-token-expired = トークンの有効期限が切れています。
    .title = トークンの期限切れ
error-token-reused = このリフレッシュトークンは使用済みです。このトークンから始まったセッションはすべて終了しました。もう一度サインインしてください。
    .title = トークンの再使用
error-csrf-failed = X-CSRF-Token ヘッダーがないか、正しくありません。ページを再読み込みして、もう一度お試しください。
    .title = クロスサイト検査の失敗
error-forbidden = この操作を行う権限がありません。
    .title = 権限がありません
error-not-found = ここには何もないか、表示する権限がありません。
    .title = 見つかりません
error-method-not-allowed = このアドレスでは、このメソッドを使用できません。
    .title = 使用できないメソッド
error-not-acceptable = このアドレスでは、要求された形式で応答できません。
    .title = 応答できない形式
error-conflict = 現在の状態では、この操作を実行できません。
    .title = 状態の競合
error-name-taken = 「{ $name }」という名前はすでに使われています。
    .title = 名前が重複しています
error-idempotency-conflict = この Idempotency-Key は、すでに別のリクエストで使われています。
    .title = 使用済みの Idempotency-Key
error-refresh-in-progress = このセッションは更新されたばかりです。新しいほうのトークンを使用してください。
    .title = 更新済みのセッション
error-last-admin = 最後の有効な管理者は削除できません。
    .title = 最後の管理者
error-not-cancellable = すでに終了しています。
    .title = 終了済み
error-script-disabled = スクリプト「{ $name }」は無効になっています。
    .title = スクリプトは無効です
error-link-spent = このリンクは使用済みか、有効期限が切れています。新しいリンクを取得してください。
    .title = リンクは無効です
error-too-large = リクエストが { $limit } バイトを超えています。
    .title = 大きすぎます
error-unsupported-media-type = 本文は application/json 形式で送信してください。
    .title = 未対応のメディアタイプ
error-range-not-satisfiable = 要求された範囲は、内容の範囲外です。
    .title = 無効な範囲
error-repository-unreadable =
    { $status ->
        [missing] ここにはもうリポジトリがありません。
        [replaced] このリポジトリは別のリポジトリに置き換えられました。
        [refused] このリポジトリは読み取りません。スキャン対象の外につながっているか、害を及ぼすおそれがあります。
        [unsupported] この種類のリポジトリには対応していません。
       *[other] このリポジトリは破損しているため、読み取れません。
    }
    .title = リポジトリを読み取れません
error-file-too-large = ファイルが、送信できる上限の { $limit } バイトを超えています。
    .title = ファイルが大きすぎます
error-validation = 正しくない項目があります。
    .title = 項目が無効です
error-project-blocked = 「{ $name }」のプルはブロックされています：{ $reason }
    .title = プロジェクトはブロック中です
error-rate-limited = 試行回数が多すぎます。{ $seconds } 秒後にもう一度お試しください。
    .title = 試行回数の超過
error-slow-consumer = この接続は読み取りが遅すぎるため、切断されます。再接続すると、中断したところから再開できます。
    .title = 読み取りが遅すぎます
error-too-many-sockets = 開いているライブ接続が多すぎます。いくつかのウィンドウを閉じてください。
    .title = 接続が多すぎます
error-too-many-subscriptions = 1 つの接続で購読できるルームは { $limit } 個までです。
    .title = ルームが多すぎます
error-internal = サーバー側で問題が発生しました。リクエスト ID を管理者にお知らせください。
    .title = 内部エラー
error-unavailable = この処理に必要な機能が一時的に利用できません。しばらくしてから、もう一度お試しください。
    .title = 一時的に利用できません
error-telegram-unavailable = Telegram ボットが接続されていないか、まだ応答していません。管理者にお問い合わせください。
    .title = Telegram ボットがありません

# 個々の項目の誤り。

field-missing = この項目は必須です。
field-unknown = この項目は存在しません。
field-wrong-type = 値の型が正しくありません。
field-too-short = { $limit } 文字以上で入力してください。
field-too-long = { $limit } 文字以内で入力してください。
field-out-of-range = 値が範囲外です。
field-nul = NUL 文字は使用できません。
field-not-a-choice = この値は、指定できる値のいずれでもありません。
field-not-a-time = 日時は RFC 3339 の形式で指定してください（例：2030-01-31T12:00:00Z）。
field-invalid = この値は無効です。
field-unknown-timezone = このタイムゾーンは存在しません。
field-wrong-password = 現在のパスワードが正しくありません。
field-unknown-interpreter = このマシンに { $name } はありません。
field-no-interpreter = インタープリターを指定するか、スクリプトを #! で始めてください。
field-more-than-the-machine = このマシンのメモリは { $limit } MiB です。
field-unknown-project = このプロジェクトは存在しません。
field-other-project = このスクリプトは別のプロジェクトのものです。
field-variable-name = 使用できるのは英数字とアンダースコアです。サンドボックス自体が必要とする名前は使用できません。
field-not-a-directory = この名前の読み取り可能なディレクトリは、サーバー上にありません。
