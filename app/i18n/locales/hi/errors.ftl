# जब कुछ अस्वीकार होता है तब लोग जो पढ़ते हैं। संदेश विवरण है; उसका शीर्षक .title में है।

error-bad-request = अनुरोध समझा नहीं जा सका।
    .title = गलत अनुरोध
error-bad-json = अनुरोध का मुख्य भाग मान्य JSON नहीं है।
    .title = अमान्य JSON
error-bad-cursor = यह कर्सर इस सूची का नहीं है, या दूसरे फ़िल्टरों का है।
    .title = अमान्य कर्सर
error-bad-idempotency-key = Idempotency-Key में 1 से 255 दृश्यमान ASCII वर्ण होने चाहिए।
    .title = अमान्य Idempotency-Key
error-unauthorized = पहले साइन इन करें।
    .title = साइन इन नहीं किया गया
error-invalid-credentials = उपयोगकर्ता नाम या पासवर्ड गलत है।
    .title = गलत उपयोगकर्ता नाम या पासवर्ड
error-invalid-token = टोकन मान्य नहीं है।
    .title = अमान्य टोकन
error-token-expired = टोकन की अवधि समाप्त हो गई है।
    .title = टोकन की अवधि समाप्त
error-token-reused = यह रीफ़्रेश टोकन पहले इस्तेमाल हो चुका है। इससे बने सभी सत्र समाप्त कर दिए गए हैं; फिर से साइन इन करें।
    .title = टोकन दोबारा इस्तेमाल हुआ
error-csrf-failed = X-CSRF-Token हेडर मौजूद नहीं है या गलत है। पेज फिर से लोड करके दोबारा कोशिश करें।
    .title = क्रॉस-साइट जाँच विफल
error-forbidden = आपको ऐसा करने की अनुमति नहीं है।
    .title = अनुमति नहीं है
error-not-found = यहाँ कुछ नहीं है, या आपको इसे देखने की अनुमति नहीं है।
    .title = नहीं मिला
error-method-not-allowed = यह पता इस मेथड का समर्थन नहीं करता।
    .title = मेथड की अनुमति नहीं
error-not-acceptable = माँगे गए फ़ॉर्मैट में इस पते का कोई उत्तर नहीं है।
    .title = फ़ॉर्मैट उपलब्ध नहीं
error-conflict = मौजूदा स्थिति में ऐसा नहीं किया जा सकता।
    .title = टकराव
error-name-taken = “{ $name }” नाम पहले से इस्तेमाल में है।
    .title = नाम पहले से इस्तेमाल में
error-idempotency-conflict = यह Idempotency-Key किसी दूसरे अनुरोध के साथ पहले ही इस्तेमाल हो चुकी है।
    .title = Idempotency-Key पहले इस्तेमाल हो चुकी
error-refresh-in-progress = इस सत्र का अभी-अभी नवीनीकरण हुआ है; नया टोकन इस्तेमाल करें।
    .title = नवीनीकरण हो चुका
error-last-admin = अंतिम सक्रिय एडमिन को नहीं हटाया जा सकता।
    .title = अंतिम एडमिन
error-not-cancellable = यह पहले ही समाप्त हो चुका है।
    .title = पहले ही समाप्त
error-script-disabled = स्क्रिप्ट “{ $name }” अक्षम है।
    .title = स्क्रिप्ट अक्षम है
error-link-spent = यह लिंक इस्तेमाल हो चुका है या इसकी अवधि समाप्त हो गई है। नया लिंक माँगें।
    .title = लिंक अब मान्य नहीं है
error-too-large =
    { $limit ->
        [one] अनुरोध { $limit } बाइट से बड़ा है।
       *[other] अनुरोध { $limit } बाइट से बड़ा है।
    }
    .title = बहुत बड़ा
error-unsupported-media-type = मुख्य भाग application/json के रूप में भेजें।
    .title = असमर्थित मीडिया प्रकार
error-range-not-satisfiable = माँगी गई रेंज सामग्री के बाहर है।
    .title = रेंज उपलब्ध नहीं
error-repository-unreadable =
    { $status ->
        [missing] यहाँ अब कोई रिपॉज़िटरी नहीं है।
        [replaced] इसकी जगह अब दूसरी रिपॉज़िटरी है।
        [refused] यह रिपॉज़िटरी नहीं पढ़ी जाती: यह स्कैन डायरेक्टरी के बाहर ले जाती है, या नुकसान पहुँचा सकती है।
        [unsupported] इस प्रकार की रिपॉज़िटरी समर्थित नहीं है।
       *[other] यह रिपॉज़िटरी टूटी हुई है और पढ़ी नहीं जा सकती।
    }
    .title = रिपॉज़िटरी पढ़ी नहीं जा सकती
error-file-too-large = फ़ाइल { $limit } बाइट से बड़ी है; इससे अधिक नहीं भेजा जाता।
    .title = फ़ाइल बहुत बड़ी है
error-validation = कुछ फ़ील्ड मान्य नहीं हैं।
    .title = अमान्य फ़ील्ड
error-project-blocked = { $name } के पुल पर रोक है: { $reason }
    .title = प्रोजेक्ट पर रोक है
error-rate-limited =
    { $seconds ->
        [one] बहुत ज़्यादा कोशिशें हुईं। { $seconds } सेकंड बाद फिर कोशिश करें।
       *[other] बहुत ज़्यादा कोशिशें हुईं। { $seconds } सेकंड बाद फिर कोशिश करें।
    }
    .title = बहुत ज़्यादा कोशिशें
error-slow-consumer = यह कनेक्शन बहुत धीरे पढ़ रहा है और बंद किया जा रहा है। जहाँ रुका था वहीं से जारी रखने के लिए फिर से कनेक्ट करें।
    .title = बहुत धीमा
error-too-many-sockets = आपके बहुत ज़्यादा लाइव कनेक्शन खुले हैं। कुछ विंडो बंद करें।
    .title = बहुत ज़्यादा कनेक्शन
error-too-many-subscriptions =
    { $limit ->
        [one] एक कनेक्शन अधिकतम { $limit } रूम को फ़ॉलो कर सकता है।
       *[other] एक कनेक्शन अधिकतम { $limit } रूम को फ़ॉलो कर सकता है।
    }
    .title = बहुत ज़्यादा रूम
error-internal = सर्वर पर कोई गड़बड़ी हुई। एडमिन को अनुरोध ID बताएँ।
    .title = आंतरिक गड़बड़ी
error-unavailable = इसके लिए ज़रूरी एक सेवा अभी उपलब्ध नहीं है। थोड़ी देर में फिर कोशिश करें।
    .title = अभी उपलब्ध नहीं
error-telegram-unavailable = यहाँ कोई Telegram बॉट नहीं जुड़ा है, या उसने अभी तक उत्तर नहीं दिया है। एडमिन से पूछें।
    .title = कोई Telegram बॉट नहीं

# अलग-अलग फ़ील्ड की गलतियाँ।

field-missing = यह फ़ील्ड ज़रूरी है।
field-unknown = ऐसा कोई फ़ील्ड नहीं है।
field-wrong-type = इस मान का प्रकार गलत है।
field-too-short =
    { $limit ->
        [one] कम से कम { $limit } वर्ण डालें।
       *[other] कम से कम { $limit } वर्ण डालें।
    }
field-too-long =
    { $limit ->
        [one] अधिकतम { $limit } वर्ण डालें।
       *[other] अधिकतम { $limit } वर्ण डालें।
    }
field-out-of-range = यह मान सीमा से बाहर है।
field-nul = NUL वर्ण की अनुमति नहीं है।
field-not-a-choice = यह मान अनुमत मानों में से नहीं है।
field-not-a-time = समय RFC 3339 के अनुसार दें, जैसे 2030-01-31T12:00:00Z.
field-invalid = यह मान मान्य नहीं है।
field-unknown-timezone = ऐसा कोई समय क्षेत्र नहीं है।
field-wrong-password = मौजूदा पासवर्ड गलत है।
field-unknown-interpreter = इस मशीन पर { $name } नहीं है।
field-no-interpreter = इंटरप्रेटर बताएँ, या स्क्रिप्ट #! से शुरू करें।
field-more-than-the-machine = इस मशीन में { $limit } MiB मेमोरी है।
field-unknown-project = ऐसा कोई प्रोजेक्ट नहीं है।
field-other-project = यह स्क्रिप्ट किसी दूसरे प्रोजेक्ट की है।
field-variable-name = केवल अक्षर, अंक और अंडरस्कोर इस्तेमाल करें, और ऐसा नाम न रखें जिसकी ज़रूरत सैंडबॉक्स को है।
field-not-a-directory = सर्वर पर इस नाम की कोई पढ़ने योग्य डायरेक्टरी नहीं है।
