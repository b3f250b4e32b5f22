field-sky-years = Доступны только годы с { $first } по { $last }.
field-sky-order = Конец должен быть позже начала.
field-sky-too-long = За один раз можно запросить не больше ста лет.
field-sky-many = У вас их уже столько, сколько может быть у одного человека.

sky-reminder =
    .title = { $event }
    .body = { $at }. { $description }
sky-calendar-name = Календарь неба
sky-calendar-description = Небесные события, рассчитанные LumaStack. Время указано с точностью до секунды.

sky-body-sun = Солнце
    .subject = Солнце
sky-body-moon = Луна
    .subject = Луна
sky-body-mercury = Меркурий
    .subject = Меркурий
sky-body-venus = Венера
    .subject = Венера
sky-body-earth = Земля
    .subject = Земля
sky-body-mars = Марс
    .subject = Марс
sky-body-jupiter = Юпитер
    .subject = Юпитер
sky-body-saturn = Сатурн
    .subject = Сатурн
sky-body-uranus = Уран
    .subject = Уран
sky-body-neptune = Нептун
    .subject = Нептун
sky-body-pluto = Плутон
    .subject = Плутон

sky-sign-aries = Овен
    .in = в Овне
    .into = в Овна
sky-sign-taurus = Телец
    .in = в Тельце
    .into = в Тельца
sky-sign-gemini = Близнецы
    .in = в Близнецах
    .into = в Близнецы
sky-sign-cancer = Рак
    .in = в Раке
    .into = в Рака
sky-sign-leo = Лев
    .in = во Льве
    .into = во Льва
sky-sign-virgo = Дева
    .in = в Деве
    .into = в Деву
sky-sign-libra = Весы
    .in = в Весах
    .into = в Весы
sky-sign-scorpio = Скорпион
    .in = в Скорпионе
    .into = в Скорпиона
sky-sign-sagittarius = Стрелец
    .in = в Стрельце
    .into = в Стрельца
sky-sign-capricorn = Козерог
    .in = в Козероге
    .into = в Козерога
sky-sign-aquarius = Водолей
    .in = в Водолее
    .into = в Водолея
sky-sign-pisces = Рыбы
    .in = в Рыбах
    .into = в Рыбы

sky-shower-quadrantids = Квадрантиды
sky-shower-lyrids = Лириды
sky-shower-eta-aquariids = Эта-Аквариды
sky-shower-southern-delta-aquariids = Южные Дельта-Аквариды
sky-shower-perseids = Персеиды
sky-shower-draconids = Дракониды
sky-shower-orionids = Ориониды
sky-shower-southern-taurids = Южные Тауриды
sky-shower-northern-taurids = Северные Тауриды
sky-shower-leonids = Леониды
sky-shower-geminids = Геминиды
sky-shower-ursids = Урсиды

sky-event-new-moon =
    .title = Новолуние
    .description = Луна проходит мимо Солнца { $sign } и не видна. До неё { $distance } км.
sky-event-first-quarter =
    .title = Первая четверть
    .description = Луна { $sign }, при взгляде с севера освещена справа и видна вечером. До неё { $distance } км.
sky-event-full-moon =
    .title = Полнолуние
    .description = Луна находится напротив Солнца, { $sign }, и видна всю ночь. До неё { $distance } км.
sky-event-last-quarter =
    .title = Последняя четверть
    .description = Луна { $sign }, при взгляде с севера освещена слева и видна утром. До неё { $distance } км.
sky-event-march-equinox =
    .title = Мартовское равноденствие
    .description = Солнце пересекает небесный экватор с юга на север. День и ночь повсюду почти равны.
sky-event-june-solstice =
    .title = Июньское солнцестояние
    .description = Солнце дальше всего к северу. В Северном полушарии самый длинный день.
sky-event-september-equinox =
    .title = Сентябрьское равноденствие
    .description = Солнце пересекает небесный экватор с севера на юг. День и ночь повсюду почти равны.
sky-event-december-solstice =
    .title = Декабрьское солнцестояние
    .description = Солнце дальше всего к югу. В Южном полушарии самый длинный день.
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] Полное солнечное затмение
            [annular] Кольцеобразное солнечное затмение
           *[partial] Частное солнечное затмение
        }
    .description =
        { $kind ->
            [total] Луна полностью закрывает Солнце вдоль узкой полосы, в середине затмения — на широте { $latitude }°, долготе { $longitude }°. Никогда не смотрите на Солнце без фильтра.
            [annular] Луна оставляет открытым кольцо Солнца вдоль узкой полосы, в середине затмения — на широте { $latitude }°, долготе { $longitude }°. Никогда не смотрите на Солнце без фильтра.
           *[partial] Луна закрывает часть Солнца. Никогда не смотрите на Солнце без фильтра.
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] Полное лунное затмение
            [partial] Частное лунное затмение
           *[penumbral] Полутеневое лунное затмение
        }
    .description =
        { $kind ->
            [total] Луна проходит через тень Земли и краснеет; это видно везде, где она над горизонтом. Фаза { $magnitude }.
            [partial] Часть Луны входит в тень Земли; это видно везде, где Луна над горизонтом. Фаза { $magnitude }.
           *[penumbral] Луна проходит через внешнюю часть тени Земли и немного темнеет. Фаза { $magnitude }.
        }
sky-event-conjunction =
    .title = { $first } и { $second } в соединении
    .description =
        { $kind ->
            [pair] Они встречаются { $sign }, на расстоянии { $separation }° друг от друга.
            [transit] { $subject } проходит по диску Солнца. Никогда не смотрите на Солнце без фильтра.
            [before] { $subject } проходит между Землёй и Солнцем, { $sign }.
           *[behind] { $subject } проходит за Солнцем, { $sign }.
        }
sky-event-opposition =
    .title = { $body } в противостоянии
    .description = Планета находится напротив Солнца, { $sign }, и видна всю ночь. До неё { $distance } а. е.
sky-event-greatest-elongation-east =
    .title = { $body } в наибольшей восточной элонгации
    .description = Планета отстоит от Солнца на { $angle }° и видна на западе после захода Солнца.
sky-event-greatest-elongation-west =
    .title = { $body } в наибольшей западной элонгации
    .description = Планета отстоит от Солнца на { $angle }° и видна на востоке перед восходом Солнца.
sky-event-station-retrograde =
    .title = { $body } начинает попятное движение
    .description = Для наблюдателя с Земли планета останавливается { $sign } и затем движется назад.
sky-event-station-direct =
    .title = { $body } возвращается к прямому движению
    .description = Для наблюдателя с Земли планета останавливается { $sign } и затем снова движется вперёд.
sky-event-sign-ingress =
    .title = { $body } входит { $sign }
    .description =
        { $way ->
            [retrograde] Вход в знак зодиака происходит при попятном движении.
           *[direct] Вход в знак зодиака происходит при прямом движении.
        }
sky-event-lunar-perigee =
    .title = Луна в перигее
    .description = Ближайшая к Земле точка орбиты: { $distance } км.
sky-event-lunar-apogee =
    .title = Луна в апогее
    .description = Самая далёкая от Земли точка орбиты: { $distance } км.
sky-event-perihelion =
    .title = { $body } в перигелии
    .description = Ближайшая к Солнцу точка орбиты: { $distance } а. е.
sky-event-aphelion =
    .title = { $body } в афелии
    .description = Самая далёкая от Солнца точка орбиты: { $distance } а. е.
sky-event-meteor-shower =
    .title = { $shower }: максимум
    .description =
        { $rate ->
            [one] Около { $rate } метеора в час при идеальном небе. Луна освещена на { $moon } %.
            [few] Около { $rate } метеоров в час при идеальном небе. Луна освещена на { $moon } %.
            [many] Около { $rate } метеоров в час при идеальном небе. Луна освещена на { $moon } %.
           *[other] Около { $rate } метеора в час при идеальном небе. Луна освещена на { $moon } %.
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } и { $second }: секстиль
            [square] { $first } и { $second }: квадратура
            [trine] { $first } и { $second }: трин
           *[opposition] { $first } и { $second } друг напротив друга
        }
    .description = Их долготы различаются на { $angle }°: одно светило { $sign }, другое { $othersign }.

console-sky = Небо
console-sky-month = Месяц
console-sky-previous = Предыдущий месяц
console-sky-following = Следующий месяц
console-sky-today = Сегодня
console-sky-next = Скоро
console-sky-next-none = Из выбранного вами ничего не предстоит.
console-sky-day-none = В этот день ничего не происходит.
console-sky-wheel = Зодиак сейчас
console-sky-wheel-text = Видимые долготы при взгляде с Земли. Овен начинается слева, знаки идут против часовой стрелки.
console-sky-moon = Луна сейчас
console-sky-lit = освещена на { $percent }
console-sky-age =
    { $days ->
        [one] возраст { $days } день
        [few] возраст { $days } дня
        [many] возраст { $days } дней
       *[other] возраст { $days } дня
    }
console-sky-computing = Эти годы рассчитываются и скоро появятся здесь.
console-sky-filter = Показывать
console-sky-everything = Всё
console-sky-highlights = Главное
console-sky-reminders = Напоминания
console-sky-reminders-text = Вас известят здесь, а если привязан Telegram — и там.
console-sky-remind = Напомнить
console-sky-lead = Когда
console-sky-lead-0 = В сам момент
console-sky-lead-60 = За час
console-sky-lead-1440 = За день
console-sky-lead-10080 = За неделю
console-sky-feeds = Подписки на календарь
console-sky-feeds-text = Для Google Календаря, Календаря Apple, Thunderbird и других. Прочесть календарь может каждый, у кого есть адрес; вы можете отозвать его в любой момент.
console-sky-feed-new = Новый адрес
console-sky-feed-once = Этот адрес показывается только один раз. Скопируйте его сейчас.
console-sky-feed-revoke = Отозвать
console-sky-longitude = Долгота
console-sky-sign = Знак
console-sky-body = Светило

console-sky-type-new-moon = Новолуние
console-sky-type-first-quarter = Первая четверть
console-sky-type-full-moon = Полнолуние
console-sky-type-last-quarter = Последняя четверть
console-sky-type-march-equinox = Мартовское равноденствие
console-sky-type-june-solstice = Июньское солнцестояние
console-sky-type-september-equinox = Сентябрьское равноденствие
console-sky-type-december-solstice = Декабрьское солнцестояние
console-sky-type-solar-eclipse = Солнечное затмение
console-sky-type-lunar-eclipse = Лунное затмение
console-sky-type-conjunction = Соединение
console-sky-type-opposition = Противостояние
console-sky-type-greatest-elongation-east = Наибольшая восточная элонгация
console-sky-type-greatest-elongation-west = Наибольшая западная элонгация
console-sky-type-station-retrograde = Начало попятного движения
console-sky-type-station-direct = Возврат к прямому движению
console-sky-type-sign-ingress = Вход в знак
console-sky-type-lunar-perigee = Перигей Луны
console-sky-type-lunar-apogee = Апогей Луны
console-sky-type-perihelion = Перигелий
console-sky-type-aphelion = Афелий
console-sky-type-meteor-shower = Метеорный поток
console-sky-type-aspect = Аспект
