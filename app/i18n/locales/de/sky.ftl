field-sky-years = Nur die Jahre { $first } bis { $last } sind abgedeckt.
field-sky-order = Das Ende muss nach dem Anfang liegen.
field-sky-too-long = Es können höchstens hundert Jahre auf einmal abgefragt werden.
field-sky-many = Sie haben davon so viele, wie eine Person haben darf.

sky-reminder =
    .title = { $event }
    .body = { $at }. { $description }
sky-calendar-name = Himmelskalender
sky-calendar-description = Himmelsereignisse, berechnet von LumaStack. Die Zeiten sind auf die Sekunde genau.

sky-body-sun = die Sonne
    .subject = Die Sonne
sky-body-moon = der Mond
    .subject = Der Mond
sky-body-mercury = Merkur
    .subject = Merkur
sky-body-venus = Venus
    .subject = Venus
sky-body-earth = die Erde
    .subject = Die Erde
sky-body-mars = Mars
    .subject = Mars
sky-body-jupiter = Jupiter
    .subject = Jupiter
sky-body-saturn = Saturn
    .subject = Saturn
sky-body-uranus = Uranus
    .subject = Uranus
sky-body-neptune = Neptun
    .subject = Neptun
sky-body-pluto = Pluto
    .subject = Pluto

sky-sign-aries = Widder
    .in = im Widder
    .into = den Widder
sky-sign-taurus = Stier
    .in = im Stier
    .into = den Stier
sky-sign-gemini = Zwillinge
    .in = in den Zwillingen
    .into = die Zwillinge
sky-sign-cancer = Krebs
    .in = im Krebs
    .into = den Krebs
sky-sign-leo = Löwe
    .in = im Löwen
    .into = den Löwen
sky-sign-virgo = Jungfrau
    .in = in der Jungfrau
    .into = die Jungfrau
sky-sign-libra = Waage
    .in = in der Waage
    .into = die Waage
sky-sign-scorpio = Skorpion
    .in = im Skorpion
    .into = den Skorpion
sky-sign-sagittarius = Schütze
    .in = im Schützen
    .into = den Schützen
sky-sign-capricorn = Steinbock
    .in = im Steinbock
    .into = den Steinbock
sky-sign-aquarius = Wassermann
    .in = im Wassermann
    .into = den Wassermann
sky-sign-pisces = Fische
    .in = in den Fischen
    .into = die Fische

sky-shower-quadrantids = Quadrantiden
sky-shower-lyrids = Lyriden
sky-shower-eta-aquariids = Eta-Aquariiden
sky-shower-southern-delta-aquariids = Südliche Delta-Aquariiden
sky-shower-perseids = Perseiden
sky-shower-draconids = Draconiden
sky-shower-orionids = Orioniden
sky-shower-southern-taurids = Südliche Tauriden
sky-shower-northern-taurids = Nördliche Tauriden
sky-shower-leonids = Leoniden
sky-shower-geminids = Geminiden
sky-shower-ursids = Ursiden

sky-event-new-moon =
    .title = Neumond
    .description = Der Mond zieht { $sign } an der Sonne vorbei und ist nicht zu sehen. Er ist { $distance } km entfernt.
sky-event-first-quarter =
    .title = Erstes Viertel
    .description = Der Mond steht { $sign }, von Norden gesehen rechts beleuchtet, und ist abends zu sehen. Er ist { $distance } km entfernt.
sky-event-full-moon =
    .title = Vollmond
    .description = Der Mond steht der Sonne gegenüber, { $sign }, und ist die ganze Nacht zu sehen. Er ist { $distance } km entfernt.
sky-event-last-quarter =
    .title = Letztes Viertel
    .description = Der Mond steht { $sign }, von Norden gesehen links beleuchtet, und ist morgens zu sehen. Er ist { $distance } km entfernt.
sky-event-march-equinox =
    .title = Tagundnachtgleiche im März
    .description = Die Sonne überschreitet den Himmelsäquator nach Norden. Tag und Nacht sind überall fast gleich lang.
sky-event-june-solstice =
    .title = Sonnenwende im Juni
    .description = Die Sonne steht so weit im Norden wie nie sonst. Die Nordhalbkugel hat ihren längsten Tag.
sky-event-september-equinox =
    .title = Tagundnachtgleiche im September
    .description = Die Sonne überschreitet den Himmelsäquator nach Süden. Tag und Nacht sind überall fast gleich lang.
sky-event-december-solstice =
    .title = Sonnenwende im Dezember
    .description = Die Sonne steht so weit im Süden wie nie sonst. Die Südhalbkugel hat ihren längsten Tag.
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] Totale Sonnenfinsternis
            [annular] Ringförmige Sonnenfinsternis
           *[partial] Partielle Sonnenfinsternis
        }
    .description =
        { $kind ->
            [total] Auf einem schmalen Streifen bedeckt der Mond die Sonne ganz, in der Mitte der Finsternis bei { $latitude }° Breite und { $longitude }° Länge. Blicken Sie nie ohne Filter in die Sonne.
            [annular] Auf einem schmalen Streifen lässt der Mond einen Ring der Sonne frei, in der Mitte der Finsternis bei { $latitude }° Breite und { $longitude }° Länge. Blicken Sie nie ohne Filter in die Sonne.
           *[partial] Der Mond bedeckt einen Teil der Sonne. Blicken Sie nie ohne Filter in die Sonne.
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] Totale Mondfinsternis
            [partial] Partielle Mondfinsternis
           *[penumbral] Halbschattenfinsternis des Mondes
        }
    .description =
        { $kind ->
            [total] Der Mond zieht durch den Schatten der Erde und wird rot, zu sehen überall, wo er über dem Horizont steht. Größe { $magnitude }.
            [partial] Ein Teil des Mondes tritt in den Schatten der Erde, zu sehen überall, wo er über dem Horizont steht. Größe { $magnitude }.
           *[penumbral] Der Mond zieht durch den äußeren Teil des Erdschattens und wird etwas dunkler. Größe { $magnitude }.
        }
sky-event-conjunction =
    .title = { $first } und { $second } in Konjunktion
    .description =
        { $kind ->
            [pair] Sie begegnen sich { $sign }, { $separation }° voneinander entfernt.
            [transit] { $subject } zieht über die Sonnenscheibe. Blicken Sie nie ohne Filter in die Sonne.
            [before] { $subject } zieht zwischen Erde und Sonne hindurch, { $sign }.
           *[behind] { $subject } zieht hinter der Sonne vorbei, { $sign }.
        }
sky-event-opposition =
    .title = { $body } in Opposition
    .description = Der Planet steht der Sonne gegenüber, { $sign }, und ist die ganze Nacht zu sehen. Er ist { $distance } AE entfernt.
sky-event-greatest-elongation-east =
    .title = { $body } in größter östlicher Elongation
    .description = Der Planet steht { $angle }° von der Sonne entfernt und ist nach Sonnenuntergang im Westen zu sehen.
sky-event-greatest-elongation-west =
    .title = { $body } in größter westlicher Elongation
    .description = Der Planet steht { $angle }° von der Sonne entfernt und ist vor Sonnenaufgang im Osten zu sehen.
sky-event-station-retrograde =
    .title = { $body } wird rückläufig
    .description = Von der Erde aus gesehen steht der Planet { $sign } still und bewegt sich dann rückwärts.
sky-event-station-direct =
    .title = { $body } wird rechtläufig
    .description = Von der Erde aus gesehen steht der Planet { $sign } still und bewegt sich dann wieder vorwärts.
sky-event-sign-ingress =
    .title = { $body } tritt in { $sign } ein
    .description =
        { $way ->
            [retrograde] Der Eintritt in das Tierkreiszeichen geschieht rückläufig.
           *[direct] Der Eintritt in das Tierkreiszeichen geschieht rechtläufig.
        }
sky-event-lunar-perigee =
    .title = Mond in Erdnähe
    .description = Der erdnächste Punkt seiner Bahn: { $distance } km.
sky-event-lunar-apogee =
    .title = Mond in Erdferne
    .description = Der erdfernste Punkt seiner Bahn: { $distance } km.
sky-event-perihelion =
    .title = { $body } im Perihel
    .description = Der sonnennächste Punkt der Bahn: { $distance } AE.
sky-event-aphelion =
    .title = { $body } im Aphel
    .description = Der sonnenfernste Punkt der Bahn: { $distance } AE.
sky-event-meteor-shower =
    .title = { $shower } im Maximum
    .description =
        { $rate ->
            [one] Etwa { $rate } Meteor in der Stunde bei vollkommenem Himmel. Der Mond ist zu { $moon } % beleuchtet.
           *[other] Etwa { $rate } Meteore in der Stunde bei vollkommenem Himmel. Der Mond ist zu { $moon } % beleuchtet.
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } im Sextil zu { $second }
            [square] { $first } im Quadrat zu { $second }
            [trine] { $first } im Trigon zu { $second }
           *[opposition] { $first } gegenüber { $second }
        }
    .description = Ihre Längen unterscheiden sich um { $angle }°: Der eine Körper steht { $sign }, der andere { $othersign }.

console-sky = Himmel
console-sky-month = Monat
console-sky-previous = Voriger Monat
console-sky-following = Nächster Monat
console-sky-today = Heute
console-sky-next = Demnächst
console-sky-next-none = Von dem, was Sie gewählt haben, steht nichts bevor.
console-sky-day-none = An diesem Tag geschieht nichts.
console-sky-wheel = Der Tierkreis jetzt
console-sky-wheel-text = Scheinbare Längen, von der Erde aus gesehen. Der Widder beginnt links, die Zeichen folgen gegen den Uhrzeigersinn.
console-sky-moon = Der Mond jetzt
console-sky-lit = { $percent } beleuchtet
console-sky-age =
    { $days ->
        [one] { $days } Tag alt
       *[other] { $days } Tage alt
    }
console-sky-computing = Diese Jahre werden gerade berechnet und erscheinen gleich hier.
console-sky-filter = Anzeigen
console-sky-everything = Alles
console-sky-highlights = Höhepunkte
console-sky-reminders = Erinnerungen
console-sky-reminders-text = Sie werden hier benachrichtigt, und auf Telegram, wenn Sie es verknüpft haben.
console-sky-remind = Erinnern
console-sky-lead = Wann
console-sky-lead-0 = Wenn es geschieht
console-sky-lead-60 = Eine Stunde vorher
console-sky-lead-1440 = Einen Tag vorher
console-sky-lead-10080 = Eine Woche vorher
console-sky-feeds = Kalenderabos
console-sky-feeds-text = Für Google Kalender, Apple Kalender, Thunderbird und andere. Wer die Adresse hat, kann den Kalender lesen; Sie können sie jederzeit widerrufen.
console-sky-feed-new = Neue Adresse
console-sky-feed-once = Diese Adresse wird nur einmal gezeigt. Kopieren Sie sie jetzt.
console-sky-feed-revoke = Widerrufen
console-sky-longitude = Länge
console-sky-sign = Zeichen
console-sky-body = Himmelskörper

console-sky-type-new-moon = Neumond
console-sky-type-first-quarter = Erstes Viertel
console-sky-type-full-moon = Vollmond
console-sky-type-last-quarter = Letztes Viertel
console-sky-type-march-equinox = Tagundnachtgleiche im März
console-sky-type-june-solstice = Sonnenwende im Juni
console-sky-type-september-equinox = Tagundnachtgleiche im September
console-sky-type-december-solstice = Sonnenwende im Dezember
console-sky-type-solar-eclipse = Sonnenfinsternis
console-sky-type-lunar-eclipse = Mondfinsternis
console-sky-type-conjunction = Konjunktion
console-sky-type-opposition = Opposition
console-sky-type-greatest-elongation-east = Größte östliche Elongation
console-sky-type-greatest-elongation-west = Größte westliche Elongation
console-sky-type-station-retrograde = Wird rückläufig
console-sky-type-station-direct = Wird rechtläufig
console-sky-type-sign-ingress = Eintritt in ein Zeichen
console-sky-type-lunar-perigee = Mond in Erdnähe
console-sky-type-lunar-apogee = Mond in Erdferne
console-sky-type-perihelion = Perihel
console-sky-type-aphelion = Aphel
console-sky-type-meteor-shower = Meteorstrom
console-sky-type-aspect = Aspekt
