"""Ways of asking: people and órgãos. The notation: docs/entender.md."""

LISTED = (
    "? telefone|celular|contato|email|ramal|whatsapp|arroba do|da|de {um} => pessoas {um}",
    "? alguem tem|sabe|ter o? telefone|celular|contato|email|ramal do|da|de {um} => pessoas {um}",
    "? quem e|sao|seria {um} => pessoas {um}",
    (
        "? quem responder|cuida|manda|trabalha|esta|fica|comanda|chefia|respondendo|toca "
        "pelo|pela|no|na|do|da|de|com|respondendo|lugar? respondendo|lugar? {um} hoje? => pessoas {um}"
    ),
    "? quem cuida|trata|responde|e_responsavel do|da|de|pelo|pela {assunto} => pessoas {assunto}",
    "? qual e|o? arroba|@|usuario|contato|telefone|email do|da|de {um} => pessoas {um}",
    "? passar|mandar|quero|preciso|ter|da me? contato|telefone|email|arroba|usuario|numero do|da|de "
    "{um} => pessoas {um}",
    "? quem e|sao|seria adjunto|adjunta|titular|secretario|secretaria|diretor|diretora|chefe|gestor|gestora"
    "|coordenador|coordenadora|responsavel|presidente do|da|de|pelo|pela {orgao} => pessoas {orgao}",
    "?* $pessoa {um} => pessoas {um}",
)

ORGAOS = (
    (
        "? lista|listar|mostrar|quais|ver das|as|os|sao|todas|todos? "
        "secretarias|orgaos|titulares|secretarios com|da|do|e? os|titulares|prefeitura|casa? titulares? "
        "=> órgãos"
    ),
    "?* secretarias|orgaos|titulares|secretariado|estrutura|organograma|departamentos quem|quais|$mostrar"
    "|lista|relacao|quantas|quantos => órgãos",
)

SUBSTITUTE = (
    "! {um} sair|tirar|entrar|viajar|vai_sair|vai_tirar de|em? ferias|licenca|folga|viagem|atestado {texto} "
    "e|, o|a? {outro} ficar|responder|assumir|cobrir|substituir no|em|o|por|fica? lugar|cargo|ela|ele? "
    "dela|dele? {nota?} => substituição {um} por {outro} {texto} {nota}",
    (
        "! de {texto} {um} responder|substituir|assume|fica|respondera {orgao} no_lugar_de {outro} => "
        "substituição {outro} por {um} de {texto}"
    ),
    "! {um} vai|vao? responder|substituir|assumir|ficar|cobrir|tocar|representar {orgao?} no_lugar|em_lugar {outro} "
    "{texto?} => "
    "substituição {outro} por {um} {texto}",
    "! substituir {um} por|pela|pelo {outro} {texto?} => substituição {um} por {outro} {texto}",
    (
        "! {um} substituir|cobre|vai_substituir|responde_por|responde_no_lugar_de {outro} {texto?} => "
        "substituição {outro} por {um} {texto}"
    ),
    "! por|colocar|botar|deixar {um} no_lugar_de {outro} {texto?} => substituição {outro} por {um} {texto}",
    (
        "! {um} vai_viajar|vai_sair|vai_estar|sai|vai_tirar|tirou|esta|pegou|entra|vai_entrar|viaja|ficara|"
        "vai_ficar|estara|tira ferias|atestado|licenca|fora|viajar|folga|viagem {texto?} => "
        "substituição {um}"
    ),
    "! {um} vai_viajar|viaja {texto?} => substituição {um}",
    "! {um} sai|vai_sair|vai_tirar|tira|entra_de {texto} ,|e? fica|responde|assume|cobre o|a? {outro} {nota?} "
    "=> substituição {um} por {outro} {texto} {nota}",
    (
        "! {texto} , {um} ficar|fica|responder|responde|assumir|assume|cobrir|cobre no_meu_lugar|por_mim|meu_lugar =>"
        " substituição {eu} por {um} {texto}"
    ),
    (
        "! {um} ficar|fica|responder|responde|assumir|assume|cobrir|cobre no_meu_lugar|por_mim|meu_lugar {texto?} =>"
        " substituição {eu} por {um} {texto}"
    ),
)

END_SUBSTITUTION = (
    (
        "! {um} voltou|retornou|reassumiu|volta {texto?} ,|e? encerrar|terminar|acabar substituicao "
        "dela|dele? => encerrar substituição {um}"
    ),
    "! {texto?} encerrar|terminar|acabar|finalizar substituicao do|da|de {um} => encerrar substituição {um}",
)

DISMISS = ("! desligar {um} => desligar {um}",)

READMIT = ("! religar|readmitir|reativar|reintegrar {texto} => religar {texto}",)

PREFERENCES = (
    "! nao me? mandar|avisar|chamar|incomodar nada|mensagem|avisos? depois|apos das? {hora} => "
    "preferências silêncio {hora} às 7h",
    "nao quero|mandar|receber receber|mandar|mais? me|mais|o? resumo de_manha|do_dia|diario|mais? => "
    "preferências resumo não",
    "meu|o resumo pode|podia|quero|deve vir|chegar|ser|mandar {hora} => preferências resumo {hora}",
    "nao quero|mandar|receber receber|mandar|mais? me|mais|os? lembretes|lembrete de_prazo|mais? => "
    "preferências lembretes não",
    (
        "nao me? querer|quero|mandar|avisar|receber|notificar receber|ter|me? aviso|avisos|mensagem"
        "|mensagens|notificacao|nada noite? das|entre "
        "{texto} => preferências silêncio {texto}"
    ),
    (
        "mandar|enviar|quero|mudar|passar|receber receber? me|o|meu? resumo {hora} em_vez_de|no_lugar_de"
        "|e_nao {texto} => "
        "preferências resumo {hora}"
    ),
    "mandar|enviar|quero|mudar|passar|receber receber? me|o|meu? resumo {hora} => preferências resumo {hora}",
    (
        "! nao quero|querer|mandar mensagem|mensagens|avisos|aviso depois|apos das? {hora} => preferências silêncio"
        " {hora} às 7h"
    ),
)
