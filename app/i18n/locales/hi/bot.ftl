# What the bot says about projects, scripts and signing in, and what people are told about bots.

telegram-text = { $text }
telegram-help-intro =
    मैं यहाँ बताता हूँ कि आपके प्रोजेक्ट में क्या हो रहा है। मेरे किसी संदेश का उत्तर दें, तो आपके शब्द उस कमिट,
    रन या प्रोजेक्ट पर टिप्पणी बन जाएँगे जिसके बारे में वह है। आप मुझे ये भेज सकते हैं:

telegram-command-projects = आपके प्रोजेक्ट
telegram-command-project = एक प्रोजेक्ट और उसके साथ किए जा सकने वाले काम
telegram-command-commits = प्रोजेक्ट के नवीनतम कमिट
telegram-command-comment = प्रोजेक्ट या कमिट पर टिप्पणी करें
telegram-command-subscribe = चुनें कि प्रोजेक्ट के बारे में क्या बताऊँ
telegram-command-mute = प्रोजेक्ट के बारे में यहाँ कुछ न सुनें
telegram-command-run = स्क्रिप्ट चलाएँ
telegram-command-cancel = प्रश्न या रन रद्द करें
telegram-command-pull = प्रोजेक्ट को पुल करें
telegram-command-block = प्रोजेक्ट के पुल रोकें
telegram-command-unblock = पुल की फिर अनुमति दें
telegram-command-login = साइन इन करने का लिंक पाएँ
telegram-command-timezone = समय क्षेत्र बदलें

telegram-cancel = रद्द करें
telegram-skip = छोड़ें
telegram-stopped = रद्द किया गया।
telegram-too-late = वह प्रश्न अब खुला नहीं है। कृपया फिर से शुरू करें।
telegram-test = यह एक परीक्षण है। LumaStack के संदेश आपको यहाँ मिलते हैं।

telegram-login =
    .title = LumaStack में साइन इन करें
    .body =
        किसी ने “{ $username }” के रूप में साइन इन करने को कहा है। यदि यह आप थे, तो बटन दबाएँ; यह एक बार, { $until } तक काम करता है।
        यदि यह आप नहीं थे, तो कुछ न करें: बटन के बिना कोई अंदर नहीं आ सकता। { $address }
telegram-login-button = साइन इन करें
telegram-login-not-now = मैंने आपको अभी-अभी लिंक भेजे हैं। अंतिम का उपयोग करें, या दस मिनट बाद फिर प्रयास करें।

telegram-digest =
    .title = समाचार: { $count }
    .body = { $count }
telegram-digest-more = … और { $count } अन्य

telegram-no-project = { $name } नाम का कोई प्रोजेक्ट नहीं है, या आप उसे देख नहीं सकते।
telegram-no-projects = ऐसा कोई प्रोजेक्ट नहीं है जिसे आप देख सकें।
telegram-which-project = कौन-सा प्रोजेक्ट?
telegram-which-project-more = कौन-सा प्रोजेक्ट? ये पहले कुछ हैं; अन्य खोजने के लिए नाम और लिखें।
telegram-projects = आपके प्रोजेक्ट:
telegram-project-blocked = पुल रोके गए हैं: { $reason }
telegram-button-commits = कमिट
telegram-button-comment = टिप्पणी करें
telegram-button-subscribe = सदस्यता
telegram-button-run = स्क्रिप्ट चलाएँ
telegram-button-pull = पुल
telegram-button-block = पुल रोकें
telegram-button-unblock = पुल की अनुमति दें
telegram-button-group = समूह को बताएँ
telegram-button-unmute = फिर से सुनें
telegram-button-add = समूह चुनें
telegram-no-commits = { $project } में अभी कोई कमिट नहीं है।
telegram-commits =
    .title = { $project } के नवीनतम कमिट
    .body = { $text }
telegram-commit-line =
    { $sha } { $subject }
    { $author }, { $at }

telegram-comment-ask = { $project } के बारे में आप क्या कहना चाहते हैं?
telegram-comment-done = { $project } पर आपकी टिप्पणी जोड़ दी गई है।
telegram-comment-on-what = पता नहीं चल रहा कि वह संदेश किस प्रोजेक्ट के बारे में है। इसके बजाय /comment का उपयोग करें।

telegram-subscription = { $project } के बारे में यहाँ क्या बताऊँ? बदलने के लिए दबाएँ।
telegram-event-commit = कमिट
telegram-event-pull = पुल
telegram-event-comment = टिप्पणियाँ
telegram-event-mention = उल्लेख
telegram-event-execution = रन
telegram-event-alert = चेतावनियाँ
telegram-muted = { $project } के बारे में आपको यहाँ कुछ नहीं मिलेगा।

telegram-pull-queued = { $project } को पुल किया जाएगा।
telegram-block-ask = { $project } के पुल क्यों रोके जाएँ?
telegram-block-done = { $project } के पुल रोक दिए गए हैं।
telegram-unblock-done = { $project } के पुल की फिर अनुमति है।

telegram-group-offer = वह समूह चुनें जिसे { $project } के बारे में बताना है। लिंक एक बार, दस मिनट तक काम करता है।
telegram-group-only = वह लिंक समूह के लिए है।
telegram-bind-how = प्रोजेक्ट का रखरखाव करने वाला व्यक्ति लिंक किए हुए खाते से /bind और सटीक नाम भेजे।
telegram-bind-done = अब से इस समूह को { $project } के बारे में बताया जाएगा।
telegram-unbind-done = इस समूह को अब { $project } के बारे में नहीं बताया जाएगा।

telegram-no-scripts = ऐसी कोई स्क्रिप्ट नहीं है जिसे आप चला सकें।
telegram-which-script = कौन सी स्क्रिप्ट?
telegram-run-project = { $script } किस प्रोजेक्ट पर चले?
telegram-run-parameter = { $script }: { $name }?
telegram-run-number = { $script }: { $name }? एक संख्या भेजें।
telegram-run-wrong = यह { $name } के लिए ठीक नहीं है। कृपया फिर प्रयास करें।
telegram-run-confirm =
    क्या { $script } को इसके साथ चलाएँ?
    { $values }
telegram-run-queued = { $script } चलने की प्रतीक्षा में है। अब तक पंक्तियाँ: { $lines }
telegram-run-running = { $script } चल रही है। अब तक पंक्तियाँ: { $lines }
telegram-run-tail = अंतिम पंक्तियाँ:
telegram-run-log = लॉग
telegram-run-cancelling = इसे रोका जाएगा।
telegram-nothing-runs = आपका कोई रन नहीं है जिसे रद्द किया जा सके।
telegram-which-run = कौन सा रन?
telegram-log = { $script } का लॉग

telegram-timezone-ask = आपका समय क्षेत्र { $zone } है। मुझे रोमन अक्षरों में कोई शहर भेजें, जैसे Kolkata।
telegram-timezone-which = कौन सा?
telegram-timezone-unknown = समय क्षेत्र { $name } नहीं मिला। पास के किसी बड़े शहर का नाम रोमन अक्षरों में भेजें।
telegram-timezone-done = आपका समय क्षेत्र अब { $zone } है।

notification-bot-silent =
    .title = बॉट @{ $bot } कुछ नहीं सुन रहा
    .body = कुछ समय से किसी ने Telegram से इसके संदेश नहीं माँगे हैं ({ $reason })। देखें कि प्रक्रिया “bot” चल रही है या नहीं।
notification-bot-conflict =
    .title = कोई दूसरा प्रोग्राम बॉट @{ $bot } का उपयोग कर रहा है
    .body = वह Telegram से इसी बॉट के संदेश माँगता है, इसलिए कुछ यहाँ नहीं पहुँचते। उसे रोकें, या @BotFather से नया टोकन बनाएँ ({ $reason })।
notification-bot-token =
    .title = बॉट @{ $bot } का टोकन काम नहीं करता
    .body = Telegram का उत्तर: { $reason }। @BotFather से नया टोकन बनाएँ और सहेजें।
notification-bot-error =
    .title = बॉट @{ $bot } में समस्या है
    .body = Telegram का उत्तर: { $reason }
notification-telegram-not-admin =
    .title = बॉट नहीं देख सकता कि { $channel } में कौन है
    .body = इसे चैनल का एडमिन बनाएँ; तब तक कोई नया व्यक्ति सदस्य नहीं माना जाएगा।

error-wrong-number = यह लिंक दूसरे ब्राउज़र में माँगा गया था। वहाँ दिखाई गई संख्या दें।
    .title = संख्या चाहिए
error-members-only = यह Telegram चैनल { $channel } के सदस्यों के लिए है।
    .title = केवल सदस्यों के लिए
error-not-linked = आपका खाता Telegram से जुड़ा नहीं है।
    .title = जुड़ा नहीं है
