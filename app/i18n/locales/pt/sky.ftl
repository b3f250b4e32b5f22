field-sky-years = Apenas os anos de { $first } a { $last } são cobertos.
field-sky-order = O fim deve vir depois do início.
field-sky-too-long = Podem ser pedidos no máximo cem anos de cada vez.
field-sky-many = Você tem tantos quantos uma pessoa pode ter.

sky-reminder =
    .title = { $event }
    .body = { $at }. { $description }
sky-calendar-name = Calendário do céu
sky-calendar-description = Eventos celestes, calculados pelo LumaStack. Os horários são exatos ao segundo.

sky-body-sun = o Sol
    .subject = O Sol
sky-body-moon = a Lua
    .subject = A Lua
sky-body-mercury = Mercúrio
    .subject = Mercúrio
sky-body-venus = Vênus
    .subject = Vênus
sky-body-earth = a Terra
    .subject = A Terra
sky-body-mars = Marte
    .subject = Marte
sky-body-jupiter = Júpiter
    .subject = Júpiter
sky-body-saturn = Saturno
    .subject = Saturno
sky-body-uranus = Urano
    .subject = Urano
sky-body-neptune = Netuno
    .subject = Netuno
sky-body-pluto = Plutão
    .subject = Plutão

sky-sign-aries = Áries
    .in = em Áries
    .into = Áries
sky-sign-taurus = Touro
    .in = em Touro
    .into = Touro
sky-sign-gemini = Gêmeos
    .in = em Gêmeos
    .into = Gêmeos
sky-sign-cancer = Câncer
    .in = em Câncer
    .into = Câncer
sky-sign-leo = Leão
    .in = em Leão
    .into = Leão
sky-sign-virgo = Virgem
    .in = em Virgem
    .into = Virgem
sky-sign-libra = Libra
    .in = em Libra
    .into = Libra
sky-sign-scorpio = Escorpião
    .in = em Escorpião
    .into = Escorpião
sky-sign-sagittarius = Sagitário
    .in = em Sagitário
    .into = Sagitário
sky-sign-capricorn = Capricórnio
    .in = em Capricórnio
    .into = Capricórnio
sky-sign-aquarius = Aquário
    .in = em Aquário
    .into = Aquário
sky-sign-pisces = Peixes
    .in = em Peixes
    .into = Peixes

sky-shower-quadrantids = Quadrântidas
sky-shower-lyrids = Líridas
sky-shower-eta-aquariids = Eta Aquáridas
sky-shower-southern-delta-aquariids = Delta Aquáridas do Sul
sky-shower-perseids = Perseidas
sky-shower-draconids = Dracônidas
sky-shower-orionids = Oriônidas
sky-shower-southern-taurids = Táuridas do Sul
sky-shower-northern-taurids = Táuridas do Norte
sky-shower-leonids = Leônidas
sky-shower-geminids = Gemínidas
sky-shower-ursids = Úrsidas

sky-event-new-moon =
    .title = Lua nova
    .description = A Lua passa pelo Sol { $sign } e não pode ser vista. Ela está a { $distance } km.
sky-event-first-quarter =
    .title = Quarto crescente
    .description = A Lua está { $sign }, iluminada à direita vista do norte, e aparece no começo da noite. Ela está a { $distance } km.
sky-event-full-moon =
    .title = Lua cheia
    .description = A Lua está oposta ao Sol, { $sign }, e aparece a noite toda. Ela está a { $distance } km.
sky-event-last-quarter =
    .title = Quarto minguante
    .description = A Lua está { $sign }, iluminada à esquerda vista do norte, e aparece de madrugada e pela manhã. Ela está a { $distance } km.
sky-event-march-equinox =
    .title = Equinócio de março
    .description = O Sol cruza o equador celeste rumo ao norte. O dia e a noite têm quase a mesma duração em toda parte.
sky-event-june-solstice =
    .title = Solstício de junho
    .description = O Sol está o mais ao norte que chega. O hemisfério norte tem seu dia mais longo.
sky-event-september-equinox =
    .title = Equinócio de setembro
    .description = O Sol cruza o equador celeste rumo ao sul. O dia e a noite têm quase a mesma duração em toda parte.
sky-event-december-solstice =
    .title = Solstício de dezembro
    .description = O Sol está o mais ao sul que chega. O hemisfério sul tem seu dia mais longo.
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] Eclipse solar total
            [annular] Eclipse solar anular
           *[partial] Eclipse solar parcial
        }
    .description =
        { $kind ->
            [total] A Lua cobre o Sol por completo ao longo de uma faixa estreita, no meio do eclipse na latitude { $latitude }°, longitude { $longitude }°. Nunca olhe para o Sol sem filtro.
            [annular] A Lua deixa descoberto um anel do Sol ao longo de uma faixa estreita, no meio do eclipse na latitude { $latitude }°, longitude { $longitude }°. Nunca olhe para o Sol sem filtro.
           *[partial] A Lua cobre uma parte do Sol. Nunca olhe para o Sol sem filtro.
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] Eclipse lunar total
            [partial] Eclipse lunar parcial
           *[penumbral] Eclipse lunar penumbral
        }
    .description =
        { $kind ->
            [total] A Lua atravessa a sombra da Terra e fica vermelha, onde quer que esteja acima do horizonte. Magnitude { $magnitude }.
            [partial] Uma parte da Lua entra na sombra da Terra, visível onde quer que a Lua esteja acima do horizonte. Magnitude { $magnitude }.
           *[penumbral] A Lua atravessa a parte externa da sombra da Terra e escurece um pouco. Magnitude { $magnitude }.
        }
sky-event-conjunction =
    .title = { $first } e { $second } em conjunção
    .description =
        { $kind ->
            [pair] Encontram-se { $sign }, a { $separation }° de distância.
            [transit] { $subject } cruza o disco do Sol. Nunca olhe para o Sol sem filtro.
            [before] { $subject } passa entre a Terra e o Sol, { $sign }.
           *[behind] { $subject } passa por trás do Sol, { $sign }.
        }
sky-event-opposition =
    .title = { $body } em oposição
    .description = O planeta está oposto ao Sol, { $sign }, e aparece a noite toda. Está a { $distance } ua.
sky-event-greatest-elongation-east =
    .title = { $body } na maior elongação leste
    .description = O planeta está a { $angle }° do Sol e pode ser visto a oeste depois do pôr do sol.
sky-event-greatest-elongation-west =
    .title = { $body } na maior elongação oeste
    .description = O planeta está a { $angle }° do Sol e pode ser visto a leste antes do nascer do sol.
sky-event-station-retrograde =
    .title = { $body } fica retrógrado
    .description = Visto da Terra, o planeta para { $sign } e depois anda para trás.
sky-event-station-direct =
    .title = { $body } retoma o movimento direto
    .description = Visto da Terra, o planeta para { $sign } e depois volta a avançar.
sky-event-sign-ingress =
    .title = { $body } entra em { $sign }
    .description =
        { $way ->
            [retrograde] A entrada no signo do zodíaco ocorre em movimento retrógrado.
           *[direct] A entrada no signo do zodíaco ocorre em movimento direto.
        }
sky-event-lunar-perigee =
    .title = Lua no perigeu
    .description = O ponto de sua órbita mais próximo da Terra: { $distance } km.
sky-event-lunar-apogee =
    .title = Lua no apogeu
    .description = O ponto de sua órbita mais distante da Terra: { $distance } km.
sky-event-perihelion =
    .title = { $body } no periélio
    .description = O ponto da órbita mais próximo do Sol: { $distance } ua.
sky-event-aphelion =
    .title = { $body } no afélio
    .description = O ponto da órbita mais distante do Sol: { $distance } ua.
sky-event-meteor-shower =
    .title = Máximo das { $shower }
    .description =
        { $rate ->
            [one] Cerca de { $rate } meteoro por hora sob um céu perfeito. A Lua está { $moon }% iluminada.
            [many] Cerca de { $rate } de meteoros por hora sob um céu perfeito. A Lua está { $moon }% iluminada.
           *[other] Cerca de { $rate } meteoros por hora sob um céu perfeito. A Lua está { $moon }% iluminada.
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } em sextil com { $second }
            [square] { $first } em quadratura com { $second }
            [trine] { $first } em trígono com { $second }
           *[opposition] { $first } em oposição a { $second }
        }
    .description = Suas longitudes diferem em { $angle }°: um está { $sign }, o outro { $othersign }.

console-sky = Céu
console-sky-month = Mês
console-sky-previous = Mês anterior
console-sky-following = Próximo mês
console-sky-today = Hoje
console-sky-next = Em breve
console-sky-next-none = Nada do que você escolheu está por vir.
console-sky-day-none = Nada acontece neste dia.
console-sky-wheel = O zodíaco agora
console-sky-wheel-text = Longitudes aparentes vistas da Terra. Áries começa à esquerda e os signos seguem no sentido anti-horário.
console-sky-moon = A Lua agora
console-sky-lit = { $percent } iluminada
console-sky-age =
    { $days ->
        [one] { $days } dia de idade
        [many] { $days } de dias de idade
       *[other] { $days } dias de idade
    }
console-sky-computing = Estes anos estão sendo calculados e aparecerão aqui em instantes.
console-sky-filter = Mostrar
console-sky-everything = Tudo
console-sky-highlights = Destaques
console-sky-reminders = Lembretes
console-sky-reminders-text = Você é avisado aqui, e no Telegram se o tiver vinculado.
console-sky-remind = Lembrar-me
console-sky-lead = Quando
console-sky-lead-0 = Quando acontecer
console-sky-lead-60 = Uma hora antes
console-sky-lead-1440 = Um dia antes
console-sky-lead-10080 = Uma semana antes
console-sky-feeds = Assinaturas de calendário
console-sky-feeds-text = Para o Google Agenda, o Calendário da Apple, o Thunderbird e outros. Quem tiver o endereço pode lê-lo; você pode revogá-lo a qualquer momento.
console-sky-feed-new = Novo endereço
console-sky-feed-once = Este endereço só é mostrado uma vez. Copie-o agora.
console-sky-feed-revoke = Revogar
console-sky-longitude = Longitude
console-sky-sign = Signo
console-sky-body = Astro

console-sky-type-new-moon = Lua nova
console-sky-type-first-quarter = Quarto crescente
console-sky-type-full-moon = Lua cheia
console-sky-type-last-quarter = Quarto minguante
console-sky-type-march-equinox = Equinócio de março
console-sky-type-june-solstice = Solstício de junho
console-sky-type-september-equinox = Equinócio de setembro
console-sky-type-december-solstice = Solstício de dezembro
console-sky-type-solar-eclipse = Eclipse solar
console-sky-type-lunar-eclipse = Eclipse lunar
console-sky-type-conjunction = Conjunção
console-sky-type-opposition = Oposição
console-sky-type-greatest-elongation-east = Maior elongação leste
console-sky-type-greatest-elongation-west = Maior elongação oeste
console-sky-type-station-retrograde = Fica retrógrado
console-sky-type-station-direct = Retoma o movimento direto
console-sky-type-sign-ingress = Entra em um signo
console-sky-type-lunar-perigee = Perigeu lunar
console-sky-type-lunar-apogee = Apogeu lunar
console-sky-type-perihelion = Periélio
console-sky-type-aphelion = Afélio
console-sky-type-meteor-shower = Chuva de meteoros
console-sky-type-aspect = Aspecto
