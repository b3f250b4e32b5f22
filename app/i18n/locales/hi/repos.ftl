# पुल, रोक, अपस्ट्रीम और डैशबोर्ड।

error-pull-not-undoable = केवल आखिरी पुल वापस लिया जा सकता है, और केवल एक बार।
    .title = वापस नहीं लिया जा सकता
error-invalid-signature = इस डिलीवरी का हस्ताक्षर नहीं है या गलत है।
    .title = हस्ताक्षर मान्य नहीं
field-in-the-past = यह समय बीत चुका है।

notification-pull-undone =
    .title = { $project } का पुल वापस लिया गया
    .body = { $branch } फिर वहीं है जहाँ पहले थी।
notification-pull-refused =
    .title = { $project } का पुल नहीं हुआ
    .body =
        { $reason ->
            [dirty] { $branch } में बदली हुई फ़ाइलें हैं।
            [diverged] { $branch } के अपने कमिट हैं, इसलिए उसे आगे नहीं बढ़ाया जा सकता।
            [blocked] पुल पर रोक है।
            [locked] वहाँ किसी दूसरे प्रोग्राम ने लॉक ले रखा है।
            [auth] अपस्ट्रीम ने पहचान की जानकारी ठुकरा दी।
            [network] अपस्ट्रीम तक पहुँचा नहीं जा सका।
            [no_upstream] { $branch } का कोई अपस्ट्रीम नहीं है।
            [in_progress] वहाँ मर्ज या रीबेस चल रहा है।
            [unsuitable] LumaStack इस रिपॉज़िटरी का पुल नहीं कर सकता।
           *[other] { $branch } को आगे नहीं बढ़ाया जा सका।
        }
notification-upstream =
    .title = { $project } के अपस्ट्रीम में नए कमिट
    .body = { $branch } का अपस्ट्रीम आगे बढ़ गया है। कमिट अभी लाए नहीं गए हैं।
notification-unreachable =
    .title = { $project } के अपस्ट्रीम तक पहुँच नहीं
    .body = { $url } ने { $since } से उत्तर नहीं दिया है। फिर पूछा जाएगा, पर धीरे-धीरे कम बार।
notification-moved-while-blocked =
    .title = रोक के बावजूद { $project } बदल गया
    .body = पुल पर रोक रहते किसी ने { $branch } को { $old } से { $new } पर पहुँचा दिया।

console-dashboard = गतिविधि
console-dashboard-span = अवधि
console-authors = लेखक
console-failures = असफल रन
console-tab-pulls = पुल
console-pulls-none = अभी कोई पुल नहीं
console-pull = पुल करें
console-pulling = पुल हो रहा है…
console-pull-undo = पुल वापस लें
console-pull-undo-text = ब्रांच और उसकी फ़ाइलें { $sha } पर लौटेंगी। यह तभी होता है जब तब से कुछ न बदला हो।
console-pull-in-shell = शेल में
console-pull-failed = पुल नहीं हुआ: { $reason }
console-pull-status-fast-forwarded = पुल हो गया
console-pull-status-up-to-date = पहले से अद्यतन
console-pull-status-undone = पुल वापस लिया गया
console-block = पुल रोकें
console-unblock = रोक हटाएँ
console-block-reason = कारण
console-block-until = कब तक
console-block-enforce = शेल में git pull भी रोकें
console-block-enforce-hint = रोक रहते रिपॉज़िटरी के हुक उसे ठुकराते हैं।
console-upstream = अपस्ट्रीम
console-upstream-unknown = अभी पूछा नहीं गया
console-upstream-unreachable = पहुँच से बाहर
console-upstream-gone = ब्रांच अब नहीं है
console-upstream-up-to-date = अद्यतन
console-upstream-ahead = आगे
console-upstream-behind = पीछे
console-upstream-diverged = अलग दिशाओं में
console-dashboard-days =
    { $count ->
        [one] { $count } दिन
       *[other] { $count } दिन
    }
