# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    Այստեղ պատմում եմ, թե ինչ է կատարվում ձեր նախագծերում։ Պատասխանե՛ք իմ որևէ հաղորդագրության, և ձեր խոսքերը կդառնան
    մեկնաբանություն այն քոմիթի, գործարկման կամ նախագծի, որին այն վերաբերում է։ Ահա թե ինչ կարող եք ուղարկել.

telegram-command-projects = Ձեր նախագծերը
telegram-command-project = Մեկ նախագիծ և ինչ կարելի է անել դրա հետ
telegram-command-commits = Նախագծի վերջին քոմիթները
telegram-command-comment = Մեկնաբանել նախագիծը կամ քոմիթը
telegram-command-subscribe = Ընտրել, թե ինչ պատմեմ նախագծի մասին
telegram-command-mute = Այստեղ ոչինչ չլսել նախագծի մասին
telegram-command-run = Գործարկել սկրիպտ
telegram-command-cancel = Չեղարկել հարցը կամ գործարկումը
telegram-command-pull = Կատարել նախագծի pull
telegram-command-block = Արգելափակել նախագծի pull-երը
telegram-command-unblock = Կրկին թույլատրել pull-երը
telegram-command-login = Ստանալ մուտքի հղում
telegram-command-timezone = Փոխել ժամային գոտին

telegram-cancel = Չեղարկել
telegram-skip = Բաց թողնել
telegram-stopped = Չեղարկվեց։
telegram-too-late = Այդ հարցն այլևս բաց չէ։ Խնդրում եմ սկսել նորից։
telegram-test = Սա փորձ է։ LumaStack-ի հաղորդագրությունները հասնում են ձեզ այստեղ։

telegram-login =
    .title = Մուտք LumaStack
    .body =
        Ինչ-որ մեկը խնդրել է մուտք գործել որպես «{ $username }»։ Եթե դա դուք էիք, սեղմե՛ք կոճակը. այն գործում է մեկ անգամ, մինչև { $until }։
        Եթե դուք չէիք, ոչինչ մի՛ արեք. առանց կոճակի ոչ ոք ներս չի մտնի։ { $address }
telegram-login-button = Մուտք գործել
telegram-login-not-now = Հենց նոր հղումներ եմ ուղարկել։ Օգտագործե՛ք վերջինը կամ փորձե՛ք տասը րոպեից։

telegram-digest =
    .title = Նորություններ՝ { $count }
    .body = { $count }
telegram-digest-more = … և ևս { $count }

telegram-no-project = { $name } անունով նախագիծ չկա, կամ դուք չեք կարող տեսնել այն։
telegram-no-projects = Չկան նախագծեր, որ կարող եք տեսնել։
telegram-which-project = Ո՞ր նախագիծը։
telegram-which-project-more = Ո՞ր նախագիծը։ Սրանք առաջիններն են. մյուսները գտնելու համար գրե՛ք անվան ավելի մեծ մասը։
telegram-projects = Ձեր նախագծերը՝
telegram-project-blocked = Pull-երն արգելափակված են՝ { $reason }
telegram-button-commits = Քոմիթներ
telegram-button-comment = Մեկնաբանել
telegram-button-subscribe = Բաժանորդագրություն
telegram-button-run = Գործարկել սկրիպտ
telegram-button-pull = Pull
telegram-button-block = Արգելել pull-երը
telegram-button-unblock = Թույլատրել pull-երը
telegram-button-group = Տեղեկացնել խմբին
telegram-button-unmute = Կրկին լսել
telegram-button-add = Ընտրել խումբը
telegram-no-commits = { $project } նախագիծը դեռ քոմիթներ չունի։
telegram-commits =
    .title = { $project }՝ վերջին քոմիթները
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = Ի՞նչ եք ուզում ասել { $project } նախագծի մասին։
telegram-comment-done = { $project } նախագծի ձեր մեկնաբանությունը տեղում է։
telegram-comment-on-what = Չեմ կարող ասել, թե որ նախագծին է վերաբերում այդ հաղորդագրությունը։ Օգտագործե՛ք /comment։

telegram-subscription = Ի՞նչ պատմեմ այստեղ { $project } նախագծի մասին։ Փոխելու համար սեղմե՛ք։
telegram-event-commit = Քոմիթներ
telegram-event-pull = Pull-եր
telegram-event-comment = Մեկնաբանություններ
telegram-event-mention = Հիշատակումներ
telegram-event-execution = Գործարկումներ
telegram-event-alert = Զգուշացումներ
telegram-muted = Այստեղ այլևս ոչինչ չեք լսի { $project } նախագծի մասին։

telegram-pull-queued = { $project } նախագծի pull-ը կկատարվի։
telegram-block-ask = Ինչո՞ւ արգելափակել { $project } նախագծի pull-երը։
telegram-block-done = { $project } նախագծի pull-երն արգելափակված են։
telegram-unblock-done = { $project } նախագծի pull-երը կրկին թույլատրված են։

telegram-group-offer = Ընտրե՛ք խումբը, որին պետք է տեղեկացնել { $project } նախագծի մասին։ Հղումը գործում է մեկ անգամ, տասը րոպե։
telegram-group-only = Այդ հղումը խմբի համար է։
telegram-bind-how = Նախագիծը վարողը կապված հաշվից ուղարկում է /bind և ճշգրիտ անունը։
telegram-bind-done = Այսուհետ այս խմբին տեղեկացվում է { $project } նախագծի մասին։
telegram-unbind-done = Այս խմբին այլևս չի տեղեկացվում { $project } նախագծի մասին։

telegram-no-scripts = Չկա սկրիպտ, որ կարող եք գործարկել։
telegram-which-script = Ո՞ր սկրիպտը։
telegram-run-project = Ո՞ր նախագծի վրա գործարկել { $script } սկրիպտը։
telegram-run-parameter = { $script }. { $name }՞
telegram-run-number = { $script }. { $name }՞ Ուղարկե՛ք թիվ։
telegram-run-wrong = Դա չի համապատասխանում { $name } պարամետրին։ Խնդրում եմ կրկին փորձել։
telegram-run-confirm =
    Գործարկե՞լ { $script } սկրիպտը սրանով։
    { $values }
telegram-run-queued = { $script } սկրիպտը սպասում է գործարկման։ Տողերն առայժմ՝ { $lines }
telegram-run-running = { $script } սկրիպտն աշխատում է։ Տողերն առայժմ՝ { $lines }
telegram-run-tail = Վերջին տողերը՝
telegram-run-log = Մատյան
telegram-run-cancelling = Այն կկանգնեցվի։
telegram-nothing-runs = Դուք չեղարկելու գործարկում չունեք։
telegram-which-run = Ո՞ր գործարկումը։
telegram-log = { $script } սկրիպտի մատյանը

telegram-timezone-ask = Ձեր ժամային գոտին { $zone } է։ Ուղարկե՛ք քաղաքի անուն լատինատառ, օրինակ՝ Yerevan։
telegram-timezone-which = Ո՞րը։
telegram-timezone-unknown = { $name } ժամային գոտի չգտնվեց։ Ուղարկե՛ք մոտակա մեծ քաղաքի անունը լատինատառ։
telegram-timezone-done = Ձեր ժամային գոտին այժմ { $zone } է։

notification-bot-silent =
    .title = @{ $bot } բոտը ոչինչ չի լսում
    .body = Որոշ ժամանակ է, ինչ ոչ ոք Telegram-ից չի խնդրում դրա հաղորդագրությունները ({ $reason })։ Ստուգե՛ք՝ արդյոք աշխատում է «bot» պրոցեսը։
notification-bot-conflict =
    .title = @{ $bot } բոտն օգտագործում է մեկ այլ ծրագիր
    .body = Այն Telegram-ից խնդրում է նույն բոտի հաղորդագրությունները, և դրանց մի մասն այստեղ չի հասնում։ Կանգնեցրե՛ք այն կամ @BotFather-ով ստեղծե՛ք նոր թոքեն ({ $reason })։
notification-bot-token =
    .title = @{ $bot } բոտի թոքենը չի գործում
    .body = Telegram-ի պատասխանը՝ { $reason }։ @BotFather-ով ստեղծե՛ք նորը և պահպանե՛ք։
notification-bot-error =
    .title = @{ $bot } բոտը խնդիր ունի
    .body = Telegram-ի պատասխանը՝ { $reason }
notification-telegram-not-admin =
    .title = Բոտը չի տեսնում, թե ով է { $channel } ալիքում
    .body = Դարձրե՛ք այն ալիքի ադմինիստրատոր. մինչ այդ ոչ մի նոր մարդ անդամ չի համարվում։

error-wrong-number = Այս հղումը խնդրվել է մեկ այլ դիտարկիչում։ Նշե՛ք այնտեղ ցուցադրվող թիվը։
    .title = Անհրաժեշտ է թիվ
error-members-only = Սա Telegram-ի { $channel } ալիքի անդամների համար է։
    .title = Միայն անդամների համար
error-not-linked = Ձեր հաշիվը կապված չէ Telegram-ի հետ։
    .title = Կապված չէ
