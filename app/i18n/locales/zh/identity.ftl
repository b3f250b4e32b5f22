error-insufficient-scope = 您出示的 API 令牌权限范围不足。请使用具有所需范围的令牌，或登录后再试。
    .title = 超出令牌范围
field-unknown-user = 没有这个用户。
