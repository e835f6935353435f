"""Ways of asking: spreadsheets. The notation: docs/entender.md."""

SHEET = (
    (
        "? mandar|enviar|passar|quero|queria|preciso|gerar|exportar|por me? isso|isto|essa_lista|esta_lista|tudo|disso "
        "em|como|para|no|num|numa? excel|planilha|xlsx => planilha"
    ),
    "? mandar|enviar|quero|queria|preciso|gerar|fazer|baixar me? planilha|excel disso|dessa_lista? => planilha",
    "? exportar isso|isto|essa_lista|esta_lista|a_lista|lista => planilha",
    "? isso|isto|essa_lista em|como|no|num|numa excel|planilha => planilha",
    (
        "? mandar|enviar|quero|queria|preciso|gerar|exportar me? as|todas? tarefas|pendencias atrasadas|vencidas {um} "
        "em|como|para|no|num|numa excel|planilha|xlsx => planilha tarefas {um} atrasadas"
    ),
    (
        "? mandar|enviar|quero|queria|preciso|gerar|exportar me? as|todas? tarefas|pendencias {um} "
        "em|como|para|no|num|numa excel|planilha|xlsx => planilha tarefas {um}"
    ),
    (
        "? mandar|enviar|quero|queria|preciso|gerar|exportar me? os|todos? expedientes|processos {um} "
        "em|como|para|no|num|numa excel|planilha|xlsx => planilha expedientes {um}"
    ),
    (
        "? mandar|enviar|quero|queria|preciso|gerar|exportar me? todas|todos? tarefas "
        "em|como|para|no|num|numa excel|planilha|xlsx => planilha tarefas"
    ),
    "? mandar|enviar|quero|queria|preciso|gerar|exportar me? as|todas? tarefas|pendencias atrasadas|vencidas "
    "em|como|para|no|num|numa excel|planilha|xlsx => planilha tarefas atrasadas",
    (
        "? mandar|enviar|quero|queria|preciso|gerar|exportar me? todos? expedientes|processos "
        "em|como|para|no|num|numa excel|planilha|xlsx => planilha expedientes todos"
    ),
    (
        "? mandar|enviar|quero|queria|preciso|gerar|exportar me? minhas|minha tarefas|pendencias "
        "em|como|para|no|num|numa excel|planilha|xlsx => planilha minhas"
    ),
    "? fazer|gerar|quero|preciso|montar me? relatorio|lista em|no excel|planilha das tarefas => planilha tarefas",
    "? planilha|excel das|de|com? tarefas|pendencias {um} => planilha tarefas {um}",
    "? planilha|excel dos|de|com? expedientes|processos {um} => planilha expedientes {um}",
    "? tarefas|pendencias {um} em|como|no|num|numa excel|planilha|xlsx => planilha tarefas {um}",
    "?* $planilha tarefa|tarefas|pendencias {um} => planilha tarefas {um}",
    "?* $planilha tarefa|tarefas|pendencias => planilha tarefas",
    "?* $planilha $ato => planilha atos",
    "?* $planilha $documento {um} => planilha expedientes {um}",
    "?* $planilha $documento => planilha expedientes todos",
    "?* $planilha => planilha",
)
