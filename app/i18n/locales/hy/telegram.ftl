# Այն, ինչ բոտն ասում է Telegram-ում։ Հասարակ տեքստ. ձևավորվում է ուղարկելիս։

telegram-open = Բացել LumaStack-ում
telegram-yes = Այո
telegram-no = Ոչ

# Հրամանների ցանկը՝ մի քանի բառով։

telegram-command-start = Սկսել կամ կապել հաշիվը
telegram-command-help = Ինչ կարող եմ անել
telegram-command-language = Փոխել լեզուն
telegram-command-unlink = Ապակապել Telegram-ի այս հաշիվը

telegram-start =
    Բարև ձեզ։ Ես LumaStack-ի օգտատերերին հայտնում եմ, թե ինչ է կատարվում նրանց պահոցներում։
    Ձեր պահոցների մասին տեղեկանալու համար այնտեղ մուտք գործեք, բացեք պրոֆիլը, ընտրեք «Կապել Telegram-ը» և բացեք ստացված հղումը։
telegram-start-linked =
    Բարև ձեզ, { $username }։ Ձեր հաշիվը կապված է, և ես կգրեմ ձեզ այստեղ։
    /help հրամանը ցույց կտա, թե ինչ կարող եմ անել։
telegram-unknown = Չեմ հասկանում։ /help հրամանը ցույց կտա, թե ինչ կարող եմ անել։
telegram-not-linked = Telegram-ի այս հաշիվը կապված չէ LumaStack-ի որևէ հաշվի հետ։ /start հրամանը կբացատրի, թե ինչպես դա անել։
telegram-private-only = Ես պատասխանում եմ միայն անձնական զրույցում. գրեք ինձ՝ @{ $bot }։

telegram-link-ask =
    Կապե՞լ Telegram-ի այս հաշիվը LumaStack-ի «{ $username }» հաշվի հետ։
    Պատասխանեք «Այո» միայն այն դեպքում, եթե այդ հաշիվը ձերն է, և դա հենց նոր դուք եք այնտեղ խնդրել։
telegram-link-done = Պատրաստ է. Telegram-ի այս հաշիվը կապված է «{ $username }» հաշվի հետ։ Ես կգրեմ ձեզ այստեղ։
telegram-link-refused = Ոչինչ չի կապվել, և այդ հղումն այլևս չի գործում։
telegram-link-spent = Այս հղումն արդեն օգտագործվել է, կամ դրա ժամկետն անցել է։ Նորը խնդրեք ձեր պրոֆիլում։
telegram-link-taken =
    Telegram-ի այս հաշիվն արդեն կապված է LumaStack-ի մեկ այլ հաշվի հետ։
    Նախ ուղարկեք /unlink, ապա նորից բացեք նոր հղումը։

telegram-unlink-ask = Ապակապե՞լ Telegram-ի այս հաշիվը «{ $username }» հաշվից։ Դրանից հետո ես այլևս չեմ գրի ձեզ։
telegram-unlink-done = Պատրաստ է. Telegram-ի այս հաշիվն այլևս կապված չէ։ Ցտեսությո՜ւն։
telegram-unlink-refused = Ոչինչ չի փոխվել։

telegram-language-ask = Ո՞ր լեզվով գրեմ ձեզ։
telegram-language-done = Այսուհետ կգրեմ այս լեզվով՝ { $language }։
