# What people are told, in the browser and by Telegram. Every message has a title and a body, both plain text.

notification-commit =
    .title = Novo commit em { $project }
    .body = { $author } em { $branch }: { $subject }
notification-commits =
    .title =
        { $count ->
            [one] { $count } novo commit em { $project }
            [many] { $count } de novos commits em { $project }
           *[other] { $count } novos commits em { $project }
        }
    .body = Em { $branch }; o mais recente, de { $author }: { $subject }
notification-history-rewritten =
    .title = Histórico de { $project } reescrito
    .body = { $branch } não contém mais o que continha: passou de { $old } para { $new }.

notification-pull =
    .title = Pull de { $project } concluído
    .body =
        { $count ->
            [one] { $branch } avançou { $count } commit.
            [many] { $branch } avançou { $count } de commits.
           *[other] { $branch } avançou { $count } commits.
        }
notification-pull-failed =
    .title = O pull de { $project } falhou
    .body = Não foi possível avançar { $branch }: { $reason }

notification-comment =
    .title = { $author } comentou em { $project }
    .body = { $text }
notification-mention =
    .title = { $author } mencionou você em { $project }
    .body = { $text }

notification-execution-succeeded =
    .title = { $script } foi concluído
    .body = Terminou sem erros; duração: { $duration }.
notification-execution-failed =
    .title = { $script } falhou
    .body = Durou { $duration } e terminou com o código de saída { $code }.
notification-execution-timed-out =
    .title = { $script } esgotou o tempo
    .body = Foi interrompido após { $duration }.
notification-execution-cancelled =
    .title = Execução de { $script } cancelada
    .body = Foi interrompida após { $duration }.
notification-execution-lost =
    .title = Execução de { $script } perdida
    .body = A máquina que a executava parou, por isso não se sabe como terminou. Ela não é repetida automaticamente.

notification-project-missing =
    .title = { $project } desapareceu
    .body = Não há mais um repositório em { $path }. O que se sabe dele foi mantido.

notification-telegram-linked =
    .title = Telegram vinculado
    .body = Uma conta do Telegram foi vinculada à sua e receberá as suas mensagens. Se não foi você, desvincule-a no seu perfil e troque a senha.

notification-celestial =
    .title = { $event }
    .body = { $description } ({ $at })
