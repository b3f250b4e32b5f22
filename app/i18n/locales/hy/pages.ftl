# The home, the scan roots, and why work failed.

console-home = Գլխավոր
console-home-hello = Բարև ձեզ, { $name }
console-home-attention = Ուշադրության կարիք ունի
console-home-all-well = Բոլոր նախագծերը կարգին են։
console-home-news = Նորություններ
console-see-all = Տեսնել բոլորը
console-first = Առաջին քայլերը
console-first-root = Ավելացրեք գրացուցակ, որտեղ Git պահոցներ կան
console-first-scan = Սկանավորեք այն՝ նախագծեր գտնելու համար
console-first-script = Գրեք սկրիպտ
console-first-run = Գործարկեք այն և հետևեք ելքին
console-first-next = Հաջորդ քայլը
console-done = կատարված է
console-scans-recent = Վերջին սկանավորումները
console-fault-not-found = Այն, ինչին սա վերաբերում էր, այլևս չկա։
console-fault-repository-unreadable = Պահոցը չհաջողվեց կարդալ։
console-fault-worker-lost = Այս աշխատանքը կատարող գործընթացը մի քանի անգամ կանգ է առել։
console-fault-keeper-lost = Այս գործարկմանը հետևող գործընթացը դադարել է, ուստի հայտնի չէ, թե ինչպես է այն ավարտվել։
console-fault-keeper-failed = Գործարկումը չհաջողվեց սկսել։ Պատճառը նշված է գործընթացի մատյանում։
console-fault-tree-missing = Նախագծի ֆայլերն իրենց տեղում չեն։ Սկանավորեք նորից։
console-fault-interpreter-missing = Այս ինտերպրետատորը տեղադրված չէ այս մեքենայում։
console-fault-project-missing = Նախագիծն այլևս չկա։ Սկանավորեք նորից կամ սկրիպտը գործարկեք մեկ այլ նախագծում։
console-roots-unreadable =
    { $count ->
        [one] { $count } պանակ հնարավոր չեղավ բացել
       *[other] { $count } պանակ հնարավոր չեղավ բացել
    }
