field-sky-years = Seules les années { $first } à { $last } sont couvertes.
field-sky-order = La fin doit venir après le début.
field-sky-too-long = On peut demander au plus cent ans à la fois.
field-sky-many = Vous en avez autant qu’une personne peut en avoir.

sky-reminder =
    .title = { $event }
    .body = { $at }. { $description }
sky-calendar-name = Calendrier du ciel
sky-calendar-description = Événements célestes, calculés par LumaStack. Les heures sont exactes à la seconde.

sky-body-sun = le Soleil
    .subject = Le Soleil
sky-body-moon = la Lune
    .subject = La Lune
sky-body-mercury = Mercure
    .subject = Mercure
sky-body-venus = Vénus
    .subject = Vénus
sky-body-earth = la Terre
    .subject = La Terre
sky-body-mars = Mars
    .subject = Mars
sky-body-jupiter = Jupiter
    .subject = Jupiter
sky-body-saturn = Saturne
    .subject = Saturne
sky-body-uranus = Uranus
    .subject = Uranus
sky-body-neptune = Neptune
    .subject = Neptune
sky-body-pluto = Pluton
    .subject = Pluton

sky-sign-aries = Bélier
    .in = en Bélier
    .into = Bélier
sky-sign-taurus = Taureau
    .in = en Taureau
    .into = Taureau
sky-sign-gemini = Gémeaux
    .in = en Gémeaux
    .into = Gémeaux
sky-sign-cancer = Cancer
    .in = en Cancer
    .into = Cancer
sky-sign-leo = Lion
    .in = en Lion
    .into = Lion
sky-sign-virgo = Vierge
    .in = en Vierge
    .into = Vierge
sky-sign-libra = Balance
    .in = en Balance
    .into = Balance
sky-sign-scorpio = Scorpion
    .in = en Scorpion
    .into = Scorpion
sky-sign-sagittarius = Sagittaire
    .in = en Sagittaire
    .into = Sagittaire
sky-sign-capricorn = Capricorne
    .in = en Capricorne
    .into = Capricorne
sky-sign-aquarius = Verseau
    .in = en Verseau
    .into = Verseau
sky-sign-pisces = Poissons
    .in = en Poissons
    .into = Poissons

sky-shower-quadrantids = Quadrantides
sky-shower-lyrids = Lyrides
sky-shower-eta-aquariids = Êta aquarides
sky-shower-southern-delta-aquariids = Delta aquarides sud
sky-shower-perseids = Perséides
sky-shower-draconids = Draconides
sky-shower-orionids = Orionides
sky-shower-southern-taurids = Taurides sud
sky-shower-northern-taurids = Taurides nord
sky-shower-leonids = Léonides
sky-shower-geminids = Géminides
sky-shower-ursids = Ursides

sky-event-new-moon =
    .title = Nouvelle lune
    .description = La Lune passe près du Soleil { $sign } et reste invisible. Elle est à { $distance } km.
sky-event-first-quarter =
    .title = Premier quartier
    .description = La Lune est { $sign }, éclairée à droite vue du nord, et se voit le soir. Elle est à { $distance } km.
sky-event-full-moon =
    .title = Pleine lune
    .description = La Lune est à l’opposé du Soleil, { $sign }, et se voit toute la nuit. Elle est à { $distance } km.
sky-event-last-quarter =
    .title = Dernier quartier
    .description = La Lune est { $sign }, éclairée à gauche vue du nord, et se voit le matin. Elle est à { $distance } km.
sky-event-march-equinox =
    .title = Équinoxe de mars
    .description = Le Soleil franchit l’équateur céleste vers le nord. Le jour et la nuit ont partout presque la même durée.
sky-event-june-solstice =
    .title = Solstice de juin
    .description = Le Soleil est au plus loin vers le nord. L’hémisphère nord a son jour le plus long.
sky-event-september-equinox =
    .title = Équinoxe de septembre
    .description = Le Soleil franchit l’équateur céleste vers le sud. Le jour et la nuit ont partout presque la même durée.
sky-event-december-solstice =
    .title = Solstice de décembre
    .description = Le Soleil est au plus loin vers le sud. L’hémisphère sud a son jour le plus long.
sky-event-solar-eclipse =
    .title =
        { $kind ->
            [total] Éclipse totale de Soleil
            [annular] Éclipse annulaire de Soleil
           *[partial] Éclipse partielle de Soleil
        }
    .description =
        { $kind ->
            [total] La Lune couvre entièrement le Soleil le long d’une bande étroite, au milieu de l’éclipse par { $latitude }° de latitude et { $longitude }° de longitude. Ne regardez jamais le Soleil sans filtre.
            [annular] La Lune laisse découvert un anneau du Soleil le long d’une bande étroite, au milieu de l’éclipse par { $latitude }° de latitude et { $longitude }° de longitude. Ne regardez jamais le Soleil sans filtre.
           *[partial] La Lune couvre une partie du Soleil. Ne regardez jamais le Soleil sans filtre.
        }
sky-event-lunar-eclipse =
    .title =
        { $kind ->
            [total] Éclipse totale de Lune
            [partial] Éclipse partielle de Lune
           *[penumbral] Éclipse de Lune par la pénombre
        }
    .description =
        { $kind ->
            [total] La Lune traverse l’ombre de la Terre et devient rouge, partout où elle est au-dessus de l’horizon. Grandeur { $magnitude }.
            [partial] Une partie de la Lune entre dans l’ombre de la Terre, visible partout où la Lune est au-dessus de l’horizon. Grandeur { $magnitude }.
           *[penumbral] La Lune traverse la partie extérieure de l’ombre de la Terre et pâlit un peu. Grandeur { $magnitude }.
        }
sky-event-conjunction =
    .title = { $first } et { $second } en conjonction
    .description =
        { $kind ->
            [pair] Rencontre { $sign }, à { $separation }° l’un de l’autre.
            [transit] { $subject } passe devant le disque du Soleil. Ne regardez jamais le Soleil sans filtre.
            [before] { $subject } passe entre la Terre et le Soleil, { $sign }.
           *[behind] { $subject } passe derrière le Soleil, { $sign }.
        }
sky-event-opposition =
    .title = { $body } en opposition
    .description = La planète est à l’opposé du Soleil, { $sign }, et se voit toute la nuit. Elle est à { $distance } ua.
sky-event-greatest-elongation-east =
    .title = { $body } en plus grande élongation est
    .description = La planète est à { $angle }° du Soleil et se voit à l’ouest après le coucher du Soleil.
sky-event-greatest-elongation-west =
    .title = { $body } en plus grande élongation ouest
    .description = La planète est à { $angle }° du Soleil et se voit à l’est avant le lever du Soleil.
sky-event-station-retrograde =
    .title = { $body } devient rétrograde
    .description = Vue de la Terre, la planète s’arrête { $sign } puis recule.
sky-event-station-direct =
    .title = { $body } redevient directe
    .description = Vue de la Terre, la planète s’arrête { $sign } puis avance de nouveau.
sky-event-sign-ingress =
    .title = { $body } entre en { $sign }
    .description =
        { $way ->
            [retrograde] L’entrée dans le signe du zodiaque se fait en mouvement rétrograde.
           *[direct] L’entrée dans le signe du zodiaque se fait en mouvement direct.
        }
sky-event-lunar-perigee =
    .title = Lune au périgée
    .description = Le point de son orbite le plus proche de la Terre : { $distance } km.
sky-event-lunar-apogee =
    .title = Lune à l’apogée
    .description = Le point de son orbite le plus éloigné de la Terre : { $distance } km.
sky-event-perihelion =
    .title = { $body } au périhélie
    .description = Le point de l’orbite le plus proche du Soleil : { $distance } ua.
sky-event-aphelion =
    .title = { $body } à l’aphélie
    .description = Le point de l’orbite le plus éloigné du Soleil : { $distance } ua.
sky-event-meteor-shower =
    .title = Maximum des { $shower }
    .description =
        { $rate ->
            [one] Environ { $rate } météore par heure sous un ciel parfait. La Lune est éclairée à { $moon } %.
            [many] Environ { $rate } de météores par heure sous un ciel parfait. La Lune est éclairée à { $moon } %.
           *[other] Environ { $rate } météores par heure sous un ciel parfait. La Lune est éclairée à { $moon } %.
        }
sky-event-aspect =
    .title =
        { $aspect ->
            [sextile] { $first } en sextile avec { $second }
            [square] { $first } en carré avec { $second }
            [trine] { $first } en trigone avec { $second }
           *[opposition] { $first } à l’opposé de { $second }
        }
    .description = Leurs longitudes diffèrent de { $angle }° : l’un est { $sign }, l’autre { $othersign }.

console-sky = Ciel
console-sky-month = Mois
console-sky-previous = Mois précédent
console-sky-following = Mois suivant
console-sky-today = Aujourd’hui
console-sky-next = À venir
console-sky-next-none = Rien de ce que vous avez choisi n’est à venir.
console-sky-day-none = Il ne se passe rien ce jour-là.
console-sky-wheel = Le zodiaque maintenant
console-sky-wheel-text = Longitudes apparentes vues de la Terre. Le Bélier commence à gauche, les signes suivent dans le sens antihoraire.
console-sky-moon = La Lune maintenant
console-sky-lit = éclairée à { $percent }
console-sky-age =
    { $days ->
        [one] âgée de { $days } jour
        [many] âgée de { $days } de jours
       *[other] âgée de { $days } jours
    }
console-sky-computing = Ces années sont en cours de calcul et apparaîtront ici dans un instant.
console-sky-filter = Afficher
console-sky-everything = Tout
console-sky-highlights = Temps forts
console-sky-reminders = Rappels
console-sky-reminders-text = Vous êtes prévenu ici, et sur Telegram si vous l’avez associé.
console-sky-remind = Me le rappeler
console-sky-lead = Quand
console-sky-lead-0 = Au moment même
console-sky-lead-60 = Une heure avant
console-sky-lead-1440 = Un jour avant
console-sky-lead-10080 = Une semaine avant
console-sky-feeds = Abonnements de calendrier
console-sky-feeds-text = Pour Google Agenda, Calendrier d’Apple, Thunderbird et d’autres. Quiconque a l’adresse peut le lire ; vous pouvez la révoquer à tout moment.
console-sky-feed-new = Nouvelle adresse
console-sky-feed-once = Cette adresse n’est montrée qu’une fois. Copiez-la maintenant.
console-sky-feed-revoke = Révoquer
console-sky-longitude = Longitude
console-sky-sign = Signe
console-sky-body = Astre

console-sky-type-new-moon = Nouvelle lune
console-sky-type-first-quarter = Premier quartier
console-sky-type-full-moon = Pleine lune
console-sky-type-last-quarter = Dernier quartier
console-sky-type-march-equinox = Équinoxe de mars
console-sky-type-june-solstice = Solstice de juin
console-sky-type-september-equinox = Équinoxe de septembre
console-sky-type-december-solstice = Solstice de décembre
console-sky-type-solar-eclipse = Éclipse de Soleil
console-sky-type-lunar-eclipse = Éclipse de Lune
console-sky-type-conjunction = Conjonction
console-sky-type-opposition = Opposition
console-sky-type-greatest-elongation-east = Plus grande élongation est
console-sky-type-greatest-elongation-west = Plus grande élongation ouest
console-sky-type-station-retrograde = Devient rétrograde
console-sky-type-station-direct = Redevient directe
console-sky-type-sign-ingress = Entrée dans un signe
console-sky-type-lunar-perigee = Périgée lunaire
console-sky-type-lunar-apogee = Apogée lunaire
console-sky-type-perihelion = Périhélie
console-sky-type-aphelion = Aphélie
console-sky-type-meteor-shower = Pluie de météores
console-sky-type-aspect = Aspect
