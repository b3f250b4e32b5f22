field-sky-years = Ընդգրկված են միայն { $first }-ից { $last } թվականները։
field-sky-order = Վերջը պետք է լինի սկզբից հետո։
field-sky-too-long = Մեկ անգամից կարելի է հարցնել առավելագույնը հարյուր տարի։
field-sky-many = Դուք ունեք այնքան, որքան կարող է ունենալ մեկ մարդ։

sky-reminder =
    .title = { $event }
    .body = { $at }։ { $description }
sky-calendar-name = Երկնային օրացույց
sky-calendar-description = Երկնային իրադարձություններ՝ հաշվարկված LumaStack-ի կողմից։ Ժամանակը ճշգրիտ է մինչև վայրկյանը։

sky-body-sun = Արևը
    .subject = Արևը
sky-body-moon = Լուսինը
    .subject = Լուսինը
sky-body-mercury = Մերկուրին
    .subject = Մերկուրին
sky-body-venus = Վեներան
    .subject = Վեներան
sky-body-earth = Երկիրը
    .subject = Երկիրը
sky-body-mars = Մարսը
    .subject = Մարսը
sky-body-jupiter = Յուպիտերը
    .subject = Յուպիտերը
sky-body-saturn = Սատուրնը
    .subject = Սատուրնը
sky-body-uranus = Ուրանը
    .subject = Ուրանը
sky-body-neptune = Նեպտունը
    .subject = Նեպտունը
sky-body-pluto = Պլուտոնը
    .subject = Պլուտոնը

sky-sign-aries = Խոյ
    .in = Խոյի նշանում
    .into = Խոյի նշան
sky-sign-taurus = Ցուլ
    .in = Ցուլի նշանում
    .into = Ցուլի նշան
sky-sign-gemini = Երկվորյակներ
    .in = Երկվորյակների նշանում
    .into = Երկվորյակների նշան
sky-sign-cancer = Խեցգետին
    .in = Խեցգետնի նշանում
    .into = Խեցգետնի նշան
sky-sign-leo = Առյուծ
    .in = Առյուծի նշանում
    .into = Առյուծի նշան
sky-sign-virgo = Կույս
    .in = Կույսի նշանում
    .into = Կույսի նշան
sky-sign-libra = Կշեռք
    .in = Կշեռքի նշանում
    .into = Կշեռքի նշան
sky-sign-scorpio = Կարիճ
    .in = Կարիճի նշանում
    .into = Կարիճի նշան
sky-sign-sagittarius = Աղեղնավոր
    .in = Աղեղնավորի նշանում
    .into = Աղեղնավորի նշան
sky-sign-capricorn = Այծեղջյուր
    .in = Այծեղջյուրի նշանում
    .into = Այծեղջյուրի նշան
sky-sign-aquarius = Ջրհոս
    .in = Ջրհոսի նշանում
    .into = Ջրհոսի նշան
sky-sign-pisces = Ձկներ
    .in = Ձկների նշանում
    .into = Ձկների նշան

sky-shower-quadrantids = Քվադրանտիդներ
sky-shower-lyrids = Լիրիդներ
sky-shower-eta-aquariids = Էտա Ակվարիդներ
sky-shower-southern-delta-aquariids = Հարավային Դելտա Ակվարիդներ
sky-shower-perseids = Պերսեիդներ
sky-shower-draconids = Դրակոնիդներ
sky-shower-orionids = Օրիոնիդներ
sky-shower-southern-taurids = Հարավային Տաուրիդներ
sky-shower-northern-taurids = Հյուսիսային Տաուրիդներ
sky-shower-leonids = Լեոնիդներ
sky-shower-geminids = Գեմինիդներ
sky-shower-ursids = Ուրսիդներ

sky-event-new-moon =
    .title = Նորալուսին
    .description = Լուսինն անցնում է Արևի մոտով { $sign } և տեսանելի չէ։ Այն { $distance } կմ հեռու է։
sky-event-first-quarter =
    .title = Առաջին քառորդ
    .description = Լուսինը { $sign } է, հյուսիսից նայելիս լուսավորված է աջից և երևում է երեկոյան։ Այն { $distance } կմ հեռու է։
sky-event-full-moon =
    .title = Լիալուսին
    .description = Լուսինը գտնվում է Արևի դիմաց՝ { $sign }, և երևում է ամբողջ գիշեր։ Այն { $distance } կմ հեռու է։
sky-event-last-quarter =
    .title = Վերջին քառորդ
    .description = Լուսինը { $sign } է, հյուսիսից նայելիս լուսավորված է ձախից և երևում է առավոտյան։ Այն { $distance } կմ հեռու է։
sky-event-march-equinox =
    .title = Մարտի գիշերահավասար
    .description = Արևը հատում է երկնային հասարակածը դեպի հյուսիս։ Ամենուր օրն ու գիշերը գրեթե հավասար են։
sky-event-june-solstice =
    .title = Հունիսի արևադարձ
    .description = Արևն ամենահյուսիսային դիրքում է։ Հյուսիսային կիսագնդում ամենաերկար օրն է։
sky-event-september-equinox =
    .title = Սեպտեմբերի գիշերահավասար
    .description = Արևը հատում է երկնային հասարակածը դեպի հարավ։ Ամենուր օրն ու գիշերը գրեթե հավասար են։
sky-event-december-solstice =
    .title = Դեկտեմբերի արևադարձ
    .description = Արևն ամենահարավային դիրքում է։ Հարավային կիսագնդում ամենաերկար օրն է։
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] Արևի լրիվ խավարում
            [annular] Արևի օղակաձև խավարում
           *[partial] Արևի մասնակի խավարում
        }
    .description =
        { $kind ->
            [total] Նեղ գոտում Լուսինն ամբողջությամբ ծածկում է Արևը, խավարման միջին պահին՝ { $latitude }° լայնության և { $longitude }° երկայնության վրա։ Երբեք Արևին մի նայեք առանց զտիչի։
            [annular] Նեղ գոտում Լուսինը չի ծածկում Արևի եզրային օղակը, խավարման միջին պահին՝ { $latitude }° լայնության և { $longitude }° երկայնության վրա։ Երբեք Արևին մի նայեք առանց զտիչի։
           *[partial] Լուսինը ծածկում է Արևի մի մասը։ Երբեք Արևին մի նայեք առանց զտիչի։
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] Լուսնի լրիվ խավարում
            [partial] Լուսնի մասնակի խավարում
           *[penumbral] Լուսնի կիսաստվերային խավարում
        }
    .description =
        { $kind ->
            [total] Լուսինն անցնում է Երկրի ստվերով և կարմրում. երևում է ամենուր, որտեղ այն հորիզոնից վեր է։ Մեծությունը՝ { $magnitude }։
            [partial] Լուսնի մի մասը մտնում է Երկրի ստվերը. երևում է ամենուր, որտեղ այն հորիզոնից վեր է։ Մեծությունը՝ { $magnitude }։
           *[penumbral] Լուսինն անցնում է Երկրի ստվերի արտաքին մասով և մի փոքր խամրում։ Մեծությունը՝ { $magnitude }։
        }
sky-event-conjunction =
    .title = { $first } և { $second } միացման մեջ են
    .description =
        { $kind ->
            [pair] Նրանք հանդիպում են { $sign }՝ միմյանցից { $separation }° հեռավորության վրա։
            [transit] { $subject } անցնում է Արևի սկավառակի առջևով։ Երբեք Արևին մի նայեք առանց զտիչի։
            [before] { $subject } անցնում է Երկրի և Արևի միջև՝ { $sign }։
           *[behind] { $subject } անցնում է Արևի հետևով՝ { $sign }։
        }
sky-event-opposition =
    .title = { $body } դիմակայության մեջ է
    .description = Մոլորակը գտնվում է Արևի դիմաց՝ { $sign }, և երևում է ամբողջ գիշեր։ Այն { $distance } ա. մ. հեռու է։
sky-event-greatest-elongation-east =
    .title = { $body } առավելագույն արևելյան էլոնգացիայում է
    .description = Մոլորակն Արևից { $angle }° հեռու է և երևում է արևմուտքում մայրամուտից հետո։
sky-event-greatest-elongation-west =
    .title = { $body } առավելագույն արևմտյան էլոնգացիայում է
    .description = Մոլորակն Արևից { $angle }° հեռու է և երևում է արևելքում արևածագից առաջ։
sky-event-station-retrograde =
    .title = { $body } սկսում է հետադարձ շարժումը
    .description = Երկրից դիտելիս մոլորակը կանգ է առնում { $sign }, ապա շարժվում հետ։
sky-event-station-direct =
    .title = { $body } վերադառնում է ուղիղ շարժման
    .description = Երկրից դիտելիս մոլորակը կանգ է առնում { $sign }, ապա նորից շարժվում առաջ։
sky-event-sign-ingress =
    .title = { $body } մտնում է { $sign }
    .description =
        { $way ->
            [retrograde] Մուտքը կենդանակերպի նշան կատարվում է հետադարձ շարժմամբ։
           *[direct] Մուտքը կենդանակերպի նշան կատարվում է ուղիղ շարժմամբ։
        }
sky-event-lunar-perigee =
    .title = Լուսինը պերիգեում է
    .description = Ուղեծրի՝ Երկրին ամենամոտ կետը. { $distance } կմ։
sky-event-lunar-apogee =
    .title = Լուսինն ապոգեում է
    .description = Ուղեծրի՝ Երկրից ամենահեռու կետը. { $distance } կմ։
sky-event-perihelion =
    .title = { $body } պերիհելիում է
    .description = Ուղեծրի՝ Արևին ամենամոտ կետը. { $distance } ա. մ.։
sky-event-aphelion =
    .title = { $body } աֆելիում է
    .description = Ուղեծրի՝ Արևից ամենահեռու կետը. { $distance } ա. մ.։
sky-event-meteor-shower =
    .title = { $shower }. առավելագույն ակտիվություն
    .description =
        { $rate ->
            [one] Ժամում մոտ { $rate } ասուպ կատարյալ երկնքի պայմաններում։ Լուսինը լուսավորված է { $moon } %-ով։
           *[other] Ժամում մոտ { $rate } ասուպ կատարյալ երկնքի պայմաններում։ Լուսինը լուսավորված է { $moon } %-ով։
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } և { $second }. սեքստիլ
            [square] { $first } և { $second }. քառակուսի
            [trine] { $first } և { $second }. տրին
           *[opposition] { $first } և { $second } դեմ դիմաց են
        }
    .description = Դրանց երկայնությունները տարբերվում են { $angle }°-ով. մեկը { $sign } է, մյուսը՝ { $othersign }։

console-sky = Երկինք
console-sky-month = Ամիս
console-sky-previous = Նախորդ ամիսը
console-sky-following = Հաջորդ ամիսը
console-sky-today = Այսօր
console-sky-next = Շուտով
console-sky-next-none = Ձեր ընտրածից առջևում ոչինչ չկա։
console-sky-day-none = Այս օրը ոչինչ տեղի չի ունենում։
console-sky-wheel = Կենդանակերպն այս պահին
console-sky-wheel-text = Երկրից դիտվող երկայնություններ։ Խոյը սկսվում է ձախից, նշանները հաջորդում են ժամացույցի սլաքին հակառակ։
console-sky-moon = Լուսինն այս պահին
console-sky-lit = լուսավորված է { $percent }-ով
console-sky-age =
    { $days ->
        [one] { $days } օրական
       *[other] { $days } օրական
    }
console-sky-computing = Այս տարիները հաշվարկվում են և շուտով կհայտնվեն այստեղ։
console-sky-filter = Ցույց տալ
console-sky-everything = Ամեն ինչ
console-sky-highlights = Գլխավորը
console-sky-reminders = Հիշեցումներ
console-sky-reminders-text = Ձեզ կտեղեկացնենք այստեղ, իսկ եթե Telegram-ը կապված է՝ նաև այնտեղ։
console-sky-remind = Հիշեցնել
console-sky-lead = Երբ
console-sky-lead-0 = Հենց այդ պահին
console-sky-lead-60 = Մեկ ժամ առաջ
console-sky-lead-1440 = Մեկ օր առաջ
console-sky-lead-10080 = Մեկ շաբաթ առաջ
console-sky-feeds = Օրացույցի հոսքեր
console-sky-feeds-text = Google Calendar-ի, Apple Calendar-ի, Thunderbird-ի և այլ ծրագրերի համար։ Կարդալ կարող է ամեն ոք, ով ունի հասցեն. դուք կարող եք այն չեղարկել ցանկացած պահի։
console-sky-feed-new = Նոր հասցե
console-sky-feed-once = Այս հասցեն ցույց է տրվում միայն մեկ անգամ։ Պատճենեք այն հիմա։
console-sky-feed-revoke = Չեղարկել
console-sky-longitude = Երկայնություն
console-sky-sign = Նշան
console-sky-body = Լուսատու

console-sky-type-new-moon = Նորալուսին
console-sky-type-first-quarter = Առաջին քառորդ
console-sky-type-full-moon = Լիալուսին
console-sky-type-last-quarter = Վերջին քառորդ
console-sky-type-march-equinox = Մարտի գիշերահավասար
console-sky-type-june-solstice = Հունիսի արևադարձ
console-sky-type-september-equinox = Սեպտեմբերի գիշերահավասար
console-sky-type-december-solstice = Դեկտեմբերի արևադարձ
console-sky-type-solar-eclipse = Արևի խավարում
console-sky-type-lunar-eclipse = Լուսնի խավարում
console-sky-type-conjunction = Միացում
console-sky-type-opposition = Դիմակայություն
console-sky-type-greatest-elongation-east = Առավելագույն արևելյան էլոնգացիա
console-sky-type-greatest-elongation-west = Առավելագույն արևմտյան էլոնգացիա
console-sky-type-station-retrograde = Հետադարձ շարժման սկիզբ
console-sky-type-station-direct = Վերադարձ ուղիղ շարժման
console-sky-type-sign-ingress = Մուտք նշան
console-sky-type-lunar-perigee = Լուսնի պերիգե
console-sky-type-lunar-apogee = Լուսնի ապոգե
console-sky-type-perihelion = Պերիհելի
console-sky-type-aphelion = Աֆելի
console-sky-type-meteor-shower = Ասուպային հոսք
console-sky-type-aspect = Ասպեկտ
