field-sky-years = केवल { $first } से { $last } तक के वर्ष उपलब्ध हैं।
field-sky-order = अंत शुरुआत के बाद होना चाहिए।
field-sky-too-long = एक बार में ज़्यादा से ज़्यादा सौ वर्ष माँगे जा सकते हैं।
field-sky-many = आपके पास उतने हैं जितने एक व्यक्ति के पास हो सकते हैं।

sky-reminder =
    .title = { $event }
    .body = { $at }। { $description }
sky-calendar-name = आकाश कैलेंडर
sky-calendar-description = LumaStack द्वारा गणना की गई खगोलीय घटनाएँ। समय सेकंड तक सटीक हैं।

sky-body-sun = सूर्य
    .subject = सूर्य
sky-body-moon = चंद्रमा
    .subject = चंद्रमा
sky-body-mercury = बुध
    .subject = बुध
sky-body-venus = शुक्र
    .subject = शुक्र
sky-body-earth = पृथ्वी
    .subject = पृथ्वी
sky-body-mars = मंगल
    .subject = मंगल
sky-body-jupiter = बृहस्पति
    .subject = बृहस्पति
sky-body-saturn = शनि
    .subject = शनि
sky-body-uranus = अरुण
    .subject = अरुण
sky-body-neptune = वरुण
    .subject = वरुण
sky-body-pluto = यम
    .subject = यम

sky-sign-aries = मेष
    .in = मेष राशि में
    .into = मेष राशि
sky-sign-taurus = वृषभ
    .in = वृषभ राशि में
    .into = वृषभ राशि
sky-sign-gemini = मिथुन
    .in = मिथुन राशि में
    .into = मिथुन राशि
sky-sign-cancer = कर्क
    .in = कर्क राशि में
    .into = कर्क राशि
sky-sign-leo = सिंह
    .in = सिंह राशि में
    .into = सिंह राशि
sky-sign-virgo = कन्या
    .in = कन्या राशि में
    .into = कन्या राशि
sky-sign-libra = तुला
    .in = तुला राशि में
    .into = तुला राशि
sky-sign-scorpio = वृश्चिक
    .in = वृश्चिक राशि में
    .into = वृश्चिक राशि
sky-sign-sagittarius = धनु
    .in = धनु राशि में
    .into = धनु राशि
sky-sign-capricorn = मकर
    .in = मकर राशि में
    .into = मकर राशि
sky-sign-aquarius = कुंभ
    .in = कुंभ राशि में
    .into = कुंभ राशि
sky-sign-pisces = मीन
    .in = मीन राशि में
    .into = मीन राशि

sky-shower-quadrantids = क्वाड्रंटिड्स उल्का वर्षा
sky-shower-lyrids = लायरिड्स उल्का वर्षा
sky-shower-eta-aquariids = ईटा एक्वेरिड्स उल्का वर्षा
sky-shower-southern-delta-aquariids = दक्षिणी डेल्टा एक्वेरिड्स उल्का वर्षा
sky-shower-perseids = पर्सीड्स उल्का वर्षा
sky-shower-draconids = ड्रेकोनिड्स उल्का वर्षा
sky-shower-orionids = ओरायोनिड्स उल्का वर्षा
sky-shower-southern-taurids = दक्षिणी टॉरिड्स उल्का वर्षा
sky-shower-northern-taurids = उत्तरी टॉरिड्स उल्का वर्षा
sky-shower-leonids = लियोनिड्स उल्का वर्षा
sky-shower-geminids = जेमिनिड्स उल्का वर्षा
sky-shower-ursids = उर्सिड्स उल्का वर्षा

sky-event-new-moon =
    .title = अमावस्या
    .description = चंद्रमा { $sign } सूर्य के पास से गुज़रता है और दिखाई नहीं देता। वह { $distance } किमी दूर है।
sky-event-first-quarter =
    .title = शुक्ल पक्ष का अर्धचंद्र
    .description = चंद्रमा { $sign } है, उत्तर से देखने पर दाईं ओर से प्रकाशित, और शाम को दिखता है। वह { $distance } किमी दूर है।
sky-event-full-moon =
    .title = पूर्णिमा
    .description = चंद्रमा { $sign } सूर्य के सामने है और पूरी रात दिखता है। वह { $distance } किमी दूर है।
sky-event-last-quarter =
    .title = कृष्ण पक्ष का अर्धचंद्र
    .description = चंद्रमा { $sign } है, उत्तर से देखने पर बाईं ओर से प्रकाशित, और सुबह दिखता है। वह { $distance } किमी दूर है।
sky-event-march-equinox =
    .title = मार्च विषुव
    .description = सूर्य खगोलीय विषुवत रेखा को उत्तर की ओर पार करता है। हर जगह दिन और रात लगभग बराबर होते हैं।
sky-event-june-solstice =
    .title = जून अयनांत
    .description = सूर्य सबसे उत्तर में होता है। उत्तरी गोलार्ध में सबसे लंबा दिन होता है।
sky-event-september-equinox =
    .title = सितंबर विषुव
    .description = सूर्य खगोलीय विषुवत रेखा को दक्षिण की ओर पार करता है। हर जगह दिन और रात लगभग बराबर होते हैं।
sky-event-december-solstice =
    .title = दिसंबर अयनांत
    .description = सूर्य सबसे दक्षिण में होता है। दक्षिणी गोलार्ध में सबसे लंबा दिन होता है।
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] पूर्ण सूर्यग्रहण
            [annular] वलयाकार सूर्यग्रहण
           *[partial] आंशिक सूर्यग्रहण
        }
    .description =
        { $kind ->
            [total] एक सँकरी पट्टी में चंद्रमा सूर्य को पूरी तरह ढक लेता है, ग्रहण के मध्य में अक्षांश { $latitude }°, देशांतर { $longitude }° पर। बिना फ़िल्टर के सूर्य को कभी न देखें।
            [annular] एक सँकरी पट्टी में चंद्रमा के चारों ओर सूर्य का छल्ला दिखता है, ग्रहण के मध्य में अक्षांश { $latitude }°, देशांतर { $longitude }° पर। बिना फ़िल्टर के सूर्य को कभी न देखें।
           *[partial] चंद्रमा सूर्य के एक भाग को ढक लेता है। बिना फ़िल्टर के सूर्य को कभी न देखें।
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] पूर्ण चंद्रग्रहण
            [partial] आंशिक चंद्रग्रहण
           *[penumbral] उपच्छाया चंद्रग्रहण
        }
    .description =
        { $kind ->
            [total] चंद्रमा पृथ्वी की छाया से गुज़रकर लाल हो जाता है; जहाँ भी वह क्षितिज के ऊपर हो, दिखता है। परिमाण { $magnitude }।
            [partial] चंद्रमा का एक भाग पृथ्वी की छाया में आता है; जहाँ भी वह क्षितिज के ऊपर हो, दिखता है। परिमाण { $magnitude }।
           *[penumbral] चंद्रमा पृथ्वी की छाया के बाहरी भाग से गुज़रता है और थोड़ा मंद पड़ जाता है। परिमाण { $magnitude }।
        }
sky-event-conjunction =
    .title = { $first } और { $second } की युति
    .description =
        { $kind ->
            [pair] वे { $sign } { $separation }° की दूरी पर मिलते हैं।
            [transit] { $subject } सूर्य के बिंब के सामने से गुज़रता है। बिना फ़िल्टर के सूर्य को कभी न देखें।
            [before] { $subject } { $sign } पृथ्वी और सूर्य के बीच से गुज़रता है।
           *[behind] { $subject } { $sign } सूर्य के पीछे से गुज़रता है।
        }
sky-event-opposition =
    .title = { $body } सूर्य के सामने
    .description = ग्रह { $sign } सूर्य के सामने है और पूरी रात दिखता है। वह { $distance } खगोलीय इकाई दूर है।
sky-event-greatest-elongation-east =
    .title = { $body } की अधिकतम पूर्वी दूरी
    .description = ग्रह सूर्य से { $angle }° दूर है और सूर्यास्त के बाद पश्चिम में दिखता है।
sky-event-greatest-elongation-west =
    .title = { $body } की अधिकतम पश्चिमी दूरी
    .description = ग्रह सूर्य से { $angle }° दूर है और सूर्योदय से पहले पूर्व में दिखता है।
sky-event-station-retrograde =
    .title = { $body } वक्री
    .description = पृथ्वी से देखने पर ग्रह { $sign } ठहरता है और फिर पीछे की ओर चलता है।
sky-event-station-direct =
    .title = { $body } मार्गी
    .description = पृथ्वी से देखने पर ग्रह { $sign } ठहरता है और फिर आगे की ओर चलता है।
sky-event-sign-ingress =
    .title = { $body } का { $sign } में प्रवेश
    .description =
        { $way ->
            [retrograde] राशि में प्रवेश वक्री गति से होता है।
           *[direct] राशि में प्रवेश मार्गी गति से होता है।
        }
sky-event-lunar-perigee =
    .title = चंद्रमा उपभू पर
    .description = उसकी कक्षा में पृथ्वी से सबसे निकट का बिंदु: { $distance } किमी।
sky-event-lunar-apogee =
    .title = चंद्रमा अपभू पर
    .description = उसकी कक्षा में पृथ्वी से सबसे दूर का बिंदु: { $distance } किमी।
sky-event-perihelion =
    .title = { $body } उपसौर पर
    .description = कक्षा में सूर्य से सबसे निकट का बिंदु: { $distance } खगोलीय इकाई।
sky-event-aphelion =
    .title = { $body } अपसौर पर
    .description = कक्षा में सूर्य से सबसे दूर का बिंदु: { $distance } खगोलीय इकाई।
sky-event-meteor-shower =
    .title = { $shower } का चरम
    .description =
        { $rate ->
            [one] आदर्श आकाश में प्रति घंटा लगभग { $rate } उल्का। चंद्रमा { $moon }% प्रकाशित है।
           *[other] आदर्श आकाश में प्रति घंटा लगभग { $rate } उल्काएँ। चंद्रमा { $moon }% प्रकाशित है।
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } और { $second } में 60° का अंतर
            [square] { $first } और { $second } में 90° का अंतर
            [trine] { $first } और { $second } में 120° का अंतर
           *[opposition] { $first } और { $second } आमने-सामने
        }
    .description = उनके देशांतरों में { $angle }° का अंतर है: एक { $sign } है, दूसरा { $othersign }।

console-sky = आकाश
console-sky-month = महीना
console-sky-previous = पिछला महीना
console-sky-following = अगला महीना
console-sky-today = आज
console-sky-next = आने वाली घटनाएँ
console-sky-next-none = आपकी चुनी हुई कोई घटना आगे नहीं है।
console-sky-day-none = इस दिन कुछ नहीं होता।
console-sky-wheel = इस समय का राशिचक्र
console-sky-wheel-text = पृथ्वी से दिखने वाले देशांतर। मेष बाईं ओर से शुरू होता है, राशियाँ घड़ी की उलटी दिशा में चलती हैं।
console-sky-moon = इस समय का चंद्रमा
console-sky-lit = { $percent } प्रकाशित
console-sky-age =
    { $days ->
        [one] { $days } दिन का
       *[other] { $days } दिन का
    }
console-sky-computing = इन वर्षों की गणना हो रही है और वे थोड़ी देर में यहाँ दिखेंगे।
console-sky-filter = दिखाएँ
console-sky-everything = सब कुछ
console-sky-highlights = मुख्य घटनाएँ
console-sky-reminders = अनुस्मारक
console-sky-reminders-text = आपको यहाँ सूचना मिलेगी, और Telegram लिंक होने पर वहाँ भी।
console-sky-remind = याद दिलाएँ
console-sky-lead = कब
console-sky-lead-0 = घटना के समय
console-sky-lead-60 = एक घंटा पहले
console-sky-lead-1440 = एक दिन पहले
console-sky-lead-10080 = एक सप्ताह पहले
console-sky-feeds = कैलेंडर फ़ीड
console-sky-feeds-text = Google Calendar, Apple Calendar, Thunderbird और अन्य के लिए। जिसके पास पता हो वह पढ़ सकता है; आप उसे कभी भी रद्द कर सकते हैं।
console-sky-feed-new = नया पता
console-sky-feed-once = यह पता केवल एक बार दिखाया जाता है। इसे अभी कॉपी करें।
console-sky-feed-revoke = रद्द करें
console-sky-longitude = देशांतर
console-sky-sign = राशि
console-sky-body = पिंड

console-sky-type-new-moon = अमावस्या
console-sky-type-first-quarter = शुक्ल पक्ष का अर्धचंद्र
console-sky-type-full-moon = पूर्णिमा
console-sky-type-last-quarter = कृष्ण पक्ष का अर्धचंद्र
console-sky-type-march-equinox = मार्च विषुव
console-sky-type-june-solstice = जून अयनांत
console-sky-type-september-equinox = सितंबर विषुव
console-sky-type-december-solstice = दिसंबर अयनांत
console-sky-type-solar-eclipse = सूर्यग्रहण
console-sky-type-lunar-eclipse = चंद्रग्रहण
console-sky-type-conjunction = युति
console-sky-type-opposition = सूर्य के सामने
console-sky-type-greatest-elongation-east = अधिकतम पूर्वी दूरी
console-sky-type-greatest-elongation-west = अधिकतम पश्चिमी दूरी
console-sky-type-station-retrograde = वक्री
console-sky-type-station-direct = मार्गी
console-sky-type-sign-ingress = राशि में प्रवेश
console-sky-type-lunar-perigee = चंद्रमा उपभू पर
console-sky-type-lunar-apogee = चंद्रमा अपभू पर
console-sky-type-perihelion = उपसौर
console-sky-type-aphelion = अपसौर
console-sky-type-meteor-shower = उल्का वर्षा
console-sky-type-aspect = कोणीय संबंध
