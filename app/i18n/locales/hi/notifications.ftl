# लोगों को ब्राउज़र में और Telegram पर जो बताया जाता है। हर संदेश का शीर्षक और मुख्य भाग होता है, दोनों सादा पाठ।

notification-commit =
    .title = { $project } में नया कमिट
    .body = { $branch } पर { $author }: { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $project } में { $count } नया कमिट
           *[other] { $project } में { $count } नए कमिट
        }
    .body = { $branch } पर, सबसे नया { $author } का: { $subject }
notification-history-rewritten =
    .title = { $project } का इतिहास बदल दिया गया
    .body = { $branch } में अब पहले वाली सामग्री नहीं है: यह { $old } से { $new } पर चली गई।

notification-pull =
    .title = { $project } का पुल हुआ
    .body =
        { $count ->
            [one] { $branch } { $count } कमिट आगे बढ़ी।
           *[other] { $branch } { $count } कमिट आगे बढ़ी।
        }
notification-pull-failed =
    .title = { $project } का पुल विफल हुआ
    .body = { $branch } को आगे नहीं बढ़ाया जा सका: { $reason }

notification-comment =
    .title = { $author } ने { $project } पर टिप्पणी की
    .body = { $text }
notification-mention =
    .title = { $author } ने { $project } में आपका उल्लेख किया
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } सफल रही
    .body = यह { $duration } चली और ठीक से समाप्त हुई।
notification-execution-failed =
    .title = { $script } विफल रही
    .body = यह { $duration } चली और एग्ज़िट कोड { $code } के साथ समाप्त हुई।
notification-execution-timed-out =
    .title = { $script } का समय समाप्त हो गया
    .body = इसे { $duration } बाद रोक दिया गया।
notification-execution-cancelled =
    .title = { $script } का रन रद्द किया गया
    .body = इसे { $duration } बाद रोक दिया गया।
notification-execution-lost =
    .title = { $script } का नतीजा पता नहीं
    .body = जिस मशीन पर यह चल रही थी वह रुक गई, इसलिए यह कैसे समाप्त हुई, पता नहीं। यह अपने आप दोबारा नहीं चलाई जाती।

notification-project-missing =
    .title = { $project } गायब हो गया
    .body = { $path } पर अब कोई रिपॉज़िटरी नहीं है। उसके बारे में जो ज्ञात है, वह सुरक्षित है।

notification-telegram-linked =
    .title = Telegram लिंक हुआ
    .body = एक Telegram खाता आपके खाते से लिंक किया गया है और अब आपके संदेश उस पर आएँगे। अगर यह आपने नहीं किया, तो अपनी प्रोफ़ाइल में उसे अनलिंक करें और अपना पासवर्ड बदलें।

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
