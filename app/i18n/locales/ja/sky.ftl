field-sky-years = 対象となるのは { $first } 年から { $last } 年までです。
field-sky-order = 終わりは始まりより後にしてください。
field-sky-too-long = 一度に取得できるのは 100 年までです。
field-sky-many = 一人が持てる数の上限に達しています。

sky-reminder =
    .title = { $event }
    .body = { $at }。{ $description }
sky-calendar-name = 天体カレンダー
sky-calendar-description = LumaStack が計算した天文現象です。時刻は秒まで正確です。

sky-body-sun = 太陽
    .subject = 太陽
sky-body-moon = 月
    .subject = 月
sky-body-mercury = 水星
    .subject = 水星
sky-body-venus = 金星
    .subject = 金星
sky-body-earth = 地球
    .subject = 地球
sky-body-mars = 火星
    .subject = 火星
sky-body-jupiter = 木星
    .subject = 木星
sky-body-saturn = 土星
    .subject = 土星
sky-body-uranus = 天王星
    .subject = 天王星
sky-body-neptune = 海王星
    .subject = 海王星
sky-body-pluto = 冥王星
    .subject = 冥王星

sky-sign-aries = 白羊宮
    .in = 白羊宮で
    .into = 白羊宮
sky-sign-taurus = 金牛宮
    .in = 金牛宮で
    .into = 金牛宮
sky-sign-gemini = 双児宮
    .in = 双児宮で
    .into = 双児宮
sky-sign-cancer = 巨蟹宮
    .in = 巨蟹宮で
    .into = 巨蟹宮
sky-sign-leo = 獅子宮
    .in = 獅子宮で
    .into = 獅子宮
sky-sign-virgo = 処女宮
    .in = 処女宮で
    .into = 処女宮
sky-sign-libra = 天秤宮
    .in = 天秤宮で
    .into = 天秤宮
sky-sign-scorpio = 天蝎宮
    .in = 天蝎宮で
    .into = 天蝎宮
sky-sign-sagittarius = 人馬宮
    .in = 人馬宮で
    .into = 人馬宮
sky-sign-capricorn = 磨羯宮
    .in = 磨羯宮で
    .into = 磨羯宮
sky-sign-aquarius = 宝瓶宮
    .in = 宝瓶宮で
    .into = 宝瓶宮
sky-sign-pisces = 双魚宮
    .in = 双魚宮で
    .into = 双魚宮

sky-shower-quadrantids = しぶんぎ座流星群
sky-shower-lyrids = こと座流星群
sky-shower-eta-aquariids = みずがめ座 η 流星群
sky-shower-southern-delta-aquariids = みずがめ座 δ 南流星群
sky-shower-perseids = ペルセウス座流星群
sky-shower-draconids = りゅう座流星群
sky-shower-orionids = オリオン座流星群
sky-shower-southern-taurids = おうし座南流星群
sky-shower-northern-taurids = おうし座北流星群
sky-shower-leonids = しし座流星群
sky-shower-geminids = ふたご座流星群
sky-shower-ursids = こぐま座流星群

sky-event-new-moon =
    .title = 新月
    .description = 月が{ $sign }太陽と並び、見えません。距離は { $distance } km です。
sky-event-first-quarter =
    .title = 上弦の月
    .description = 月は{ $sign }、北半球から見て右側が輝いています。夕方に見えます。距離は { $distance } km です。
sky-event-full-moon =
    .title = 満月
    .description = 月が{ $sign }太陽の反対側にあり、一晩中見えます。距離は { $distance } km です。
sky-event-last-quarter =
    .title = 下弦の月
    .description = 月は{ $sign }、北半球から見て左側が輝いています。明け方に見えます。距離は { $distance } km です。
sky-event-march-equinox =
    .title = 春分
    .description = 太陽が天の赤道を北へ横切ります。どこでも昼と夜の長さがほぼ同じになります。
sky-event-june-solstice =
    .title = 夏至
    .description = 太陽が最も北に来ます。北半球では昼が最も長くなります。
sky-event-september-equinox =
    .title = 秋分
    .description = 太陽が天の赤道を南へ横切ります。どこでも昼と夜の長さがほぼ同じになります。
sky-event-december-solstice =
    .title = 冬至
    .description = 太陽が最も南に来ます。南半球では昼が最も長くなります。
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] 皆既日食
            [annular] 金環日食
           *[partial] 部分日食
        }
    .description =
        { $kind ->
            [total] 細い帯の中で、月が太陽をすべて隠します。食の最大は緯度 { $latitude }°、経度 { $longitude }° です。フィルターなしで太陽を見てはいけません。
            [annular] 細い帯の中で、月のまわりに太陽が輪のように残ります。食の最大は緯度 { $latitude }°、経度 { $longitude }° です。フィルターなしで太陽を見てはいけません。
           *[partial] 月が太陽の一部を隠します。フィルターなしで太陽を見てはいけません。
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] 皆既月食
            [partial] 部分月食
           *[penumbral] 半影月食
        }
    .description =
        { $kind ->
            [total] 月が地球の影に入って赤くなります。月が地平線の上にある所ならどこでも見えます。食分 { $magnitude }。
            [partial] 月の一部が地球の影に入ります。月が地平線の上にある所ならどこでも見えます。食分 { $magnitude }。
           *[penumbral] 月が地球の影の外側を通り、少し暗くなります。食分 { $magnitude }。
        }
sky-event-conjunction =
    .title = { $first }と{ $second }が合
    .description =
        { $kind ->
            [pair] { $sign } { $separation }° まで近づきます。
            [transit] { $subject }が太陽面を通過します。フィルターなしで太陽を見てはいけません。
            [before] { $subject }が{ $sign }地球と太陽の間を通ります。
           *[behind] { $subject }が{ $sign }太陽の向こう側を通ります。
        }
sky-event-opposition =
    .title = { $body }が衝
    .description = { $sign }太陽の反対側にあり、一晩中見えます。距離は { $distance } 天文単位です。
sky-event-greatest-elongation-east =
    .title = { $body }が東方最大離角
    .description = 太陽から { $angle }° 離れ、日没後の西の空に見えます。
sky-event-greatest-elongation-west =
    .title = { $body }が西方最大離角
    .description = 太陽から { $angle }° 離れ、日の出前の東の空に見えます。
sky-event-station-retrograde =
    .title = { $body }が逆行を開始
    .description = 地球から見て{ $sign }止まり、その後、逆向きに動きます。
sky-event-station-direct =
    .title = { $body }が順行に復帰
    .description = 地球から見て{ $sign }止まり、その後、再び前へ動きます。
sky-event-sign-ingress =
    .title = { $body }が{ $sign }に入る
    .description =
        { $way ->
            [retrograde] 逆行しながらこの宮に入ります。
           *[direct] 順行しながらこの宮に入ります。
        }
sky-event-lunar-perigee =
    .title = 月が近地点を通過
    .description = 軌道上で地球に最も近い点です：{ $distance } km。
sky-event-lunar-apogee =
    .title = 月が遠地点を通過
    .description = 軌道上で地球から最も遠い点です：{ $distance } km。
sky-event-perihelion =
    .title = { $body }が近日点を通過
    .description = 軌道上で太陽に最も近い点です：{ $distance } 天文単位。
sky-event-aphelion =
    .title = { $body }が遠日点を通過
    .description = 軌道上で太陽から最も遠い点です：{ $distance } 天文単位。
sky-event-meteor-shower =
    .title = { $shower }が極大
    .description =
        { $rate ->
           *[other] 理想的な空なら 1 時間に約 { $rate } 個の流星が見えます。月は { $moon }% 照らされています。
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first }と{ $second }が 60°
            [square] { $first }と{ $second }が 90°
            [trine] { $first }と{ $second }が 120°
           *[opposition] { $first }と{ $second }が 180°
        }
    .description = 黄経の差は { $angle }° です。一方は{ $sign }、もう一方は{ $othersign }輝いています。

console-sky = 天体
console-sky-month = 月間
console-sky-previous = 前の月
console-sky-following = 次の月
console-sky-today = 今日
console-sky-next = これから
console-sky-next-none = 選択した現象はこの先ありません。
console-sky-day-none = この日は何もありません。
console-sky-wheel = 現在の黄道十二宮
console-sky-wheel-text = 地球から見た視黄経です。白羊宮は左から始まり、反時計回りに続きます。
console-sky-moon = 現在の月
console-sky-lit = 輝面比 { $percent }
console-sky-age =
    { $days ->
       *[other] 月齢 { $days } 日
    }
console-sky-computing = この年は計算中です。まもなくここに表示されます。
console-sky-filter = 表示
console-sky-everything = すべて
console-sky-highlights = 主な現象
console-sky-reminders = リマインダー
console-sky-reminders-text = ここでお知らせします。Telegram を連携していれば、そちらにも届きます。
console-sky-remind = 知らせる
console-sky-lead = いつ
console-sky-lead-0 = その時刻に
console-sky-lead-60 = 1 時間前
console-sky-lead-1440 = 1 日前
console-sky-lead-10080 = 1 週間前
console-sky-feeds = カレンダーの購読
console-sky-feeds-text = Google カレンダー、Apple カレンダー、Thunderbird などで使えます。アドレスを知っている人は誰でも読めます。いつでも取り消せます。
console-sky-feed-new = 新しいアドレス
console-sky-feed-once = このアドレスは一度しか表示されません。今すぐコピーしてください。
console-sky-feed-revoke = 取り消す
console-sky-longitude = 黄経
console-sky-sign = 宮
console-sky-body = 天体

console-sky-type-new-moon = 新月
console-sky-type-first-quarter = 上弦の月
console-sky-type-full-moon = 満月
console-sky-type-last-quarter = 下弦の月
console-sky-type-march-equinox = 春分
console-sky-type-june-solstice = 夏至
console-sky-type-september-equinox = 秋分
console-sky-type-december-solstice = 冬至
console-sky-type-solar-eclipse = 日食
console-sky-type-lunar-eclipse = 月食
console-sky-type-conjunction = 合
console-sky-type-opposition = 衝
console-sky-type-greatest-elongation-east = 東方最大離角
console-sky-type-greatest-elongation-west = 西方最大離角
console-sky-type-station-retrograde = 逆行の開始
console-sky-type-station-direct = 順行への復帰
console-sky-type-sign-ingress = 宮に入る
console-sky-type-lunar-perigee = 月の近地点
console-sky-type-lunar-apogee = 月の遠地点
console-sky-type-perihelion = 近日点
console-sky-type-aphelion = 遠日点
console-sky-type-meteor-shower = 流星群
console-sky-type-aspect = 角距
