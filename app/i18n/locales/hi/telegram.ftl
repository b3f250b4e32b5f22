# बॉट Telegram में जो कहता है। सादा पाठ: भेजते समय इसे सुरक्षित और फ़ॉर्मैट किया जाता है।

telegram-open = LumaStack में खोलें
telegram-yes = हाँ
telegram-no = नहीं

# कमांड मेनू: हर एक के लिए कुछ शब्द।

telegram-command-start = शुरू करें, या अपना खाता लिंक करें
telegram-command-help = मैं क्या कर सकता हूँ
telegram-command-language = भाषा बदलें
telegram-command-unlink = इस Telegram खाते को अनलिंक करें

telegram-start =
    नमस्ते! मैं LumaStack इस्तेमाल करने वालों को बताता हूँ कि उनकी रिपॉज़िटरी में क्या हो रहा है।
    अपनी रिपॉज़िटरी की ख़बर पाने के लिए वहाँ साइन इन करें, अपनी प्रोफ़ाइल खोलें, “Telegram लिंक करें” चुनें, और जो लिंक मिले उसे खोलें।
telegram-start-linked =
    नमस्ते { $username }! आपका खाता लिंक है, और मैं आपको यहीं लिखूँगा।
    /help से पता चलता है कि मैं क्या कर सकता हूँ।
telegram-unknown = मुझे यह समझ नहीं आया। /help से पता चलता है कि मैं क्या कर सकता हूँ।
telegram-not-linked = यह Telegram खाता किसी LumaStack खाते से लिंक नहीं है। /start बताता है कि यह कैसे करें।
telegram-private-only = मैं केवल निजी चैट में उत्तर देता हूँ: मुझे @{ $bot } पर लिखें।

telegram-link-ask =
    क्या इस Telegram खाते को LumaStack खाते “{ $username }” से लिंक करना है?
    हाँ तभी कहें जब वह खाता आपका हो और आपने अभी-अभी वहाँ इसका अनुरोध किया हो।
telegram-link-done = हो गया: यह Telegram खाता “{ $username }” से लिंक हो गया है। मैं आपको यहीं लिखूँगा।
telegram-link-refused = कुछ भी लिंक नहीं किया गया, और वह लिंक अब काम नहीं करेगा।
telegram-link-spent = यह लिंक इस्तेमाल हो चुका है या इसकी अवधि समाप्त हो गई है। अपनी प्रोफ़ाइल में नया लिंक माँगें।
telegram-link-taken =
    यह Telegram खाता पहले से किसी दूसरे LumaStack खाते से लिंक है।
    पहले /unlink भेजें, फिर नया लिंक दोबारा खोलें।

telegram-unlink-ask = क्या इस Telegram खाते को “{ $username }” से अनलिंक करना है? इसके बाद मैं आपको लिखना बंद कर दूँगा।
telegram-unlink-done = हो गया: यह Telegram खाता अब लिंक नहीं है। अलविदा!
telegram-unlink-refused = कुछ भी नहीं बदला गया।

telegram-language-ask = मैं किस भाषा में बात करूँ?
telegram-language-done = अब से मैं { $language } में बात करूँगा।
