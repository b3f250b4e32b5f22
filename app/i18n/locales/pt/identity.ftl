error-insufficient-scope = O token de API que você apresentou não alcança isto. Use um com o escopo necessário ou entre na sua conta.
    .title = Fora do escopo do token
field-unknown-user = Esse usuário não existe.
error-too-many-tokens = Você já tem { $most } tokens de API. Revogue um que não use mais.
    .title = Tokens de API demais
