# Վահանակի բառերը։

## Շրջանակը

console-navigation = Գլխավոր նավարկում
console-way = Ընթացիկ տեղը
console-administration = Կառավարում
console-group-sky = StarsCalendars
console-menu = Ավելին
console-projects = Նախագծեր
console-scripts = Սկրիպտներ
console-runs = Գործարկումներ
console-notifications = Ծանուցումներ
console-roots = Սկանավորվող գրացուցակներ
console-api = API-ի տեղեկատու
console-skip = Անցնել բովանդակությանը
console-loading = Բեռնվում է
console-more = Ցույց տալ ավելին
console-now = հենց հիմա
console-close = Փակել
console-cancel = Չեղարկել
console-save = Պահպանել փոփոխությունները
console-saved = Պահպանված է
console-delete = Ջնջել
console-deleted = Ջնջված է
console-download = Ներբեռնել
console-try-again = Փորձել նորից
console-not-found = Այստեղ ոչինչ չկա
console-not-found-text = Այս հասցեն ոչ մի տեղ չի տանում։ Հնարավոր է՝ այն փոխվել է կամ սխալ է գրված։
console-nothing-found = Ոչինչ չի գտնվել
console-nothing-found-text = Գրեք ավելի քիչ բառեր կամ հանեք զտիչը։
console-unsaved = Ձեր փոփոխությունները պահպանված չեն։ Այնուամենայնիվ հեռանա՞լ։
console-noscript = LumaStack-ի վահանակը ցուցադրելու համար անհրաժեշտ է JavaScript։
console-error-network = Կապ չկա
console-error-network-detail = Սերվերը չի պատասխանել։ Ստուգեք՝ արդյոք այն աշխատում է և հասանելի է։
console-error-unexpected = Ինչ-որ բան սխալ գնաց
console-offline = Ուղիղ թարմացումներն ընդհատվել են։ Վերամիացում…
console-connection-idle = Միացված չէ
console-connection-connecting = Միացում…
console-connection-online = Ուղիղ կապ
console-connection-offline = Վերամիացում…

## Ստեղնաշար

console-keys = Ստեղնային դյուրանցումներ
console-keys-search = Որոնել
console-keys-follow = Հետևել մատյանի վերջին
console-keys-leave = Փակել կամ դուրս գալ դաշտից
console-keys-help = Այս ցանկը

## Մուտքը և օգտատերը

console-sign-in = Մուտք գործել
console-sign-in-title = Մուտք գործեք վահանակ
console-sign-in-wait = Նորից փորձելուն մնացել է (վայրկյան)՝
console-sign-out = Դուրս գալ
console-sign-out-everywhere = Դուրս գալ բոլոր սարքերից
console-username = Օգտանուն
console-password = Գաղտնաբառ
console-profile = Ձեր պրոֆիլը
console-role-user = Օգտատեր
console-role-admin = Ադմինիստրատոր
console-language = Լեզու
console-timezone = Ժամային գոտի
console-theme = Տեսք
console-theme-system = Համակարգի
console-theme-light = Բաց
console-theme-dark = Մուգ

## Ծանուցումներ

console-unread = Չկարդացված
console-notes-all = Բոլոր ծանուցումները
console-notes-read-all = Նշել բոլորը որպես կարդացված
console-notes-everything = Բոլորը
console-notes-unread = Չկարդացված
console-notes-none = Դեռ ծանուցումներ չկան
console-notes-none-unread = Չկարդացված ոչինչ չկա
console-notes-none-text = Այստեղ են հայտնվում այն նախագծերի նոր քոմիթները, ավարտված գործարկումներն ու մեկնաբանությունները, որոնց հետևում եք։

## Նախագծեր

console-projects-search = Գտնել նախագիծ
console-projects-none = Դեռ նախագծեր չկան
console-projects-none-admin = Ավելացրեք գրացուցակ, որտեղ Git պահոցներ կան, ապա սկանավորեք այն։
console-projects-none-user = Գրացուցակները, որոնցում պահոցներ են փնտրվում, ավելացնում է ադմինիստրատորը։
console-scan = Փնտրել նախագծեր
console-filter-state = Ցույց տալ
console-filter-all = Բոլոր նախագծերը
console-filter-blocked = Արգելափակված
console-filter-open = Չարգելափակված
console-blocked = Արգելափակված
console-blocked-title = Pull-ն արգելափակված է
console-no-commits = Քոմիթներ չկան
console-project-status-active = Ակտիվ
console-project-status-missing = Անհետացած
console-project-status-broken = Վնասված
console-project-status-refused = Մերժված
console-project-status-unsupported = Չաջակցվող
console-project-status-replaced = Փոխարինված
console-kind-bare = Առանց աշխատանքային ծառի
console-kind-linked-worktree = Կապակցված աշխատանքային ծառ
console-kind-submodule = Ենթամոդուլ
console-tab-commits = Քոմիթներ
console-tab-files = Ֆայլեր
console-tab-runs = Գործարկումներ
console-about = Տեղեկություններ
console-branch = Ճյուղ
console-branches = Ճյուղեր
console-tags = Պիտակներ
console-ref = Ճյուղ կամ պիտակ
console-ref-head = Ընթացիկ ճյուղը
console-remote = Հեռավոր պահոց
console-polled = Վերջին ստուգումը
console-path = Ուղի
console-copy-path = Պատճենել ուղին
console-copy-sha = Պատճենել քոմիթի նույնացուցիչը
console-copy-text = Պատճենել տեքստը
console-commits-search = Որոնել քոմիթներում
console-commits-none = Քոմիթներ չկան
console-commits-new = Նոր քոմիթներ
console-files-at = Դիտել այս քոմիթի ֆայլերը
console-files-cut = Այս պանակը շատ մեծ է. ցուցադրված է միայն սկիզբը։
console-files-none = Այս պանակը դատարկ է
console-history = Պատմություն
console-lines = Տողեր
console-file-binary = Տեքստային ֆայլ չէ
console-file-binary-text = Ներբեռնեք այն՝ համապատասխան ծրագրով դիտելու համար։
console-file-cut = Այս ֆայլը մեծ է. ցուցադրված է միայն սկիզբը։ Ամբողջը տեսնելու համար ներբեռնեք այն։
console-file-empty = Այս ֆայլը դատարկ է
console-subscription = Ծանուցել ինձ
console-event-commit = Նոր քոմիթների մասին
console-event-pull = Pull-երի մասին
console-event-comment = Մեկնաբանությունների մասին
console-event-mention = Իմ հիշատակումների մասին
console-event-execution = Ավարտված գործարկումների մասին
console-event-alert = Խնդիրների մասին
console-channels = Ինչպես
console-channel-web = Այս վահանակում
console-channel-telegram = Telegram-ով
console-channel-telegram-unlinked = Ձեր հաշիվը դեռ կապված չէ Telegram-ի հետ։

## Սկրիպտներ

console-scripts-search = Գտնել սկրիպտ
console-scripts-none = Դեռ սկրիպտներ չկան
console-scripts-none-text = Սկրիպտն աշխատում է ավազարկղում, և դրա ելքը հայտնվում է այստեղ տող առ տող։
console-script-new = Նոր սկրիպտ
console-script-create = Ստեղծել սկրիպտ
console-script-name = Անուն
console-script-type = Տեսակ
console-script-type-global = Ընդհանուր
console-script-type-project = Նախագծի
console-script-project = Նախագիծ
console-script-interpreter = Ինտերպրետատոր
console-script-interpreter-hint = Թողեք դատարկ, եթե սկրիպտը սկսվում է #! նիշերով
console-script-description = Նկարագրություն
console-script-gone = Ջնջված սկրիպտ
console-script-content = Սկրիպտ
console-script-content-hint = Tab ստեղնը խորացնում է տողը։ Խմբագրիչից դուրս գալու համար սեղմեք Esc, ապա՝ Tab։
console-script-limits = Սահմանափակումներ և հասանելիություն
console-script-timeout = Ժամանակի սահման
console-script-timeout-hint = Վայրկյան, առավելագույնը՝ 300
console-script-memory = Հիշողություն
console-script-memory-hint = ՄիԲ
console-script-access = Նախագծի ֆայլերը
console-script-access-hint = Ինչ կարող է անել գործարկումն իր նախագծի ֆայլերի հետ
console-script-access-none = Թաքցված
console-script-access-read = Միայն կարդալ
console-script-access-write = Կարդալ և գրել
console-script-network = Ցանցի հասանելիություն
console-script-network-hint = Անջատված վիճակում գործարկմանը հասանելի չէ ոչինչ ավազարկղից դուրս։
console-script-network-on = Ցանց
console-script-enabled = Միացված
console-script-enabled-hint = Անջատված սկրիպտը հնարավոր չէ գործարկել։
console-script-disabled = Անջատված
console-script-delete-title = Ջնջե՞լ այս սկրիպտը
console-script-delete-text = Այն այլևս հնարավոր չի լինի գործարկել։

## Գործարկումներ

console-run = Գործարկել
console-run-script = Գործարկել սկրիպտ
console-run-choose = Ո՞ր սկրիպտը
console-run-project = Նախագծում
console-run-project-hint = Թողեք դատարկ՝ նախագծից դուրս գործարկելու համար։
console-run-project-unknown = Ընտրեք նախագիծ ցանկից։
console-run-again = Գործարկել նորից
console-run-cancel = Չեղարկել գործարկումը
console-run-exit = Ելքի կոդ
console-run-signal = Ազդանշան
console-run-duration = Տևողություն
console-run-output = Ելք
console-run-sandbox = Ավազարկղ
console-run-by = Ով է գործարկել
console-run-by-you = դուք
console-runs-none = Դեռ գործարկումներ չկան
console-runs-none-text = Գործարկեք սկրիպտ. ամեն գործարկում պահվում է այստեղ իր մատյանի հետ։
console-runs-none-project = Գործարկեք սկրիպտ այս նախագծում, և այն կհայտնվի այստեղ։
console-runs-none-script = Գործարկեք այս սկրիպտը, և գործարկումը կհայտնվի այստեղ։
console-status = Վիճակ
console-filter-any-status = Ցանկացած վիճակ
console-status-queued = Հերթում
console-status-running = Կատարվում է
console-status-succeeded = Հաջողված
console-status-failed = Ձախողված
console-status-timed-out = Ժամանակը սպառվել է
console-status-cancelled = Չեղարկված
console-status-lost = Արդյունքն անհայտ է

## Մատյանը

console-log = Մատյան
console-log-region = Մատյանի տողերը
console-log-search = Որոնել մատյանում
console-log-hit-before = Նախորդ համընկնումը
console-log-hit-after = Հաջորդ համընկնումը
console-log-wrap = Տողադարձել երկար տողերը
console-log-follow = Հետևել
console-log-to-end = Անցնել վերջ
console-log-copy = Պատճենել ընտրված տողերը
console-log-cut = չցուցադրված նիշեր՝
console-log-dropped = Մատյանը հասել է սահմանին։ Բաց է թողնվել՝
console-log-waiting = Սպասում ենք ելքին…
console-log-empty = Այս գործարկումը ոչինչ չի տպել
console-copied = Պատճենված է
console-copy-failed = Դիտարկիչը թույլ չտվեց պատճենել

## Սկանավորվող գրացուցակներ

console-roots-open = Ավելացնել գրացուցակ
console-roots-path = Գրացուցակ
console-roots-path-hint = Բացարձակ ուղի սերվերում. պահոցները գտնվում են դրանում ցանկացած խորության վրա։
console-roots-add = Ավելացնել գրացուցակ
console-roots-none = Դեռ գրացուցակներ չկան
console-roots-none-text = Վերևում ավելացրեք գրացուցակ, ապա սկանավորեք։
console-roots-scanned = Վերջին սկանավորումը
console-roots-never = Դեռ չի սկանավորվել
console-roots-delete-title = Հեռացնե՞լ այս գրացուցակը
console-roots-delete-text = Դրա նախագծերն այլևս չեն փնտրվի։
console-scan-start = Սկանավորել հիմա
console-scan-found = Գտնված
console-scan-new = Նոր
console-scan-moved = Տեղափոխված
console-scan-missing = Անհետացած
console-scan-replaced = Փոխարինված
console-scan-unreadable = Չկարդացվող պանակներ
console-scan-done = Սկանավորումն ավարտվել է
console-scan-failed = Սկանավորումը չի ավարտվել

## API-ի տեղեկատու

console-docs-title = API-ի տեղեկատու
console-docs-search = Գտնել գործողություն
console-docs-parameters = Պարամետրեր
console-docs-body = Մարմին
console-docs-responses = Պատասխաններ
console-docs-schemas = Սխեմաներ
console-docs-required = պարտադիր
console-docs-nullable = կամ null
console-docs-default = լռելյայն
console-docs-document = OpenAPI փաստաթուղթ
console-docs-console = Վահանակ
console-docs-untagged = Այլ
console-docs-public = Մուտք գործել պետք չէ
console-docs-none = Ոչինչ չի գտնվել
