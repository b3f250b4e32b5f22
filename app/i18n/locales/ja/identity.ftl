error-insufficient-scope = 提示された API トークンの権限範囲では、この操作はできません。必要な範囲を持つトークンを使うか、サインインしてください。
    .title = トークンの権限範囲外
field-unknown-user = このユーザーは存在しません。
