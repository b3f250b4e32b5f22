error-insufficient-scope = Das gezeigte API-Token reicht dafür nicht aus. Verwenden Sie eines mit dem nötigen Geltungsbereich oder melden Sie sich an.
    .title = Außerhalb des Geltungsbereichs
field-unknown-user = Diesen Benutzer gibt es nicht.
