"""The words of one meaning: families that ways of saying name by `$`, and the words that say nothing by themselves."""

from functools import cache

from handlers.understanding.verbs import forms, is_verb
from handlers.understanding.words import set_of

FAMILIES = {
    "mostrar": "mostrar|ver|exibir|listar|trazer|puxar|apresentar|consultar|olhar|checar|conferir|visualizar|enxergar"
    "|passar|mandar|enviar|dar|abrir|informar|imprimir|liberar",
    "atrasado": "atrasar|atraso|atrasos|vencido|vencida|vencidos|vencidas|venceu|venceram|estourar|furar|descumprir"
    "|em_atraso|fora_do_prazo|passou_do_prazo|passaram_do_prazo|perdeu_prazo|perderam_prazo|perdendo_prazo"
    "|passou_da_data|passaram_da_data|esgotar|devendo|devedor|devedores|inadimplente|em_falta|perder",
    "parado": "parado|parada|parados|paradas|encalhado|encalhada|encalhados|travado|travada|travados|emperrado"
    "|emperrados|empacado|empacados|sem_movimento|sem_andamento|sem_andar|esquecido|esquecidos",
    "meu": "meu|minha|meus|minhas|comigo|mim|eu|estou|tenho|devo|preciso|posso|entreguei"
    "|fiz|terminei|conclui|cumpri|respondi|assinei|li",
    "tarefa": "tarefa|tarefas|afazer|afazeres|servico|servicos|trabalho|trabalhos|demanda|demandas|pendencia"
    "|pendencias|pendente|pendentes|obrigacao|obrigacoes|entrega|entregas|encargo|encargos|atribuicao|atribuicoes"
    "|incumbencia|incumbencias|missao|missoes|fila|prazo|prazos|compromisso|compromissos|vencer|atividade"
    "|atividades|responsabilidade|responsabilidades",
    "fazendo": "fazer|tocar|cuidar|trabalhar|resolver|entregar|andamento|em_aberto|aberto|aberta|abertos|abertas"
    "|pendente|pendentes|pegar|mexer|executar|produzir|encarregado|encarregada|na_mao|nas_maos|ocupado|ocupada",
    "documento": "expediente|expedientes|processo|processos|oficio|oficios|papel|papeis|papelada|documento|documentos"
    "|protocolo|protocolos|requerimento|requerimentos|memorando|memorandos|autos",
    "ato": "ato|atos|ordem|ordens|decisao|decisoes|diretriz|diretrizes|os",
    "periodo": "hoje|amanha|dia|semana|agora|manha|tarde",
    "decidir": "decidir|decisao|decisoes|aprovar|aprovacao|assinar|assinatura|assinaturas|despachar|despacho|despachos"
    "|autorizar|autorizacao|canetada|caneta|deferir|aval|resposta|visto|ok",
    "minuta": "minuta|minutas|rascunho|rascunhos|prototipo",
    "falta": "faltar|nao|restar|deixou_de|deixaram_de|quem|quantos|quantas|ninguem|alguem|todos|todo"
    "|pendente|pendentes|devendo"
    "|sobrar|ja|ainda|cade",
    "cumprir": "cumprir|responder|resposta|respostas|ciencia|ciente|cientes|ler|lida|lido|ver|visualizar|entregar"
    "|assinar|atender|acusar|recebimento|retorno|retornar|manifestar|confirmar|executar",
    "carga": "carga|volume|servico|servicos|trabalho|atolado|atolada|atolados|sobrecarregado|sobrecarregada"
    "|sobrecarregados|sobrecarga|carregado|carregada|carregados|carregadas|apertado|apertada|folgado|folgada"
    "|folga|livre|tranquilo|tranquila|leve|ocupado"
    "|ocupada|ocupados|cheio|cheia|lotado|lotada|afogado|afogada|enrolado|enrolada|disponivel|distribuido"
    "|distribuicao|distribuir|demanda|demandas|dividido|divisao|acumulado|acumulada|acumulo|assoberbado",
    "sobre": "sobre|pedindo|que_pede|pede|solicitando|que_solicita|solicita|falando_de|falando|que_fala|que_trata"
    "|tratando|a_respeito_de|a_respeito|acerca|referente|relativo|cobrando|que_cobra|reclamando|reclama|requerendo"
    "|requer|querendo|informando|que_informa|comunicando|denunciando|convidando|encaminhando|com_pedido|questionando"
    "|com|perguntando|propondo|por_causa",
    "chegar": "chegar|chegou|chegaram|chegando|receber|entrar|dar_entrada|acabar_de_chegar|acabou_de_chegar"
    "|acabou_de_entrar|protocolar|registrar|autuar|cadastrar|abrir|lancar|ter|tem|veio|vir|apareceu|caiu|recebido"
    "|protocolado|trouxeram|entregaram",
    "lembrar": "lembrar|lembrar-me|lembre-me|avise-me|avisar|chamar|alertar|cutucar|lembrete|notificar"
    "|dar_toque|dar_alo|dar_grito|dar_aviso"
    "|dar_lembrada|dar_cutucada|recordar|mandar_aviso|mandar_lembrete|mandar_toque|gritar",
    "encarregar": "incumbir|encarregar|designar|escalar|orientar|instruir|pedir|solicitar|mandar|acionar|convocar"
    "|botar|colocar|por",
    "situacao": "situacao|status|pe|andamento|novidade|novidades|noticia|noticias|atualizar|atualizacao|posicao|estado"
    "|progresso|evoluir|evolucao|caminhar|caminhando|andar|andando|como|resolver|resolvido|resolvida|sair|avancar"
    "|quanto_falta|fase|etapa|desfecho|rolando|ver|mostrar|detalhe|detalhes|informacao|informacoes|dados|ler|abrir",
    "onde": "onde|aonde|cade|paradeiro|mesa|mao|maos|lugar|setor|localizar|localizacao|parar|tramitacao|quem"
    "|secretaria|departamento|sumir|encontrar|encontra|achar",
    "passado": "historico|trajeto|caminho|percurso|passar|passou|acontecer|aconteceu|mexer|mudar|mudou|alterar|alterado"
    "|movimentacao|movimentacoes|linha_do_tempo|cronologia|trilha|registros|anotacoes|comentarios|feito|fizeram",
    "prazo": "prazo|prazos|vencer|vencimento|quando|ate_quando|limite|data|dias|tempo|responder|entregar|cumprir",
    "contar": "contar|somar|calcular|vencer|cair|terminar|acabar|dar|quando|que_dia|ficar|prazo|contado|partir",
    "dia_util": "dias_uteis|dia_util|uteis|util|dias_de_trabalho|dia_de_trabalho|de_expediente",
    "feriado": "feriado|feriados|facultativo|facultativos|ponto_facultativo|emendar|emenda|emendas|folga|folgas"
    "|feriadao|trabalhar|expediente|recesso|abrir|funcionar|carnaval|natal|pascoa|finados|corpus|tiradentes",
    "pessoa": "contato|telefone|celular|email|e-mail|arroba|@|usuario|ramal|whatsapp|zap|numero|quem|achar|encontrar"
    "|falar|responsavel|titular|chefe|adjunto|adjunta|substituto|substituta|nome|cargo|chamar|responder",
    "semana": "resumo|resumir|balanco|apanhado|panorama|retrospecto|retrospectiva|recapitular|sintese|fechamento"
    "|relatorio|saldo|ultimos_dias|semana|rolar|acontecer|destaques|avancos|andou|resultado|resultados|produziu"
    "|entregou|fez",
    "cobrar": "cobrar|cobranca|cutucar|cutucada|apertar|pressionar|toque|puxao|lembrete|lembrar|alo|cobrada|lembrada"
    "|posicao|retorno|insistir|reforcar|perguntar|chamar|acelerar|agilizar|apressar|andamento|noticia|resposta|pegar"
    "|atras|exigir",
    "feito": "concluir|terminar|finalizar|acabar|encerrar|completar|entregar|resolver|pronto|pronta|prontos|prontas"
    "|feito|feita|feitos|feitas|baixar|fechado|fechada|fechei|fechamos|realizado|realizada|realizei|realizamos|liquidar"
    "|matar|matei|fiz|fizemos|baixa|check|zerado|zerada|zerei|executado|executada|executei|certinho|despachei"
    "|enviado|enviada|enviados|enviadas|mandei|entregue|entregues|acabado|acabada|montado|montada|montei|ok|sairam|assinado|assinada|pago|paga|publicado|publicada",
    "adiar": "adiar|prorrogar|empurrar|postergar|protelar|esticar|estender|alongar|remarcar|mover|jogar|atrasar"
    "|mais_prazo|mais_tempo|mais_dias|mais_uns_dias|prazo_maior|nao_dar|nao_vai_dar|nao_da|nao_consigo"
    "|nao_conseguir|nao_vou|nao_vamos|so_fica|so_consigo|so_termino|so_entrego|so_sai|so_em|so_na|so_no"
    "|folego|folga|dilatar|aumentar|ampliar|mudar|passar|segurar|prorrogacao|extensao|apertado|apertou",
    "repassar": "repassar|passar|transferir|redirecionar|delegar|encaminhar|entregar|assumir|herdar|tocar|cuidar"
    "|ficar|responsavel|agora_e|dono|substituir|trocar|deixar|largar|pegar|mudar|mao|maos|direcionar|designar",
    "tramitar": "tramitar|encaminhar|enviar|mandar|remeter|despachar|passar|jogar|devolver|voltar|ir|seguir|subir"
    "|descer|levar|direcionar|entregar|redirecionar|destinar|retornar|repassar|vai|segue|volta",
    "recebido": "receber|recebido|recebida|chegar|chegou|entrar|conosco|aqui|comigo|pegar|peguei|em_maos"
    "|dar_entrada|recebimento",
    "ciente": "ciente|cientes|ciencia|li|lido|lida|lemos|vi|visto|recebi|recebido|recebida|recebemos|entendido"
    "|entendida|notificado|notificada|acusar|anotado|informado|informada|tomar_conhecimento|conhecimento|inteirar",
    "aprovar": "aprovar|assinar|autorizar|liberar|soltar|concordar|validar|deferir|homologar|sancionar|despachar|boa"
    "|bom|otima|perfeita|certa|aprovada|aprovado|mandar|seguir|publicar|tocar|valer|ok|emitir|transmitir",
    "devolver": "devolver|voltar|rejeitar|reprovar|recusar|refazer|corrigir|arrumar|ajustar|ajuste|ajustes|rever"
    "|revisar|discordar|nao_gostei|nao_concordo|nao_assino|nao_aprovo|incompleta|errada|confusa|falta|faltou"
    "|faltando|nao_diz|melhorar|retornar",
    "impossivel": "impossivel|inviavel|sem_condicoes|nao_da|nao_vai_dar|nao_consigo|nao_vou|nao_vamos|nao_temos"
    "|nao_conseguir|nao_conseguimos|nao_poder|nao_tem_como|sem_como|nao_rolar",
    "planilha": "planilha|planilhas|excel|xlsx|xls|csv|tabela|sheets",
    "grafico": "grafico|graficos|barras|pizza|diagrama|curva|visual|figura",
    "papel": "pdf|impresso|imprimir|impressao|papel|arquivo|documento|baixar|versao",
    "ajuda": "ajuda|ajudar|socorro|manual|tutorial|instrucao|instrucoes|aprender|ensinar|explicar|comando|comandos|menu"
    "|funciona|funcionar|usar|uso|mexer|serve|servir|duvida|duvidas|perdido|perdida|consegue|sabe|opcoes|capaz",
    "desfazer": "desfazer|reverter|desfaz|voltar_atras|volta_atras|anular_isso|apaga_isso|engano|errei|errado|errada"
    "|sem_querer|me_enganei|me_confundi|nao_era|corrige_isso|arrepender|arrependi|retroceder|cancela_isso",
    "urgencia": "prioridade|urgente|urgencia|alta|normal|baixa|prioritaria|prioritario",
    "buscar": "procurar|buscar|pesquisar|achar|localizar|encontrar|sobre|assunto|fala|falar|tratar|trata|menciona"
    "|mencionar|relacionado|tema|existe|temos|tudo|algo|alguma|registro|documento",
}

_THIRD_PERSON = {"anda": "andar", "continua": "continuar"}  # that stand for the whole verb
_VERBS = "estar ter ser ir haver poder querer precisar saber dizer falar contar fazer dar gostar conseguir ficar deixar"
_PLAIN = set_of(
    "o a os as um uma uns umas ao aos de do da dos das em no na nos nas por para pelo pela com sem sobre "
    "entre ate e ou "
    "que se como quando onde quem qual quais quanto quanta quantos quantas porque pois mas nem ja ainda so mais menos "
    "muito muita tudo todo toda todos todas isso isto esse essa este esta esses essas aquele aquela aquilo "
    "ele ela eles "
    "elas eu me mim comigo meu minha meus minhas seu sua nosso nossa voce voces te lhe la ali aqui ai aquela "
    "gente hoje "
    "agora entao depois antes tambem coisa coisas negocio favor alguem algum alguma alguns algo nada ninguem outro "
    "outra mesmo quase cada nao sim oi ola bom boa dia tarde noite obrigado obrigada sabe hein ne viu pessoal tipo ha "
    "vez parte tal tem alo foi era cade lado mesma nosso nossos nossas tem-se havera sera tanto tao fim conta pe cadê "
    "mao maos pra pro num numa dele dela deles delas neste nesta nesse nessa desse dessa deste desta gabinete bot"
)


@cache
def family(name: str) -> tuple[str, ...]:
    """The words of a family, each as a way of saying writes it. Raises KeyError where there is none of that name."""
    return tuple(FAMILIES[name].split("|"))


def forms_of(word: str) -> frozenset[str]:
    """A word of a way of saying; of a verb all its forms."""
    infinitive = _THIRD_PERSON.get(word, word)
    return forms(infinitive) if is_verb(infinitive) else frozenset((word,))


@cache
def says_nothing() -> frozenset[str]:
    """The words by which no record is looked for."""
    return _PLAIN.union(*(forms(verb) for verb in _VERBS.split()))
