# The home, the scan roots, and why work failed.

console-home = Início
console-home-hello = Olá, { $name }
console-home-attention = Requer atenção
console-home-all-well = Todos os projetos estão bem.
console-home-news = Novidades
console-see-all = Ver tudo
console-first = Primeiros passos
console-first-root = Adicione um diretório que contenha repositórios Git
console-first-scan = Faça a varredura para encontrar projetos
console-first-script = Escreva um script
console-first-run = Execute-o e acompanhe a saída
console-first-next = Próximo passo
console-done = feito
console-scans-recent = Varreduras recentes
console-fault-not-found = Aquilo a que isto se referia não existe mais.
console-fault-repository-unreadable = Não foi possível ler o repositório.
console-fault-worker-lost = O processo que fazia este trabalho parou repetidas vezes.
console-fault-keeper-lost = O processo que acompanhava esta execução morreu, por isso não se sabe como ela terminou.
console-fault-keeper-failed = Não foi possível iniciar a execução. O log do worker diz o motivo.
console-fault-tree-missing = Os arquivos do projeto não estão mais onde estavam. Faça uma nova varredura.
console-fault-interpreter-missing = O interpretador não está instalado nesta máquina.
console-fault-project-missing = O projeto não existe mais. Faça uma nova varredura ou execute o script em outro projeto.
console-roots-unreadable =
    { $count ->
        [one] Não foi possível entrar em { $count } pasta
        [many] Não foi possível entrar em { $count } de pastas
       *[other] Não foi possível entrar em { $count } pastas
    }
