field-sky-years = Solo se cubren los años de { $first } a { $last }.
field-sky-order = El final debe ir después del principio.
field-sky-too-long = Se pueden pedir como máximo cien años de una vez.
field-sky-many = Tiene tantos como puede tener una persona.

sky-reminder =
    .title = { $event }
    .body = { $at }. { $description }
sky-calendar-name = Calendario del cielo
sky-calendar-description = Eventos celestes, calculados por LumaStack. Las horas son exactas al segundo.

sky-body-sun = el Sol
    .subject = El Sol
sky-body-moon = la Luna
    .subject = La Luna
sky-body-mercury = Mercurio
    .subject = Mercurio
sky-body-venus = Venus
    .subject = Venus
sky-body-earth = la Tierra
    .subject = La Tierra
sky-body-mars = Marte
    .subject = Marte
sky-body-jupiter = Júpiter
    .subject = Júpiter
sky-body-saturn = Saturno
    .subject = Saturno
sky-body-uranus = Urano
    .subject = Urano
sky-body-neptune = Neptuno
    .subject = Neptuno
sky-body-pluto = Plutón
    .subject = Plutón

sky-sign-aries = Aries
    .in = en Aries
    .into = Aries
sky-sign-taurus = Tauro
    .in = en Tauro
    .into = Tauro
sky-sign-gemini = Géminis
    .in = en Géminis
    .into = Géminis
sky-sign-cancer = Cáncer
    .in = en Cáncer
    .into = Cáncer
sky-sign-leo = Leo
    .in = en Leo
    .into = Leo
sky-sign-virgo = Virgo
    .in = en Virgo
    .into = Virgo
sky-sign-libra = Libra
    .in = en Libra
    .into = Libra
sky-sign-scorpio = Escorpio
    .in = en Escorpio
    .into = Escorpio
sky-sign-sagittarius = Sagitario
    .in = en Sagitario
    .into = Sagitario
sky-sign-capricorn = Capricornio
    .in = en Capricornio
    .into = Capricornio
sky-sign-aquarius = Acuario
    .in = en Acuario
    .into = Acuario
sky-sign-pisces = Piscis
    .in = en Piscis
    .into = Piscis

sky-shower-quadrantids = Cuadrántidas
sky-shower-lyrids = Líridas
sky-shower-eta-aquariids = Eta acuáridas
sky-shower-southern-delta-aquariids = Delta acuáridas del sur
sky-shower-perseids = Perseidas
sky-shower-draconids = Dracónidas
sky-shower-orionids = Oriónidas
sky-shower-southern-taurids = Táuridas del sur
sky-shower-northern-taurids = Táuridas del norte
sky-shower-leonids = Leónidas
sky-shower-geminids = Gemínidas
sky-shower-ursids = Úrsidas

sky-event-new-moon =
    .title = Luna nueva
    .description = La Luna pasa junto al Sol { $sign } y no se ve. Está a { $distance } km.
sky-event-first-quarter =
    .title = Cuarto creciente
    .description = La Luna está { $sign }, iluminada por la derecha vista desde el norte, y se ve por la tarde y al anochecer. Está a { $distance } km.
sky-event-full-moon =
    .title = Luna llena
    .description = La Luna está frente al Sol, { $sign }, y se ve toda la noche. Está a { $distance } km.
sky-event-last-quarter =
    .title = Cuarto menguante
    .description = La Luna está { $sign }, iluminada por la izquierda vista desde el norte, y se ve de madrugada y por la mañana. Está a { $distance } km.
sky-event-march-equinox =
    .title = Equinoccio de marzo
    .description = El Sol cruza el ecuador celeste hacia el norte. El día y la noche duran casi lo mismo en todas partes.
sky-event-june-solstice =
    .title = Solsticio de junio
    .description = El Sol está lo más al norte que llega. El hemisferio norte tiene su día más largo.
sky-event-september-equinox =
    .title = Equinoccio de septiembre
    .description = El Sol cruza el ecuador celeste hacia el sur. El día y la noche duran casi lo mismo en todas partes.
sky-event-december-solstice =
    .title = Solsticio de diciembre
    .description = El Sol está lo más al sur que llega. El hemisferio sur tiene su día más largo.
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] Eclipse total de Sol
            [annular] Eclipse anular de Sol
           *[partial] Eclipse parcial de Sol
        }
    .description =
        { $kind ->
            [total] La Luna cubre el Sol por completo a lo largo de una franja estrecha, a la mitad del eclipse en latitud { $latitude }°, longitud { $longitude }°. No mire nunca al Sol sin filtro.
            [annular] La Luna deja sin cubrir un anillo del Sol a lo largo de una franja estrecha, a la mitad del eclipse en latitud { $latitude }°, longitud { $longitude }°. No mire nunca al Sol sin filtro.
           *[partial] La Luna cubre una parte del Sol. No mire nunca al Sol sin filtro.
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] Eclipse total de Luna
            [partial] Eclipse parcial de Luna
           *[penumbral] Eclipse penumbral de Luna
        }
    .description =
        { $kind ->
            [total] La Luna atraviesa la sombra de la Tierra y se vuelve roja, allí donde está sobre el horizonte. Magnitud { $magnitude }.
            [partial] Una parte de la Luna entra en la sombra de la Tierra; se ve allí donde la Luna está sobre el horizonte. Magnitud { $magnitude }.
           *[penumbral] La Luna atraviesa la parte exterior de la sombra de la Tierra y se oscurece un poco. Magnitud { $magnitude }.
        }
sky-event-conjunction =
    .title = { $first } y { $second } en conjunción
    .description =
        { $kind ->
            [pair] Se encuentran { $sign }, a { $separation }° de distancia.
            [transit] { $subject } cruza el disco del Sol. No mire nunca al Sol sin filtro.
            [before] { $subject } pasa entre la Tierra y el Sol, { $sign }.
           *[behind] { $subject } pasa por detrás del Sol, { $sign }.
        }
sky-event-opposition =
    .title = { $body } en oposición
    .description = Está frente al Sol, { $sign }, y se ve toda la noche. Está a { $distance } ua.
sky-event-greatest-elongation-east =
    .title = { $body } en su mayor elongación este
    .description = Está a { $angle }° del Sol y se ve al oeste tras la puesta del Sol.
sky-event-greatest-elongation-west =
    .title = { $body } en su mayor elongación oeste
    .description = Está a { $angle }° del Sol y se ve al este antes de la salida del Sol.
sky-event-station-retrograde =
    .title = { $body } comienza a retrogradar
    .description = Visto desde la Tierra, se detiene { $sign } y luego se mueve hacia atrás.
sky-event-station-direct =
    .title = { $body } retoma el movimiento directo
    .description = Visto desde la Tierra, se detiene { $sign } y luego vuelve a avanzar.
sky-event-sign-ingress =
    .title = { $body } entra en { $sign }
    .description =
        { $way ->
            [retrograde] Entra en el signo del zodiaco en movimiento retrógrado.
           *[direct] Entra en el signo del zodiaco en movimiento directo.
        }
sky-event-lunar-perigee =
    .title = Luna en el perigeo
    .description = El punto de su órbita más cercano a la Tierra: { $distance } km.
sky-event-lunar-apogee =
    .title = Luna en el apogeo
    .description = El punto de su órbita más lejano de la Tierra: { $distance } km.
sky-event-perihelion =
    .title = { $body } en el perihelio
    .description = El punto de su órbita más cercano al Sol: { $distance } ua.
sky-event-aphelion =
    .title = { $body } en el afelio
    .description = El punto de su órbita más lejano del Sol: { $distance } ua.
sky-event-meteor-shower =
    .title = Máximo de las { $shower }
    .description =
        { $rate ->
            [one] Cerca de { $rate } meteoro por hora bajo un cielo perfecto. La Luna está iluminada al { $moon } %.
            [many] Cerca de { $rate } de meteoros por hora bajo un cielo perfecto. La Luna está iluminada al { $moon } %.
           *[other] Cerca de { $rate } meteoros por hora bajo un cielo perfecto. La Luna está iluminada al { $moon } %.
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } en sextil con { $second }
            [square] { $first } en cuadratura con { $second }
            [trine] { $first } en trígono con { $second }
           *[opposition] { $first } frente a { $second }
        }
    .description = Sus longitudes difieren en { $angle }°: uno está { $sign }, el otro { $othersign }.

console-sky = Cielo
console-sky-month = Mes
console-sky-previous = Mes anterior
console-sky-following = Mes siguiente
console-sky-today = Hoy
console-sky-next = Próximamente
console-sky-next-none = No hay nada por delante de lo que ha elegido.
console-sky-day-none = No ocurre nada este día.
console-sky-wheel = El zodiaco ahora
console-sky-wheel-text = Longitudes aparentes vistas desde la Tierra. Aries empieza a la izquierda y los signos siguen en sentido antihorario.
console-sky-moon = La Luna ahora
console-sky-lit = { $percent } iluminada
console-sky-age =
    { $days ->
        [one] { $days } día de edad
        [many] { $days } de días de edad
       *[other] { $days } días de edad
    }
console-sky-computing = Estos años se están calculando y aparecerán aquí enseguida.
console-sky-filter = Mostrar
console-sky-everything = Todo
console-sky-highlights = Lo más destacado
console-sky-reminders = Recordatorios
console-sky-reminders-text = Se le avisa aquí, y en Telegram si lo ha vinculado.
console-sky-remind = Recordarme
console-sky-lead = Cuándo
console-sky-lead-0 = Cuando ocurra
console-sky-lead-60 = Una hora antes
console-sky-lead-1440 = Un día antes
console-sky-lead-10080 = Una semana antes
console-sky-feeds = Suscripciones de calendario
console-sky-feeds-text = Para Google Calendar, Calendario de Apple, Thunderbird y otros. Quien tenga la dirección puede leerlo; puede revocarla en cualquier momento.
console-sky-feed-new = Nueva dirección
console-sky-feed-once = Esta dirección solo se muestra una vez. Cópiela ahora.
console-sky-feed-revoke = Revocar
console-sky-longitude = Longitud
console-sky-sign = Signo
console-sky-body = Astro

console-sky-type-new-moon = Luna nueva
console-sky-type-first-quarter = Cuarto creciente
console-sky-type-full-moon = Luna llena
console-sky-type-last-quarter = Cuarto menguante
console-sky-type-march-equinox = Equinoccio de marzo
console-sky-type-june-solstice = Solsticio de junio
console-sky-type-september-equinox = Equinoccio de septiembre
console-sky-type-december-solstice = Solsticio de diciembre
console-sky-type-solar-eclipse = Eclipse de Sol
console-sky-type-lunar-eclipse = Eclipse de Luna
console-sky-type-conjunction = Conjunción
console-sky-type-opposition = Oposición
console-sky-type-greatest-elongation-east = Mayor elongación este
console-sky-type-greatest-elongation-west = Mayor elongación oeste
console-sky-type-station-retrograde = Comienza a retrogradar
console-sky-type-station-direct = Retoma el movimiento directo
console-sky-type-sign-ingress = Entra en un signo
console-sky-type-lunar-perigee = Perigeo lunar
console-sky-type-lunar-apogee = Apogeo lunar
console-sky-type-perihelion = Perihelio
console-sky-type-aphelion = Afelio
console-sky-type-meteor-shower = Lluvia de meteoros
console-sky-type-aspect = Aspecto
