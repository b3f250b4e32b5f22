error-insufficient-scope = 您出示的 API 令牌权限范围不足。请使用具有所需范围的令牌，或登录后再试。
    .title = 超出令牌范围
field-unknown-user = 没有这个用户。
error-too-many-tokens = 您已有 { $most } 个 API 令牌。请撤销一个不再使用的令牌。
    .title = API 令牌过多
