error-insufficient-scope = Das gezeigte API-Token reicht dafür nicht aus. Verwenden Sie eines mit dem nötigen Geltungsbereich oder melden Sie sich an.
    .title = Außerhalb des Geltungsbereichs
field-unknown-user = Diesen Benutzer gibt es nicht.
error-too-many-tokens = Sie haben bereits { $most } API-Token. Widerrufen Sie eines, das nicht mehr gebraucht wird.
    .title = Zu viele API-Token
