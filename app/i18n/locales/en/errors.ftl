# What people read when something is refused. Each message is the detail; its title is the attribute.

error-bad-request = The request could not be understood.
    .title = Bad request
error-bad-json = The body is not valid JSON.
    .title = Invalid JSON
error-bad-cursor = This cursor was not given out by this list, or belongs to other filters.
    .title = Invalid cursor
error-bad-idempotency-key = The Idempotency-Key must be 1 to 255 visible ASCII characters.
    .title = Invalid Idempotency-Key
error-unauthorized = Sign in first.
    .title = Not signed in
error-invalid-credentials = The user name or the password is wrong.
    .title = Wrong user name or password
error-invalid-token = The token is not valid.
    .title = Invalid token
error-token-expired = The token has expired.
    .title = Token expired
error-token-reused = This refresh token was used before. All sessions that came from it have been ended; sign in again.
    .title = Token used twice
error-csrf-failed = The X-CSRF-Token header is missing or wrong. Reload the page and try again.
    .title = Cross-site check failed
error-forbidden = You are not allowed to do this.
    .title = Not allowed
error-not-found = There is nothing here, or you may not see it.
    .title = Not found
error-method-not-allowed = This address does not know that method.
    .title = Method not allowed
error-not-acceptable = This address has no answer in the form asked for.
    .title = Not acceptable
error-conflict = The present state does not allow this.
    .title = Conflict
error-name-taken = The name { $name } is already in use.
    .title = Name already in use
error-idempotency-conflict = This Idempotency-Key was used before with another request.
    .title = Idempotency-Key used before
error-refresh-in-progress = This session has just been renewed; use the newer token.
    .title = Already renewed
error-last-admin = The last active administrator cannot be removed.
    .title = Last administrator
error-not-cancellable = This has already ended.
    .title = Already ended
error-script-disabled = The script { $name } is disabled.
    .title = Script disabled
error-link-spent = This link has been used or has expired. Ask for a new one.
    .title = Link no longer valid
error-too-large = The request is larger than { $limit } bytes.
    .title = Too large
error-unsupported-media-type = Send the body as application/json.
    .title = Unsupported media type
error-range-not-satisfiable = The range asked for lies outside the content.
    .title = Range not satisfiable
error-repository-unreadable =
    { $status ->
        [missing] There is no repository here any more.
        [replaced] Another repository has taken the place of this one.
        [refused] This repository is not read: it leads outside the scan roots, or could harm.
        [unsupported] This kind of repository is not supported.
       *[other] This repository is damaged and cannot be read.
    }
    .title = Repository cannot be read
error-file-too-large = The file is larger than { $limit } bytes, which is the most that is sent.
    .title = File too large
error-validation = Some fields are not valid.
    .title = Invalid fields
error-project-blocked = Pulls of { $name } are blocked: { $reason }
    .title = Project blocked
error-rate-limited =
    { $seconds ->
        [one] Too many attempts. Try again in { $seconds } second.
       *[other] Too many attempts. Try again in { $seconds } seconds.
    }
    .title = Too many attempts
error-slow-consumer = This connection reads too slowly and is closed. Connect again to go on where it stopped.
    .title = Too slow
error-too-many-sockets = You have too many live connections open. Close some windows.
    .title = Too many connections
error-too-many-subscriptions = One connection can follow at most { $limit } rooms.
    .title = Too many rooms
error-internal = Something went wrong on our side. Give the request id to the administrator.
    .title = Internal error
error-unavailable = A part that is needed for this is away. Try again in a moment.
    .title = Temporarily unavailable
error-telegram-unavailable = No Telegram bot is connected here, or it has not answered yet. Ask the administrator.
    .title = No Telegram bot

# Faults of single fields.

field-missing = This field is required.
field-unknown = This field is not known.
field-wrong-type = This value has the wrong type.
field-too-short =
    { $limit ->
        [one] Give at least { $limit } character.
       *[other] Give at least { $limit } characters.
    }
field-too-long =
    { $limit ->
        [one] Give at most { $limit } character.
       *[other] Give at most { $limit } characters.
    }
field-out-of-range = This value is out of range.
field-nul = A NUL character is not allowed.
field-not-a-choice = This value is not one of those allowed.
field-not-a-time = Give a time as in RFC 3339, such as 2030-01-31T12:00:00Z.
field-invalid = This value is not valid.
field-unknown-timezone = This time zone is not known.
field-wrong-password = The current password is wrong.
field-unknown-interpreter = There is no { $name } on this machine.
field-no-interpreter = Name an interpreter, or begin the script with #!.
field-more-than-the-machine = This machine has { $limit } MiB.
field-unknown-project = There is no such project.
field-other-project = This script belongs to another project.
field-variable-name = Use letters, digits and underscores, and no name that the sandbox itself needs.
field-not-a-directory = There is no readable directory of this name on the server.
