field-sky-years = 仅涵盖 { $first } 年至 { $last } 年。
field-sky-order = 结束时间必须晚于开始时间。
field-sky-too-long = 一次最多可查询一百年。
field-sky-many = 您已达到每人可拥有的数量上限。

sky-reminder =
    .title = { $event }
    .body = { $at }。{ $description }
sky-calendar-name = 天象日历
sky-calendar-description = 由 LumaStack 计算的天象，时间精确到秒。

sky-body-sun = 太阳
    .subject = 太阳
sky-body-moon = 月球
    .subject = 月球
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

sky-sign-aries = 白羊宫
    .in = 位于白羊宫
    .into = 白羊宫
sky-sign-taurus = 金牛宫
    .in = 位于金牛宫
    .into = 金牛宫
sky-sign-gemini = 双子宫
    .in = 位于双子宫
    .into = 双子宫
sky-sign-cancer = 巨蟹宫
    .in = 位于巨蟹宫
    .into = 巨蟹宫
sky-sign-leo = 狮子宫
    .in = 位于狮子宫
    .into = 狮子宫
sky-sign-virgo = 室女宫
    .in = 位于室女宫
    .into = 室女宫
sky-sign-libra = 天秤宫
    .in = 位于天秤宫
    .into = 天秤宫
sky-sign-scorpio = 天蝎宫
    .in = 位于天蝎宫
    .into = 天蝎宫
sky-sign-sagittarius = 人马宫
    .in = 位于人马宫
    .into = 人马宫
sky-sign-capricorn = 摩羯宫
    .in = 位于摩羯宫
    .into = 摩羯宫
sky-sign-aquarius = 宝瓶宫
    .in = 位于宝瓶宫
    .into = 宝瓶宫
sky-sign-pisces = 双鱼宫
    .in = 位于双鱼宫
    .into = 双鱼宫

sky-shower-quadrantids = 象限仪座流星雨
sky-shower-lyrids = 天琴座流星雨
sky-shower-eta-aquariids = 宝瓶座 η 流星雨
sky-shower-southern-delta-aquariids = 宝瓶座 δ 南流星雨
sky-shower-perseids = 英仙座流星雨
sky-shower-draconids = 天龙座流星雨
sky-shower-orionids = 猎户座流星雨
sky-shower-southern-taurids = 金牛座南流星雨
sky-shower-northern-taurids = 金牛座北流星雨
sky-shower-leonids = 狮子座流星雨
sky-shower-geminids = 双子座流星雨
sky-shower-ursids = 小熊座流星雨

sky-event-new-moon =
    .title = 新月
    .description = 月球与太阳相合，{ $sign }，无法看到。距离 { $distance } 千米。
sky-event-first-quarter =
    .title = 上弦月
    .description = 月球{ $sign }，从北半球看右侧被照亮，傍晚可见。距离 { $distance } 千米。
sky-event-full-moon =
    .title = 满月
    .description = 月球与太阳遥遥相对，{ $sign }，整夜可见。距离 { $distance } 千米。
sky-event-last-quarter =
    .title = 下弦月
    .description = 月球{ $sign }，从北半球看左侧被照亮，清晨可见。距离 { $distance } 千米。
sky-event-march-equinox =
    .title = 春分
    .description = 太阳向北越过天赤道，全球各地昼夜几乎等长。
sky-event-june-solstice =
    .title = 夏至
    .description = 太阳到达最北点，北半球白昼最长。
sky-event-september-equinox =
    .title = 秋分
    .description = 太阳向南越过天赤道，全球各地昼夜几乎等长。
sky-event-december-solstice =
    .title = 冬至
    .description = 太阳到达最南点，南半球白昼最长。
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] 日全食
            [annular] 日环食
           *[partial] 日偏食
        }
    .description =
        { $kind ->
            [total] 在一条狭长的地带上，月球完全遮住太阳；食甚位于纬度 { $latitude }°、经度 { $longitude }°。切勿不加滤光片直视太阳。
            [annular] 在一条狭长的地带上，月球遮住太阳后留下一圈光环；食甚位于纬度 { $latitude }°、经度 { $longitude }°。切勿不加滤光片直视太阳。
           *[partial] 月球遮住太阳的一部分。切勿不加滤光片直视太阳。
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] 月全食
            [partial] 月偏食
           *[penumbral] 半影月食
        }
    .description =
        { $kind ->
            [total] 月球穿过地球的本影而变红，凡月球在地平线以上之处均可见。食分 { $magnitude }。
            [partial] 月球的一部分进入地球的本影，凡月球在地平线以上之处均可见。食分 { $magnitude }。
           *[penumbral] 月球穿过地球的半影，略微变暗。食分 { $magnitude }。
        }
sky-event-conjunction =
    .title = { $first }合{ $second }
    .description =
        { $kind ->
            [pair] 两者相会，{ $sign }，相距 { $separation }°。
            [transit] { $subject }凌日，从日面前经过。切勿不加滤光片直视太阳。
            [before] { $subject }从地球与太阳之间经过，{ $sign }。
           *[behind] { $subject }从太阳背后经过，{ $sign }。
        }
sky-event-opposition =
    .title = { $body }冲日
    .description = 该行星与太阳遥遥相对，{ $sign }，整夜可见。距离 { $distance } 天文单位。
sky-event-greatest-elongation-east =
    .title = { $body }东大距
    .description = 该行星距太阳 { $angle }°，日落后可在西方看到。
sky-event-greatest-elongation-west =
    .title = { $body }西大距
    .description = 该行星距太阳 { $angle }°，日出前可在东方看到。
sky-event-station-retrograde =
    .title = { $body }开始逆行
    .description = 从地球上看，它停留不动，{ $sign }，随后向后移动。
sky-event-station-direct =
    .title = { $body }恢复顺行
    .description = 从地球上看，它停留不动，{ $sign }，随后重新向前移动。
sky-event-sign-ingress =
    .title = { $body }进入{ $sign }
    .description =
        { $way ->
            [retrograde] 以逆行的方式进入该宫。
           *[direct] 以顺行的方式进入该宫。
        }
sky-event-lunar-perigee =
    .title = 月球过近地点
    .description = 轨道上离地球最近的一点：{ $distance } 千米。
sky-event-lunar-apogee =
    .title = 月球过远地点
    .description = 轨道上离地球最远的一点：{ $distance } 千米。
sky-event-perihelion =
    .title = { $body }过近日点
    .description = 轨道上离太阳最近的一点：{ $distance } 天文单位。
sky-event-aphelion =
    .title = { $body }过远日点
    .description = 轨道上离太阳最远的一点：{ $distance } 天文单位。
sky-event-meteor-shower =
    .title = { $shower }极大
    .description =
        { $rate ->
           *[other] 在理想的夜空下，每小时约 { $rate } 颗流星。月面被照亮 { $moon }%。
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first }与{ $second }六分相
            [square] { $first }与{ $second }四分相
            [trine] { $first }与{ $second }三分相
           *[opposition] { $first }与{ $second }相冲
        }
    .description = 两者黄经相差 { $angle }°：前者{ $sign }，后者{ $othersign }。

console-sky = 天象
console-sky-month = 月历
console-sky-previous = 上个月
console-sky-following = 下个月
console-sky-today = 今天
console-sky-next = 即将发生
console-sky-next-none = 您所选的天象近期都不会发生。
console-sky-day-none = 这一天没有天象。
console-sky-wheel = 此刻的黄道
console-sky-wheel-text = 从地球上看到的视黄经。白羊宫从左侧开始，各宫按逆时针排列。
console-sky-moon = 此刻的月球
console-sky-lit = 照亮 { $percent }
console-sky-age =
    { $days ->
       *[other] 月龄 { $days } 天
    }
console-sky-computing = 这些年份正在计算，稍后会显示在这里。
console-sky-filter = 显示
console-sky-everything = 全部
console-sky-highlights = 精选
console-sky-reminders = 提醒
console-sky-reminders-text = 我们会在这里提醒您；若已绑定 Telegram，也会在那里提醒。
console-sky-remind = 提醒我
console-sky-lead = 时间
console-sky-lead-0 = 发生时
console-sky-lead-60 = 提前一小时
console-sky-lead-1440 = 提前一天
console-sky-lead-10080 = 提前一周
console-sky-feeds = 日历订阅
console-sky-feeds-text = 适用于 Google 日历、Apple 日历、Thunderbird 等。持有地址的人都能读取；您可以随时撤销。
console-sky-feed-new = 新地址
console-sky-feed-once = 此地址只显示一次，请立即复制。
console-sky-feed-revoke = 撤销
console-sky-longitude = 黄经
console-sky-sign = 宫
console-sky-body = 天体

console-sky-type-new-moon = 新月
console-sky-type-first-quarter = 上弦月
console-sky-type-full-moon = 满月
console-sky-type-last-quarter = 下弦月
console-sky-type-march-equinox = 春分
console-sky-type-june-solstice = 夏至
console-sky-type-september-equinox = 秋分
console-sky-type-december-solstice = 冬至
console-sky-type-solar-eclipse = 日食
console-sky-type-lunar-eclipse = 月食
console-sky-type-conjunction = 合
console-sky-type-opposition = 冲
console-sky-type-greatest-elongation-east = 东大距
console-sky-type-greatest-elongation-west = 西大距
console-sky-type-station-retrograde = 开始逆行
console-sky-type-station-direct = 恢复顺行
console-sky-type-sign-ingress = 进入某宫
console-sky-type-lunar-perigee = 月球近地点
console-sky-type-lunar-apogee = 月球远地点
console-sky-type-perihelion = 近日点
console-sky-type-aphelion = 远日点
console-sky-type-meteor-shower = 流星雨
console-sky-type-aspect = 相位
