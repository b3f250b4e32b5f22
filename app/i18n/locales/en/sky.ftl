# StarsCalendars: what happens in the sky. Names of bodies: the value stands alone or inside a sentence, `.subject`
# begins one. Signs: `.in` says where a body stands, `.into` which sign it enters.

field-sky-years = Only the years { $first } to { $last } are covered.
field-sky-order = The end must come after the beginning.
field-sky-too-long = A span of at most a hundred years can be asked for.
field-sky-many = You have as many of these as one person may have.

sky-reminder =
    .title = { $event }
    .body = { $at }. { $description }
sky-calendar-name = Sky calendar
sky-calendar-description = Celestial events, computed by LumaStack. Times are exact to the second.

sky-body-sun = the Sun
    .subject = The Sun
sky-body-moon = the Moon
    .subject = The Moon
sky-body-mercury = Mercury
    .subject = Mercury
sky-body-venus = Venus
    .subject = Venus
sky-body-earth = the Earth
    .subject = The Earth
sky-body-mars = Mars
    .subject = Mars
sky-body-jupiter = Jupiter
    .subject = Jupiter
sky-body-saturn = Saturn
    .subject = Saturn
sky-body-uranus = Uranus
    .subject = Uranus
sky-body-neptune = Neptune
    .subject = Neptune
sky-body-pluto = Pluto
    .subject = Pluto

sky-sign-aries = Aries
    .in = in Aries
    .into = Aries
sky-sign-taurus = Taurus
    .in = in Taurus
    .into = Taurus
sky-sign-gemini = Gemini
    .in = in Gemini
    .into = Gemini
sky-sign-cancer = Cancer
    .in = in Cancer
    .into = Cancer
sky-sign-leo = Leo
    .in = in Leo
    .into = Leo
sky-sign-virgo = Virgo
    .in = in Virgo
    .into = Virgo
sky-sign-libra = Libra
    .in = in Libra
    .into = Libra
sky-sign-scorpio = Scorpio
    .in = in Scorpio
    .into = Scorpio
sky-sign-sagittarius = Sagittarius
    .in = in Sagittarius
    .into = Sagittarius
sky-sign-capricorn = Capricorn
    .in = in Capricorn
    .into = Capricorn
sky-sign-aquarius = Aquarius
    .in = in Aquarius
    .into = Aquarius
sky-sign-pisces = Pisces
    .in = in Pisces
    .into = Pisces

sky-shower-quadrantids = Quadrantids
sky-shower-lyrids = Lyrids
sky-shower-eta-aquariids = Eta Aquariids
sky-shower-southern-delta-aquariids = Southern Delta Aquariids
sky-shower-perseids = Perseids
sky-shower-draconids = Draconids
sky-shower-orionids = Orionids
sky-shower-southern-taurids = Southern Taurids
sky-shower-northern-taurids = Northern Taurids
sky-shower-leonids = Leonids
sky-shower-geminids = Geminids
sky-shower-ursids = Ursids

sky-event-new-moon =
    .title = New Moon
    .description = The Moon passes the Sun { $sign } and cannot be seen. It is { $distance } km away.
sky-event-first-quarter =
    .title = First quarter
    .description = The Moon stands { $sign }, lit from the right as seen from the north; it is up in the evening. It is { $distance } km away.
sky-event-full-moon =
    .title = Full Moon
    .description = The Moon stands opposite the Sun, { $sign }, and is up all night. It is { $distance } km away.
sky-event-last-quarter =
    .title = Last quarter
    .description = The Moon stands { $sign }, lit from the left as seen from the north; it is up in the morning. It is { $distance } km away.
sky-event-march-equinox =
    .title = March equinox
    .description = The Sun crosses the celestial equator northwards. Day and night are almost equally long everywhere.
sky-event-june-solstice =
    .title = June solstice
    .description = The Sun is as far north as it gets. The northern half of the Earth has its longest day.
sky-event-september-equinox =
    .title = September equinox
    .description = The Sun crosses the celestial equator southwards. Day and night are almost equally long everywhere.
sky-event-december-solstice =
    .title = December solstice
    .description = The Sun is as far south as it gets. The southern half of the Earth has its longest day.
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] Total solar eclipse
            [annular] Annular solar eclipse
           *[partial] Partial solar eclipse
        }
    .description =
        { $kind ->
            [total] The Moon covers the Sun completely along a narrow path, in the middle of the eclipse at latitude { $latitude }°, longitude { $longitude }°. Never look at the Sun without a filter.
            [annular] The Moon leaves a ring of the Sun uncovered along a narrow path, in the middle of the eclipse at latitude { $latitude }°, longitude { $longitude }°. Never look at the Sun without a filter.
           *[partial] The Moon covers a part of the Sun. Never look at the Sun without a filter.
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] Total lunar eclipse
            [partial] Partial lunar eclipse
           *[penumbral] Penumbral lunar eclipse
        }
    .description =
        { $kind ->
            [total] The Moon passes through the Earth’s shadow and turns red, wherever it is above the horizon. Magnitude { $magnitude }.
            [partial] A part of the Moon enters the Earth’s shadow, to be seen wherever the Moon is above the horizon. Magnitude { $magnitude }.
           *[penumbral] The Moon passes through the outer part of the Earth’s shadow and dims a little. Magnitude { $magnitude }.
        }
sky-event-conjunction =
    .title = { $first } and { $second } in conjunction
    .description =
        { $kind ->
            [pair] They meet { $sign }, { $separation }° apart.
            [transit] { $subject } crosses the disc of the Sun. Never look at the Sun without a filter.
            [before] { $subject } passes between the Earth and the Sun, { $sign }.
           *[behind] { $subject } passes behind the Sun, { $sign }.
        }
sky-event-opposition =
    .title = { $body } in opposition
    .description = It stands opposite the Sun, { $sign }, and is up all night. It is { $distance } au away.
sky-event-greatest-elongation-east =
    .title = { $body } at greatest eastern elongation
    .description = It stands { $angle }° from the Sun and can be seen in the west after sunset.
sky-event-greatest-elongation-west =
    .title = { $body } at greatest western elongation
    .description = It stands { $angle }° from the Sun and can be seen in the east before sunrise.
sky-event-station-retrograde =
    .title = { $body } turns retrograde
    .description = As seen from the Earth it stands still { $sign } and then moves backwards.
sky-event-station-direct =
    .title = { $body } turns direct
    .description = As seen from the Earth it stands still { $sign } and then moves forwards again.
sky-event-sign-ingress =
    .title = { $body } enters { $sign }
    .description =
        { $way ->
            [retrograde] It enters the sign of the zodiac moving backwards.
           *[direct] It enters the sign of the zodiac moving forwards.
        }
sky-event-lunar-perigee =
    .title = Moon at perigee
    .description = The point of its orbit nearest to the Earth: { $distance } km.
sky-event-lunar-apogee =
    .title = Moon at apogee
    .description = The point of its orbit farthest from the Earth: { $distance } km.
sky-event-perihelion =
    .title = { $body } at perihelion
    .description = The point of its orbit nearest to the Sun: { $distance } au.
sky-event-aphelion =
    .title = { $body } at aphelion
    .description = The point of its orbit farthest from the Sun: { $distance } au.
sky-event-meteor-shower =
    .title = { $shower } at their maximum
    .description =
        { $rate ->
            [one] About { $rate } meteor an hour under a perfect sky. The Moon is { $moon }% lit.
           *[other] About { $rate } meteors an hour under a perfect sky. The Moon is { $moon }% lit.
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } sextile { $second }
            [square] { $first } square { $second }
            [trine] { $first } trine { $second }
           *[opposition] { $first } opposite { $second }
        }
    .description = Their longitudes differ by { $angle }°: one stands { $sign }, the other { $othersign }.

console-sky = Sky
console-sky-month = Month
console-sky-previous = Previous month
console-sky-following = Next month
console-sky-today = Today
console-sky-next = Coming up
console-sky-next-none = Nothing of what you chose lies ahead.
console-sky-day-none = Nothing happens on this day.
console-sky-wheel = The zodiac now
console-sky-wheel-text = Apparent longitudes seen from the Earth. Aries begins on the left, the signs follow counter-clockwise.
console-sky-moon = The Moon now
console-sky-lit = { $percent } lit
console-sky-age =
    { $days ->
        [one] { $days } day old
       *[other] { $days } days old
    }
console-sky-computing = These years are being computed and will appear here in a moment.
console-sky-filter = Show
console-sky-everything = Everything
console-sky-highlights = Highlights
console-sky-reminders = Reminders
console-sky-reminders-text = You are told here, and on Telegram where you linked it.
console-sky-remind = Remind me
console-sky-lead = When
console-sky-lead-0 = As it happens
console-sky-lead-60 = An hour before
console-sky-lead-1440 = A day before
console-sky-lead-10080 = A week before
console-sky-feeds = Calendar feeds
console-sky-feeds-text = For Google Calendar, Apple Calendar, Thunderbird and others. Whoever has the address can read it; you can revoke it at any time.
console-sky-feed-new = New address
console-sky-feed-once = This address is shown only once. Copy it now.
console-sky-feed-revoke = Revoke
console-sky-longitude = Longitude
console-sky-sign = Sign
console-sky-body = Body

console-sky-type-new-moon = New Moon
console-sky-type-first-quarter = First quarter
console-sky-type-full-moon = Full Moon
console-sky-type-last-quarter = Last quarter
console-sky-type-march-equinox = March equinox
console-sky-type-june-solstice = June solstice
console-sky-type-september-equinox = September equinox
console-sky-type-december-solstice = December solstice
console-sky-type-solar-eclipse = Solar eclipse
console-sky-type-lunar-eclipse = Lunar eclipse
console-sky-type-conjunction = Conjunction
console-sky-type-opposition = Opposition
console-sky-type-greatest-elongation-east = Greatest eastern elongation
console-sky-type-greatest-elongation-west = Greatest western elongation
console-sky-type-station-retrograde = Turns retrograde
console-sky-type-station-direct = Turns direct
console-sky-type-sign-ingress = Enters a sign
console-sky-type-lunar-perigee = Lunar perigee
console-sky-type-lunar-apogee = Lunar apogee
console-sky-type-perihelion = Perihelion
console-sky-type-aphelion = Aphelion
console-sky-type-meteor-shower = Meteor shower
console-sky-type-aspect = Aspect
