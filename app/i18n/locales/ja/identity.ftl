error-insufficient-scope = 提示された API トークンの権限範囲では、この操作はできません。必要な範囲を持つトークンを使うか、サインインしてください。
    .title = トークンの権限範囲外
field-unknown-user = このユーザーは存在しません。
error-too-many-tokens = すでに { $most } 個の API トークンがあります。使わなくなったものを取り消してください。
    .title = API トークンが多すぎます
