# What the bot says in Telegram. Plain text: it is escaped and marked up when it is sent.

telegram-open = Open in LumaStack
telegram-yes = Yes
telegram-no = No

# The command menu: a few words each.

telegram-command-start = Begin, or link your account
telegram-command-help = What I can do
telegram-command-language = Change the language
telegram-command-unlink = Unlink this Telegram account

telegram-start =
    Hello! I tell people of a LumaStack installation what happens in their repositories.
    To hear of yours, sign in there, open your profile, choose “Link Telegram”, and open the link it gives you.
telegram-start-linked =
    Hello { $username }! Your account is linked, and I will write to you here.
    /help shows what I can do.
telegram-unknown = I do not understand that. /help shows what I can do.
telegram-not-linked = This Telegram account is not linked with a LumaStack account. /start says how to do that.
telegram-private-only = I answer only in private: write to me at @{ $bot }.

telegram-link-ask =
    Link this Telegram account with the LumaStack account “{ $username }”?
    Say yes only if it is yours and you asked for it there just now.
telegram-link-done = Done: this Telegram account is linked with “{ $username }”. I will write to you here.
telegram-link-refused = Nothing was linked, and that link no longer works.
telegram-link-spent = This link has been used or has expired. Ask for a new one in your profile.
telegram-link-taken =
    This Telegram account is already linked with another LumaStack account.
    Send /unlink first, then open the new link again.

telegram-unlink-ask = Unlink this Telegram account from “{ $username }”? I will then stop writing to you.
telegram-unlink-done = Done: this Telegram account is no longer linked. Goodbye!
telegram-unlink-refused = Nothing was changed.

telegram-language-ask = Which language shall I speak?
telegram-language-done = From now on I speak { $language }.
