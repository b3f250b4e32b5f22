# The home, the scan roots, and why work failed.

console-home = होम
console-home-hello = नमस्ते, { $name }
console-home-attention = ध्यान दें
console-home-all-well = सभी प्रोजेक्ट ठीक हैं।
console-home-news = आपके लिए नया
console-see-all = सभी देखें
console-first = पहले कदम
console-first-root = ऐसी डायरेक्टरी जोड़ें जिसमें Git रिपॉज़िटरी हों
console-first-scan = उसमें प्रोजेक्ट खोजने के लिए स्कैन करें
console-first-script = स्क्रिप्ट लिखें
console-first-run = उसे चलाएँ और उसका आउटपुट देखें
console-first-next = अगला कदम
console-done = पूरा हुआ
console-scans-recent = हाल के स्कैन
console-fault-not-found = यह जिसके बारे में था, वह अब नहीं है।
console-fault-repository-unreadable = रिपॉज़िटरी पढ़ी नहीं जा सकी।
console-fault-worker-lost = यह काम करने वाला वर्कर बार-बार रुक गया।
console-fault-keeper-lost = इस रन पर नज़र रखने वाली प्रक्रिया बंद हो गई, इसलिए यह कैसे समाप्त हुआ, पता नहीं।
console-fault-keeper-failed = रन शुरू नहीं हो सका। कारण वर्कर के लॉग में है।
console-fault-tree-missing = प्रोजेक्ट की फ़ाइलें अपनी जगह पर नहीं हैं। फिर से स्कैन करें।
console-fault-interpreter-missing = यह इंटरप्रेटर इस मशीन पर इंस्टॉल नहीं है।
console-fault-project-missing = प्रोजेक्ट अब नहीं है। फिर से स्कैन करें, या स्क्रिप्ट किसी दूसरे प्रोजेक्ट में चलाएँ।
console-roots-unreadable =
    { $count ->
        [one] { $count } फ़ोल्डर नहीं खोला जा सका
       *[other] { $count } फ़ोल्डर नहीं खोले जा सके
    }
