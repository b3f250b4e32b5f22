# Այն, ինչ մարդկանց հայտնում են դիտարկիչում և Telegram-ով։ Ամեն հաղորդագրություն ունի վերնագիր և մարմին, երկուսն էլ՝ հասարակ տեքստ։

notification-commit =
    .title = Նոր քոմիթ { $project } նախագծում
    .body = { $author }, { $branch }. { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $count } նոր քոմիթ { $project } նախագծում
           *[other] { $count } նոր քոմիթ { $project } նախագծում
        }
    .body = Ճյուղը՝ { $branch }, վերջինի հեղինակը՝ { $author }. { $subject }
notification-history-rewritten =
    .title = { $project } նախագծի պատմությունը վերաշարադրվել է
    .body = { $branch } ճյուղն այլևս չի պարունակում նախկին քոմիթները. այն տեղափոխվել է { $old }-ից { $new }։

notification-pull =
    .title = { $project } նախագծի pull-ը կատարվել է
    .body =
        { $count ->
            [one] { $branch } ճյուղն առաջ է շարժվել { $count } քոմիթով։
           *[other] { $branch } ճյուղն առաջ է շարժվել { $count } քոմիթով։
        }
notification-pull-failed =
    .title = { $project } նախագծի pull-ը ձախողվել է
    .body = { $branch } ճյուղը հնարավոր չեղավ առաջ շարժել. { $reason }

notification-comment =
    .title = { $author } մեկնաբանեց { $project } նախագիծը
    .body = { $text }
notification-mention =
    .title = { $author } ձեզ հիշատակեց { $project } նախագծում
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } սկրիպտը հաջողությամբ ավարտվել է
    .body = Այն աշխատել է { $duration } և բարեհաջող ավարտվել։
notification-execution-failed =
    .title = { $script } սկրիպտը ձախողվել է
    .body = Այն աշխատել է { $duration } և ավարտվել { $code } ելքի կոդով։
notification-execution-timed-out =
    .title = { $script } սկրիպտի ժամանակը սպառվել է
    .body = Այն կանգնեցվել է, աշխատել է { $duration }։
notification-execution-cancelled =
    .title = { $script } սկրիպտի գործարկումը չեղարկվել է
    .body = Այն կանգնեցվել է, աշխատել է { $duration }։
notification-execution-lost =
    .title = { $script } սկրիպտի արդյունքն անհայտ է
    .body = Մեքենան, որում այն աշխատում էր, կանգ է առել, ուստի հայտնի չէ, թե ինչպես է այն ավարտվել։ Այն ինքնաբերաբար չի կրկնվում։

notification-project-missing =
    .title = { $project } նախագիծն անհետացել է
    .body = { $path } հասցեում այլևս պահոց չկա։ Նախագծի մասին եղած տվյալները պահպանված են։

notification-telegram-linked =
    .title = Telegram-ը կապված է
    .body = Ձեր հաշվին կապվել է Telegram-ի հաշիվ, և այն կստանա ձեր հաղորդագրությունները։ Եթե դա դուք չեք արել, ապակապեք այն ձեր պրոֆիլում և փոխեք գաղտնաբառը։

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
