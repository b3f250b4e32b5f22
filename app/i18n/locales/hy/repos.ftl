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
