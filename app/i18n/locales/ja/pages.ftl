# The home, the scan roots, and why work failed.

console-home = ホーム
console-home-hello = { $name } さん、こんにちは
console-home-attention = 要確認
console-home-all-well = すべてのプロジェクトに問題はありません。
console-home-news = 新着
console-see-all = すべて表示
console-first = はじめに
console-first-root = Git リポジトリのあるディレクトリを追加する
console-first-scan = スキャンしてプロジェクトを検出する
console-first-script = スクリプトを書く
console-first-run = 実行して出力を確認する
console-first-next = 次へ進む
console-done = 完了
console-scans-recent = 最近のスキャン
console-fault-not-found = 対象はすでに存在しません。
console-fault-repository-unreadable = リポジトリを読み取れませんでした。
console-fault-worker-lost = この処理を担当するワーカーが繰り返し停止しました。
console-fault-keeper-lost = この実行を監視していたプロセスが終了したため、どのように終わったかわかりません。
console-fault-keeper-failed = 実行を開始できませんでした。理由はワーカーのログをご覧ください。
console-fault-tree-missing = プロジェクトのファイルが元の場所にありません。もう一度スキャンしてください。
console-fault-interpreter-missing = このインタープリターはこのマシンにインストールされていません。
console-fault-project-missing = プロジェクトはすでに存在しません。もう一度スキャンするか、別のプロジェクトでスクリプトを実行してください。
console-roots-unreadable = { $count } 個のフォルダーを開けませんでした
