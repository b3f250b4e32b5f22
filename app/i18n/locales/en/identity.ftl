error-insufficient-scope = The API token that you showed does not reach so far. Use one with the scope that this needs, or sign in.
    .title = Beyond the token’s scope
field-unknown-user = There is no such user.
error-too-many-tokens = You already have { $most } API tokens. Revoke one that is no longer used.
    .title = Too many API tokens
