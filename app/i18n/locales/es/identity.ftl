error-insufficient-scope = El token de API que ha presentado no alcanza para esto. Use uno con el alcance necesario o inicie sesión.
    .title = Fuera del alcance del token
field-unknown-user = Ese usuario no existe.
error-too-many-tokens = Ya tiene { $most } tokens de API. Revoque uno que ya no use.
    .title = Demasiados tokens de API
