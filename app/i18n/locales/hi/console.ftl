# कंसोल के शब्द।

## फ़्रेम

console-navigation = मुख्य नेविगेशन
console-way = आप यहाँ हैं
console-administration = व्यवस्थापन
console-group-sky = StarsCalendars
console-menu = और
console-projects = प्रोजेक्ट
console-scripts = स्क्रिप्ट
console-runs = रन
console-notifications = सूचनाएँ
console-roots = स्कैन डायरेक्टरी
console-api = API संदर्भ
console-skip = सामग्री पर जाएँ
console-loading = लोड हो रहा है
console-more = और दिखाएँ
console-now = अभी
console-close = बंद करें
console-cancel = रद्द करें
console-save = बदलाव सहेजें
console-saved = सहेजा गया
console-delete = हटाएँ
console-deleted = हटाया गया
console-download = डाउनलोड करें
console-try-again = फिर कोशिश करें
console-not-found = यहाँ कुछ नहीं है
console-not-found-text = यह पता कहीं नहीं ले जाता। हो सकता है इसे बदला गया हो, या लिखने में गलती हुई हो।
console-nothing-found = कुछ नहीं मिला
console-nothing-found-text = कम शब्द लिखें, या फ़िल्टर हटाएँ।
console-unsaved = आपके बदलाव सहेजे नहीं गए हैं। फिर भी छोड़ें?
console-noscript = LumaStack का कंसोल दिखाने के लिए JavaScript ज़रूरी है।
console-error-network = कनेक्शन नहीं है
console-error-network-detail = सर्वर ने उत्तर नहीं दिया। जाँचें कि वह चल रहा है और आप उस तक पहुँच सकते हैं।
console-error-unexpected = कोई गड़बड़ी हुई
console-offline = लाइव अपडेट रुक गए हैं। फिर से कनेक्ट हो रहा है…
console-connection-idle = कनेक्ट नहीं है
console-connection-connecting = कनेक्ट हो रहा है…
console-connection-online = लाइव
console-connection-offline = फिर से कनेक्ट हो रहा है…

## कीबोर्ड

console-keys = कीबोर्ड शॉर्टकट
console-keys-search = खोजें
console-keys-follow = लॉग के अंत को फ़ॉलो करें
console-keys-leave = बंद करें, या फ़ील्ड से बाहर निकलें
console-keys-help = यह सूची

## साइन इन, और व्यक्ति

console-sign-in = साइन इन करें
console-sign-in-title = अपने कंसोल में साइन इन करें
console-sign-in-wait = इतने सेकंड बाद फिर कोशिश करें:
console-sign-out = साइन आउट करें
console-sign-out-everywhere = सभी डिवाइस से साइन आउट करें
console-username = उपयोगकर्ता नाम
console-password = पासवर्ड
console-profile = आपकी प्रोफ़ाइल
console-role-user = उपयोगकर्ता
console-role-admin = एडमिन
console-language = भाषा
console-timezone = समय क्षेत्र
console-theme = रंग-रूप
console-theme-system = सिस्टम
console-theme-light = हल्का
console-theme-dark = गहरा

## सूचनाएँ

console-unread = अपठित
console-notes-all = सभी सूचनाएँ
console-notes-read-all = सभी को पढ़ा हुआ चिह्नित करें
console-notes-everything = सभी
console-notes-unread = अपठित
console-notes-none = अभी कोई सूचना नहीं
console-notes-none-unread = कुछ भी अपठित नहीं
console-notes-none-text = आप जिन प्रोजेक्ट को फ़ॉलो करते हैं, उनके नए कमिट, समाप्त हुए रन और टिप्पणियाँ यहाँ दिखती हैं।

## प्रोजेक्ट

console-projects-search = प्रोजेक्ट खोजें
console-projects-none = अभी कोई प्रोजेक्ट नहीं
console-projects-none-admin = ऐसी डायरेक्टरी जोड़ें जिसमें Git रिपॉज़िटरी हों, फिर उसे स्कैन करें।
console-projects-none-user = जिन डायरेक्टरी में रिपॉज़िटरी खोजी जाती हैं, उन्हें एडमिन जोड़ते हैं।
console-scan = प्रोजेक्ट के लिए स्कैन करें
console-filter-state = दिखाएँ
console-filter-all = सभी प्रोजेक्ट
console-filter-blocked = रोक वाले
console-filter-open = बिना रोक वाले
console-blocked = रोक है
console-blocked-title = पुल पर रोक है
console-no-commits = कोई कमिट नहीं
console-project-status-active = सक्रिय
console-project-status-missing = गायब
console-project-status-broken = टूटा हुआ
console-project-status-refused = अस्वीकृत
console-project-status-unsupported = असमर्थित
console-project-status-replaced = बदला गया
console-kind-bare = बेयर
console-kind-linked-worktree = लिंक किया वर्कट्री
console-kind-submodule = सबमॉड्यूल
console-tab-commits = कमिट
console-tab-files = फ़ाइलें
console-tab-runs = रन
console-about = परिचय
console-branch = ब्रांच
console-branches = ब्रांच
console-tags = टैग
console-ref = ब्रांच या टैग
console-ref-head = चेकआउट की गई ब्रांच
console-remote = रिमोट
console-polled = पिछली जाँच
console-path = पाथ
console-copy-path = पाथ कॉपी करें
console-copy-sha = कमिट ID कॉपी करें
console-copy-text = टेक्स्ट कॉपी करें
console-commits-search = कमिट खोजें
console-commits-none = कोई कमिट नहीं
console-commits-new = नए कमिट
console-files-at = इस कमिट की फ़ाइलें देखें
console-files-cut = यह फ़ोल्डर बहुत बड़ा है; केवल इसकी शुरुआत दिखाई गई है।
console-files-none = यह फ़ोल्डर खाली है
console-history = इतिहास
console-lines = पंक्तियाँ
console-file-binary = टेक्स्ट फ़ाइल नहीं है
console-file-binary-text = किसी उपयुक्त प्रोग्राम में देखने के लिए इसे डाउनलोड करें।
console-file-cut = यह फ़ाइल बड़ी है; केवल इसकी शुरुआत दिखाई गई है। पूरी देखने के लिए इसे डाउनलोड करें।
console-file-empty = यह फ़ाइल खाली है
console-subscription = मुझे इनकी सूचना दें
console-event-commit = नए कमिट
console-event-pull = पुल
console-event-comment = टिप्पणियाँ
console-event-mention = मेरे उल्लेख
console-event-execution = समाप्त हुए रन
console-event-alert = समस्याएँ
console-channels = माध्यम
console-channel-web = यह कंसोल
console-channel-telegram = Telegram
console-channel-telegram-unlinked = आपका खाता अभी Telegram से लिंक नहीं है।

## स्क्रिप्ट

console-scripts-search = स्क्रिप्ट खोजें
console-scripts-none = अभी कोई स्क्रिप्ट नहीं
console-scripts-none-text = स्क्रिप्ट सैंडबॉक्स में चलती है, और उसका आउटपुट पंक्ति-दर-पंक्ति यहाँ दिखता है।
console-script-new = नई स्क्रिप्ट
console-script-create = स्क्रिप्ट बनाएँ
console-script-name = नाम
console-script-type = प्रकार
console-script-type-global = ग्लोबल
console-script-type-project = प्रोजेक्ट
console-script-project = प्रोजेक्ट
console-script-interpreter = इंटरप्रेटर
console-script-interpreter-hint = अगर स्क्रिप्ट #! से शुरू होती है तो खाली छोड़ें
console-script-description = विवरण
console-script-gone = हटाई गई स्क्रिप्ट
console-script-content = स्क्रिप्ट
console-script-content-hint = Tab से इंडेंट होता है। एडिटर से बाहर निकलने के लिए Esc और फिर Tab दबाएँ।
console-script-limits = सीमाएँ और पहुँच
console-script-timeout = समय सीमा
console-script-timeout-hint = सेकंड, अधिकतम 300
console-script-memory = मेमोरी
console-script-memory-hint = MiB
console-script-access = प्रोजेक्ट की फ़ाइलें
console-script-access-hint = रन अपने प्रोजेक्ट की फ़ाइलों के साथ क्या कर सकता है
console-script-access-none = छिपी हुई
console-script-access-read = केवल पढ़ना
console-script-access-write = पढ़ना और लिखना
console-script-network = नेटवर्क की पहुँच
console-script-network-hint = बंद होने पर रन अपने सैंडबॉक्स के बाहर किसी चीज़ तक नहीं पहुँच सकता।
console-script-network-on = नेटवर्क
console-script-enabled = सक्षम
console-script-enabled-hint = अक्षम स्क्रिप्ट चलाई नहीं जा सकती।
console-script-disabled = अक्षम
console-script-delete-title = यह स्क्रिप्ट हटाएँ?
console-script-delete-text = इसे फिर नहीं चलाया जा सकेगा।

## रन

console-run = चलाएँ
console-run-script = स्क्रिप्ट चलाएँ
console-run-choose = कौन-सी स्क्रिप्ट?
console-run-project = प्रोजेक्ट में
console-run-project-hint = किसी भी प्रोजेक्ट के बाहर चलाने के लिए खाली छोड़ें।
console-run-project-unknown = सूची में से कोई प्रोजेक्ट चुनें।
console-run-again = फिर से चलाएँ
console-run-cancel = रन रद्द करें
console-run-exit = एग्ज़िट कोड
console-run-signal = सिग्नल
console-run-duration = अवधि
console-run-output = आउटपुट
console-run-sandbox = सैंडबॉक्स
console-run-by = किसने चलाया
console-run-by-you = आपने
console-runs-none = अभी कोई रन नहीं
console-runs-none-text = कोई स्क्रिप्ट चलाएँ; उसका हर रन अपने लॉग के साथ यहाँ रखा जाता है।
console-runs-none-project = इस प्रोजेक्ट में कोई स्क्रिप्ट चलाएँ, वह यहाँ दिखेगी।
console-runs-none-script = यह स्क्रिप्ट चलाएँ, रन यहाँ दिखेगा।
console-status = स्थिति
console-filter-any-status = कोई भी स्थिति
console-status-queued = कतार में
console-status-running = चल रहा है
console-status-succeeded = सफल
console-status-failed = विफल
console-status-timed-out = समय समाप्त
console-status-cancelled = रद्द
console-status-lost = नतीजा पता नहीं

## लॉग

console-log = लॉग
console-log-region = लॉग की पंक्तियाँ
console-log-search = लॉग में खोजें
console-log-hit-before = पिछला मिलान
console-log-hit-after = अगला मिलान
console-log-wrap = लंबी पंक्तियाँ मोड़ें
console-log-follow = फ़ॉलो करें
console-log-to-end = अंत पर जाएँ
console-log-copy = चुनी हुई पंक्तियाँ कॉपी करें
console-log-cut = न दिखाए गए वर्ण:
console-log-dropped = लॉग अपनी सीमा तक पहुँच गया। छोड़ा गया:
console-log-waiting = आउटपुट की प्रतीक्षा है…
console-log-empty = इस रन ने कुछ नहीं छापा
console-copied = कॉपी हो गया
console-copy-failed = ब्राउज़र ने कॉपी करने की अनुमति नहीं दी

## स्कैन डायरेक्टरी

console-roots-open = डायरेक्टरी जोड़ें
console-roots-path = डायरेक्टरी
console-roots-path-hint = सर्वर पर एक पूर्ण पाथ; इसके नीचे किसी भी गहराई की रिपॉज़िटरी खोजी जाती हैं।
console-roots-add = डायरेक्टरी जोड़ें
console-roots-none = अभी कोई डायरेक्टरी नहीं
console-roots-none-text = ऊपर एक जोड़ें, फिर स्कैन करें।
console-roots-scanned = पिछला स्कैन
console-roots-never = अभी तक स्कैन नहीं हुआ
console-roots-delete-title = यह डायरेक्टरी हटाएँ?
console-roots-delete-text = इसके प्रोजेक्ट अब नहीं खोजे जाएँगे।
console-scan-start = अभी स्कैन करें
console-scan-found = मिले
console-scan-new = नए
console-scan-moved = स्थान बदला
console-scan-missing = गायब
console-scan-replaced = बदले गए
console-scan-unreadable = न पढ़े जा सकने वाले फ़ोल्डर
console-scan-done = स्कैन पूरा हुआ
console-scan-failed = स्कैन पूरा नहीं हुआ

## API संदर्भ

console-docs-title = API संदर्भ
console-docs-search = ऑपरेशन खोजें
console-docs-parameters = पैरामीटर
console-docs-body = मुख्य भाग
console-docs-responses = उत्तर
console-docs-schemas = स्कीमा
console-docs-required = ज़रूरी
console-docs-nullable = या null
console-docs-default = डिफ़ॉल्ट
console-docs-document = OpenAPI दस्तावेज़
console-docs-console = कंसोल
console-docs-untagged = अन्य
console-docs-public = साइन इन ज़रूरी नहीं
console-docs-none = कुछ नहीं मिला
