# Այն, ինչ մարդիկ կարդում են, երբ ինչ-որ բան մերժվում է։ Հաղորդագրությունը մանրամասն է, վերնագիրը՝ .title հատկանիշը։

error-bad-request = Հարցումը հնարավոր չեղավ հասկանալ։
    .title = Սխալ հարցում
error-bad-json = Հարցման մարմինը վավեր JSON չէ։
    .title = Անվավեր JSON
error-bad-cursor = Այս կուրսորը տրված չէ այս ցանկի կողմից կամ վերաբերում է այլ զտիչների։
    .title = Անվավեր կուրսոր
error-bad-idempotency-key = Idempotency-Key-ը պետք է կազմված լինի 1-ից 255 տեսանելի ASCII նիշից։
    .title = Անվավեր Idempotency-Key
error-unauthorized = Նախ մուտք գործեք։
    .title = Մուտք գործած չեք
error-invalid-credentials = Օգտանունը կամ գաղտնաբառը սխալ է։
    .title = Սխալ օգտանուն կամ գաղտնաբառ
error-invalid-token = Թոքենն անվավեր է։
    .title = Անվավեր թոքեն
error-token-expired = Թոքենի ժամկետն անցել է։
    .title = Թոքենի ժամկետն անցել է
error-token-reused = Այս թարմացման թոքենն արդեն օգտագործվել է։ Դրանից առաջացած բոլոր աշխատաշրջաններն ավարտվել են. նորից մուտք գործեք։
    .title = Թոքենն օգտագործվել է երկրորդ անգամ
error-csrf-failed = X-CSRF-Token վերնագիրը բացակայում է կամ սխալ է։ Վերաբեռնեք էջը և փորձեք նորից։
    .title = Միջկայքային ստուգումը ձախողվեց
error-forbidden = Դուք դա անելու իրավունք չունեք։
    .title = Թույլատրված չէ
error-not-found = Այստեղ ոչինչ չկա, կամ դուք դա տեսնելու իրավունք չունեք։
    .title = Չի գտնվել
error-method-not-allowed = Այս հասցեն նման մեթոդ չի ընդունում։
    .title = Մեթոդը թույլատրված չէ
error-not-acceptable = Այս հասցեն պահանջված ձևաչափով պատասխան չունի։
    .title = Ձևաչափը հասանելի չէ
error-conflict = Ներկա վիճակը դա թույլ չի տալիս։
    .title = Բախում
error-name-taken = «{ $name }» անունն արդեն զբաղված է։
    .title = Անունն արդեն զբաղված է
error-idempotency-conflict = Այս Idempotency-Key-ն արդեն օգտագործվել է մեկ այլ հարցման հետ։
    .title = Idempotency-Key-ն արդեն օգտագործվել է
error-refresh-in-progress = Այս աշխատաշրջանը հենց նոր երկարաձգվել է. օգտագործեք ավելի նոր թոքենը։
    .title = Արդեն երկարաձգվել է
error-last-admin = Վերջին ակտիվ ադմինիստրատորին հնարավոր չէ հեռացնել։
    .title = Վերջին ադմինիստրատորը
error-not-cancellable = Սա արդեն ավարտվել է։
    .title = Արդեն ավարտվել է
error-script-disabled = «{ $name }» սկրիպտն անջատված է։
    .title = Սկրիպտն անջատված է
error-link-spent = Այս հղումն արդեն օգտագործվել է, կամ դրա ժամկետն անցել է։ Խնդրեք նորը։
    .title = Հղումն այլևս չի գործում
error-too-large =
    { $limit ->
        [one] Հարցումը մեծ է { $limit } բայթից։
       *[other] Հարցումը մեծ է { $limit } բայթից։
    }
    .title = Չափազանց մեծ է
error-unsupported-media-type = Մարմինն ուղարկեք որպես application/json։
    .title = Բովանդակության տեսակը չի ընդունվում
error-range-not-satisfiable = Պահանջված միջակայքը բովանդակությունից դուրս է։
    .title = Անհասանելի միջակայք
error-repository-unreadable = Այս պահոցն այժմ հնարավոր չէ կարդալ ({ $reason })։
    .title = Պահոցը չի կարդացվում
error-file-too-large = Ֆայլը մեծ է { $limit } բայթից. դրանից մեծ ֆայլեր չեն ուղարկվում։
    .title = Ֆայլը չափազանց մեծ է
error-validation = Որոշ դաշտեր սխալ են լրացված։
    .title = Սխալներ դաշտերում
error-project-blocked = { $name } նախագծի pull-ն արգելափակված է. { $reason }
    .title = Նախագիծն արգելափակված է
error-rate-limited =
    { $seconds ->
        [one] Չափազանց շատ փորձեր։ Փորձեք նորից { $seconds } վայրկյանից։
       *[other] Չափազանց շատ փորձեր։ Փորձեք նորից { $seconds } վայրկյանից։
    }
    .title = Չափազանց շատ փորձեր
error-slow-consumer = Այս կապը չափազանց դանդաղ է կարդում և փակվում է։ Նորից միացեք, որ շարունակեք նույն տեղից։
    .title = Չափազանց դանդաղ է
error-too-many-sockets = Դուք չափազանց շատ ուղիղ կապեր եք բացել։ Փակեք մի քանի պատուհան։
    .title = Չափազանց շատ կապեր
error-too-many-subscriptions =
    { $limit ->
        [one] Մեկ կապը կարող է հետևել առավելագույնը { $limit } սենյակի։
       *[other] Մեկ կապը կարող է հետևել առավելագույնը { $limit } սենյակի։
    }
    .title = Չափազանց շատ սենյակներ
error-internal = Սերվերում սխալ է առաջացել։ Ադմինիստրատորին հայտնեք հարցման նույնացուցիչը։
    .title = Ներքին սխալ
error-unavailable = Դրա համար անհրաժեշտ ծառայությունն այժմ հասանելի չէ։ Փորձեք նորից մի փոքր ուշ։
    .title = Ժամանակավորապես անհասանելի է
error-telegram-unavailable = Այստեղ Telegram-ի բոտ միացված չէ, կամ այն դեռ չի պատասխանել։ Դիմեք ադմինիստրատորին։
    .title = Telegram-ի բոտ չկա

# Առանձին դաշտերի սխալներ։

field-missing = Այս դաշտը պարտադիր է։
field-unknown = Նման դաշտ չկա։
field-wrong-type = Արժեքի տեսակը սխալ է։
field-too-short =
    { $limit ->
        [one] Մուտքագրեք առնվազն { $limit } նիշ։
       *[other] Մուտքագրեք առնվազն { $limit } նիշ։
    }
field-too-long =
    { $limit ->
        [one] Մուտքագրեք առավելագույնը { $limit } նիշ։
       *[other] Մուտքագրեք առավելագույնը { $limit } նիշ։
    }
field-out-of-range = Արժեքը թույլատրելի միջակայքից դուրս է։
field-nul = NUL նիշը թույլատրված չէ։
field-not-a-choice = Այս արժեքը թույլատրվածներից չէ։
field-not-a-time = Ժամանակը նշեք RFC 3339 ձևաչափով, օրինակ՝ 2030-01-31T12:00:00Z։
field-invalid = Այս արժեքն անվավեր է։
field-unknown-timezone = Նման ժամային գոտի չկա։
field-wrong-password = Ընթացիկ գաղտնաբառը սխալ է։
field-unknown-interpreter = Այս մեքենայում { $name } չկա։
field-no-interpreter = Նշեք ինտերպրետատորը կամ սկրիպտը սկսեք #! նիշերով։
field-more-than-the-machine = Այս մեքենան ունի { $limit } ՄիԲ հիշողություն։
field-unknown-project = Նման նախագիծ չկա։
field-other-project = Այս սկրիպտը պատկանում է մեկ այլ նախագծի։
field-variable-name = Օգտագործեք տառեր, թվանշաններ և ընդգծման նշան. անունները, որոնք անհրաժեշտ են հենց ավազարկղին, զբաղված են։
field-not-a-directory = Սերվերում նման անունով ընթեռնելի գրացուցակ չկա։
