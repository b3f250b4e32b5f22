# コンソールの文言。どれもパラメーターを持たない。数値・日付・名前はページが横に並べる。

## 枠

console-navigation = メインナビゲーション
console-way = 現在の位置
console-administration = 管理
console-group-sky = StarsCalendars
console-menu = その他
console-projects = プロジェクト
console-scripts = スクリプト
console-runs = 実行履歴
console-notifications = 通知
console-roots = スキャン対象
console-api = API リファレンス
console-skip = メインコンテンツへ移動
console-loading = 読み込み中
console-more = さらに表示
console-now = たった今
console-close = 閉じる
console-cancel = キャンセル
console-save = 変更を保存
console-saved = 保存しました
console-delete = 削除
console-deleted = 削除しました
console-download = ダウンロード
console-try-again = 再試行
console-not-found = ここには何もありません
console-not-found-text = このアドレスは存在しません。移動されたか、入力に誤りがある可能性があります。
console-nothing-found = 一致するものがありません
console-nothing-found-text = 検索語を減らすか、絞り込みを解除してください。
console-unsaved = 変更が保存されていません。このまま移動しますか？
console-noscript = LumaStack のコンソールを表示するには JavaScript が必要です。
console-error-network = 接続できません
console-error-network-detail = サーバーが応答しません。サーバーが動作していて、接続できる状態にあることを確認してください。
console-error-unexpected = 問題が発生しました
console-offline = ライブ更新が停止しました。再接続しています…
console-connection-idle = 未接続
console-connection-connecting = 接続中…
console-connection-online = ライブ
console-connection-offline = 再接続中…

## キーボード

console-keys = キーボードショートカット
console-keys-search = 検索
console-keys-follow = ログの末尾を追従
console-keys-leave = 閉じる、または入力欄を離れる
console-keys-help = この一覧

## サインインと本人

console-sign-in = サインイン
console-sign-in-title = コンソールにサインイン
console-sign-in-wait = 再試行まで（秒）：
console-sign-out = サインアウト
console-sign-out-everywhere = すべてのデバイスからサインアウト
console-username = ユーザー名
console-password = パスワード
console-profile = プロフィール
console-role-user = ユーザー
console-role-admin = 管理者
console-language = 言語
console-timezone = タイムゾーン
console-theme = 外観
console-theme-system = システム設定
console-theme-light = ライト
console-theme-dark = ダーク

## 通知

console-unread = 未読
console-notes-all = すべての通知
console-notes-read-all = すべて既読にする
console-notes-everything = すべて
console-notes-unread = 未読
console-notes-none = 通知はまだありません
console-notes-none-unread = 未読の通知はありません
console-notes-none-text = フォローしているプロジェクトの新しいコミット、終了した実行、コメントがここに表示されます。

## プロジェクト

console-projects-search = プロジェクトを検索
console-projects-none = プロジェクトはまだありません
console-projects-none-admin = Git リポジトリのあるディレクトリを追加してから、スキャンしてください。
console-projects-none-user = リポジトリを探すディレクトリは、管理者が追加します。
console-scan = プロジェクトをスキャン
console-filter-state = 表示
console-filter-all = すべてのプロジェクト
console-filter-blocked = ブロック中
console-filter-open = ブロックなし
console-blocked = ブロック中
console-blocked-title = プルはブロックされています
console-no-commits = コミットなし
console-project-status-active = 有効
console-project-status-missing = 所在不明
console-project-status-broken = 破損
console-project-status-refused = 拒否
console-project-status-unsupported = 未対応
console-project-status-replaced = 置き換え済み
console-kind-bare = ベア
console-kind-linked-worktree = リンクされた作業ツリー
console-kind-submodule = サブモジュール
console-tab-commits = コミット
console-tab-files = ファイル
console-tab-runs = 実行履歴
console-about = 概要
console-branch = ブランチ
console-branches = ブランチ
console-tags = タグ
console-ref = ブランチまたはタグ
console-ref-head = チェックアウト中のブランチ
console-remote = リモート
console-polled = 最終確認
console-path = パス
console-copy-path = パスをコピー
console-copy-sha = コミット ID をコピー
console-copy-text = テキストをコピー
console-commits-search = コミットを検索
console-commits-none = コミットはありません
console-commits-new = 新しいコミット
console-files-at = このコミット時点のファイルを表示
console-files-cut = このフォルダーは非常に大きいため、先頭部分のみを表示しています。
console-files-none = このフォルダーは空です
console-history = 履歴
console-lines = 行数
console-file-binary = テキストファイルではありません
console-file-binary-text = ダウンロードして、適切なプログラムで開いてください。
console-file-cut = このファイルは大きいため、先頭部分のみを表示しています。全体を見るにはダウンロードしてください。
console-file-empty = このファイルは空です
console-subscription = 通知を受け取る内容
console-event-commit = 新しいコミット
console-event-pull = プル
console-event-comment = コメント
console-event-mention = 自分へのメンション
console-event-execution = 終了した実行
console-event-alert = 問題
console-channels = 通知方法
console-channel-web = このコンソール
console-channel-telegram = Telegram
console-channel-telegram-unlinked = アカウントはまだ Telegram と連携されていません。

## スクリプト

console-scripts-search = スクリプトを検索
console-scripts-none = スクリプトはまだありません
console-scripts-none-text = スクリプトはサンドボックスで実行され、その出力が 1 行ずつここに表示されます。
console-script-new = 新しいスクリプト
console-script-create = スクリプトを作成
console-script-name = 名前
console-script-type = 種類
console-script-type-global = グローバル
console-script-type-project = プロジェクト
console-script-project = プロジェクト
console-script-interpreter = インタープリター
console-script-interpreter-hint = スクリプトが #! で始まる場合は空欄のままにします
console-script-description = 説明
console-script-gone = 削除されたスクリプト
console-script-content = スクリプト
console-script-content-hint = Tab キーでインデントします。エディターを離れるには、Esc、Tab の順に押してください。
console-script-limits = 制限とアクセス
console-script-timeout = 制限時間
console-script-timeout-hint = 秒（最大 300）
console-script-memory = メモリ
console-script-memory-hint = MiB
console-script-access = プロジェクトのファイル
console-script-access-hint = 実行時にプロジェクトのファイルに対して許可する操作
console-script-access-none = 非表示
console-script-access-read = 読み取りのみ
console-script-access-write = 読み書き
console-script-network = ネットワークアクセス
console-script-network-hint = オフの場合、実行中はサンドボックスの外に接続できません。
console-script-network-on = ネットワーク
console-script-enabled = 有効
console-script-enabled-hint = 無効なスクリプトは実行できません。
console-script-disabled = 無効
console-script-delete-title = このスクリプトを削除しますか？
console-script-delete-text = 削除すると、実行できなくなります。

## 実行

console-run = 実行
console-run-script = スクリプトを実行
console-run-choose = どのスクリプトを実行しますか？
console-run-project = 対象プロジェクト
console-run-project-hint = プロジェクトの外で実行する場合は、空欄のままにします。
console-run-project-unknown = 一覧からプロジェクトを選択してください。
console-run-again = 再実行
console-run-cancel = 実行をキャンセル
console-run-exit = 終了コード
console-run-signal = シグナル
console-run-duration = 実行時間
console-run-output = 出力
console-run-sandbox = サンドボックス
console-run-by = 実行者
console-run-by-you = あなた
console-runs-none = 実行はまだありません
console-runs-none-text = スクリプトを実行すると、すべての実行がログとともにここに残ります。
console-runs-none-project = このプロジェクトでスクリプトを実行すると、ここに表示されます。
console-runs-none-script = このスクリプトを実行すると、ここに表示されます。
console-status = 状態
console-filter-any-status = すべての状態
console-status-queued = 待機中
console-status-running = 実行中
console-status-succeeded = 成功
console-status-failed = 失敗
console-status-timed-out = 時間切れ
console-status-cancelled = キャンセル済み
console-status-lost = 結果不明

## ログ

console-log = ログ
console-log-region = ログの行
console-log-search = ログを検索
console-log-hit-before = 前の一致
console-log-hit-after = 次の一致
console-log-wrap = 長い行を折り返す
console-log-follow = 追従
console-log-to-end = 末尾へ移動
console-log-copy = 選択した行をコピー
console-log-cut = 表示されていない文字数：
console-log-dropped = ログが上限に達しました。省略されたサイズ：
console-log-waiting = 出力を待っています…
console-log-empty = この実行では何も出力されませんでした
console-copied = コピーしました
console-copy-failed = ブラウザーがコピーを許可しませんでした

## スキャン対象

console-roots-open = ディレクトリを追加
console-roots-path = ディレクトリ
console-roots-path-hint = サーバー上の絶対パス。その下にあるリポジトリを、階層の深さに関係なく検出します。
console-roots-add = ディレクトリを追加
console-roots-none = ディレクトリはまだありません
console-roots-none-text = 上で追加してから、スキャンしてください。
console-roots-scanned = 最終スキャン
console-roots-never = 未スキャン
console-roots-delete-title = このディレクトリを削除しますか？
console-roots-delete-text = この中のプロジェクトは、今後検索されなくなります。
console-scan-start = 今すぐスキャン
console-scan-found = 検出
console-scan-new = 新規
console-scan-moved = 移動
console-scan-missing = 所在不明
console-scan-replaced = 置き換え
console-scan-unreadable = 読み取れないフォルダー
console-scan-done = スキャンが完了しました
console-scan-failed = スキャンは完了しませんでした

## API リファレンス

console-docs-title = API リファレンス
console-docs-search = 操作を検索
console-docs-parameters = パラメーター
console-docs-body = 本文
console-docs-responses = レスポンス
console-docs-schemas = スキーマ
console-docs-required = 必須
console-docs-nullable = または null
console-docs-default = 既定値
console-docs-document = OpenAPI ドキュメント
console-docs-console = コンソール
console-docs-untagged = その他
console-docs-public = サインイン不要
console-docs-none = 一致するものがありません
