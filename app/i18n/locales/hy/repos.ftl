# Pull-եր, արգելափակումներ, հեռավոր պահոցներ և վահանակ։

error-pull-not-undoable = Հետարկել կարելի է միայն վերջին pull-ը, այն էլ մեկ անգամ։
    .title = Հետարկել հնարավոր չէ
error-invalid-signature = Այս առաքման ստորագրությունը բացակայում է կամ սխալ է։
    .title = Անվավեր ստորագրություն
field-in-the-past = Այս պահն արդեն անցել է։

notification-pull-undone =
    .title = { $project } նախագծի pull-ը հետարկվեց
    .body = { $branch } ճյուղը կրկին այնտեղ է, որտեղ նախկինում էր։
notification-pull-refused =
    .title = { $project } նախագծի pull-ը չկատարվեց
    .body =
        { $reason ->
            [dirty] { $branch } ճյուղում կան փոփոխված ֆայլեր։
            [diverged] { $branch } ճյուղն ունի սեփական քոմիթներ և չի կարող առաջ տարվել։
            [blocked] Pull-երն արգելափակված են։
            [locked] Այլ ծրագիր այնտեղ կողպեք է պահում։
            [auth] Հեռավոր պահոցը մերժեց մուտքի տվյալները։
            [network] Հեռավոր պահոցն անհասանելի է։
            [no_upstream] { $branch } ճյուղը հեռավոր ճյուղ չունի։
            [in_progress] Այնտեղ merge կամ rebase է ընթանում։
            [unsuitable] LumaStack-ը չի կարող pull անել այս պահոցում։
           *[other] Չհաջողվեց առաջ տանել { $branch } ճյուղը։
        }
notification-upstream =
    .title = Նոր քոմիթներ { $project } նախագծի աղբյուրում
    .body = { $branch } ճյուղի հեռավոր ճյուղն առաջ է գնացել։ Քոմիթները դեռ չեն բերվել։
notification-unreachable =
    .title = { $project } նախագծի աղբյուրն անհասանելի է
    .body = { $url } հասցեն չի պատասխանում { $since }-ից ի վեր։ Կրկին կփորձենք՝ ավելի ու ավելի հազվադեպ։
notification-moved-while-blocked =
    .title = { $project } նախագիծը փոխվել է՝ չնայած արգելափակմանը
    .body = Ինչ-որ մեկը { $branch } ճյուղը տեղափոխել է { $old }-ից { $new }, մինչ pull-երն արգելափակված էին։

console-dashboard = Ակտիվություն
console-dashboard-span = Ժամանակահատված
console-authors = Հեղինակներ
console-failures = Ձախողված գործարկումներ
console-tab-pulls = Pull-եր
console-pulls-none = Դեռ pull չի եղել
console-pull = Pull
console-pulling = Pull է կատարվում…
console-pull-undo = Հետարկել pull-ը
console-pull-undo-text = Ճյուղն ու նրա ֆայլերը կվերադառնան { $sha }։ Դա հնարավոր է, միայն եթե դրանից հետո ոչինչ չի փոխվել։
console-pull-in-shell = տերմինալում
console-pull-failed = Pull չի կատարվել՝ { $reason }
console-pull-status-fast-forwarded = Pull կատարվեց
console-pull-status-up-to-date = Արդեն թարմ է
console-pull-status-undone = Pull-ը հետարկվեց
console-block = Արգելափակել pull-երը
console-unblock = Հանել արգելափակումը
console-block-reason = Պատճառ
console-block-until = Մինչև
console-block-enforce = Կասեցնել git pull-ը նաև տերմինալներում
console-block-enforce-hint = Պահոցի hook-երը մերժում են այն, քանի դեռ արգելափակումն ուժի մեջ է։
console-upstream = Աղբյուր
console-upstream-unknown = Դեռ չի հարցվել
console-upstream-unreachable = Անհասանելի
console-upstream-gone = Ճյուղն այլևս չկա
console-upstream-up-to-date = Թարմ է
console-upstream-ahead = Առաջ է
console-upstream-behind = Հետ է
console-upstream-diverged = Տարբերվել են
console-dashboard-days =
    { $count ->
        [one] { $count } օր
       *[other] { $count } օր
    }
