"""Ways of asking: normas and the official diary. The notation: docs/entender.md."""

NEW = (
    "registrar|cadastrar|chegou|saiu uma? norma|lei|decreto nova|novo => norma",
    (
        "* lei|decreto|norma|portaria sair|saiu|publicada|publicado|chegou|nova|novo registrar|cadastrar|diario|hoje =>"
        " norma"
    ),
)

STARTS = (
    "? ja? revogaram|revogou|revogada a|o? {registro} => vigência {registro}",
    "? ja? pode|posso|podemos anunciar|divulgar|publicar a|o? {registro} => vigência {registro}",
    "? ja? esta|estao|entrou em vigor|vigencia a|o|as? {registro:numero} => vigência {registro}",
    "? a|o? {registro:numero} ja? esta|vale|entrou|valendo em? vigor|vigencia? => vigência {registro}",
    "? quando entrar|comecar|valer em? vigor? a|o {registro:numero} => vigência {registro}",
)

AFFECTS = (
    "perguntar ao|a|para {orgao} se {registro:numero} afeta => afeta {registro} {orgao}",
    (
        "* perguntar|afetar|atingir|impactar|consultar lei|decreto|norma|se? {registro} {orgao} => afeta {registro}"
        " {orgao}"
    ),
)

IMPACT = (
    "! para? nos|gente|mim|aqui? {registro:unico} nao mudar|afetar|mexer|atingir|altera|impacta "
    "nada|em_nada|com? nos|gente|aqui|minha|nossa|meu? secretaria|orgao|area? => impacto {registro} não",
    "! {registro:unico} mudar|afetar|mexer|atingir|impactar sim|muito? com? nos|gente|minha|nossa|meu "
    "secretaria|orgao|area|servico? => impacto {registro} sim",
    "{registro:numero} nao afeta o? nosso|meu orgao|secretaria => impacto {registro} não",
    (
        "* trabalho|obriga|obrigar|exigir|exige|mexe|mexer|afetar|afeta|impacto|impactar|impacta|atingir"
        "|mudar gente|nos|nossa|secretaria|aqui|orgao|minha|sim|nao {registro?} => impacto {registro}"
    ),
)

NO_IMPACT = (
    "{registro:numero} nao afeta ninguem|nenhum orgao? => sem impacto {registro}",
    "* nao_afeta|sem_impacto|nao_muda ninguem|nenhum|nada|orgao {registro?} => sem impacto {registro}",
)

ACT = (
    "quem cuida|cuidar de|do|da {registro:numero} => providência {registro}",
    (
        "* providencia|providencias|regulamentar|decreto_regulamentador lei|norma|decreto|quem|precisar? {registro}"
        " {um?} => providência {registro} {um}"
    ),
)

LISTED = (
    "? quais|que|listar normas|leis acompanhamos|temos|estao? abertas? => normas",
    "? quais|que|alguma? leis|lei|normas|norma|decretos entram|entra|comecam|comeca|passam em|a? vigor|valer|vigorar "
    "esta|nesta|na? semana => normas vigorando semana",
    "? quais|que normas|leis faltam|falta|para|a eu|nos? responder|dizer => normas sem triagem",
    (
        "?* lei|leis|norma|normas|decreto|decretos"
        " quais|que|ter|nova|novas|sairam|saiu|vigor|semana|lista|sobre|trata|$mostrar => normas"
    ),
    (
        "?* lei|leis|norma|normas|decreto|decretos triagem|triar|triadas|analisar|classificar|sem_ver => normas sem"
        " triagem"
    ),
    "?* lei|leis|norma|normas|decretos => normas",
)
BULLETIN = (
    "? boletim|resumo das|da|de normas|leis|legislacao do|deste? mes? => boletim de legislação",
    "? que|quais leis|normas sairam|saiu|foram|publicadas publicadas? este|neste|no mes => boletim de legislação",
)

CITES = (
    "quem|o_que cita a? lei 14133 => cita Lei 14133",
    "?* citar|cita|citam|menciona|usa lei|artigo|decreto|quem|o_que => cita",
)

REVOKES = ("* revogar|revoga|revogada|revogou lei|decreto|norma? {registro} => revoga {registro}",)

AMENDS = ("* alterar|altera|alterou|modifica|muda lei|decreto|artigo|art {registro} => altera {registro}",)

STAYED = (
    "* suspensa|suspendeu|suspenso|liminar|adi lei|norma|artigo|decisao {registro} => suspensa por decisão {registro}",
)

NOTE = (
    "?* nota|ficha|resumo impacto|afeta|afetados pdf|papel|fazer|gerar|mandar|querer? {registro} "
    "=> nota de impacto {registro}",
)
