error-insufficient-scope = The API token that you showed does not reach so far. Use one with the scope that this needs, or sign in.
    .title = Beyond the token’s scope
field-unknown-user = There is no such user.
