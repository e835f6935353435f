"""Ways of asking: what waits for a decision. The notation: docs/entender.md."""

WAITING = (
    "? o_que eu? tenho|ter|preciso|falta|ha eu? aprovar|decidir|assinar|autorizar => decisões",
    "? o_que {um} precisa|tem_que|ter|deve|falta aprovar|decidir|assinar|despachar hoje? => decisões",
    "? mostrar|ver? o_que falta|resta para? eu? assinar|aprovar|decidir|despachar|autorizar => decisões",
    "? ter|ha|existe alguma|algum|qual decisao|pendencia|pedido pendente|esperando? para|comigo? "
    "mim? hoje? => decisões",
    "? alguma|algum decisao|pedido|minuta pendente|esperando|para para? mim? hoje? => decisões",
    "? o_que esperar|aguardar|depende|falta minha|de? decisao|assinatura|aprovacao|mim => decisões",
    (
        "? ter|ha|existe algo|coisa|alguma_coisa|alguma|algum|minuta|ato|documento para? eu|mim? "
        "assinar|aprovar|decidir|despachar|autorizar => decisões"
    ),
    (
        "? ter|ha|existe algo|alguma|algum? coisa|pedido|documento? parada|parado|pendente? "
        "esperando|aguardando|para minha decisao|assinatura|aprovacao => decisões"
    ),
    "? alguem|quem pediu|pediram|solicitou|quer mais? prazo|prorrogacao => decisões",
    "? quais|que pedidos prazo estar|tem? abertos|pendentes|esperando? => decisões",
    "? minhas decisoes pendentes|de_hoje? => decisões",
    "?* pedido|pedidos|pedir prazo|prorrogacao|prorrogacoes|mais_prazo aberto|abertos|pendente|pendentes"
    "|esperar|quem|quais|$mostrar => decisões",
    "?* $decidir $meu|prefeita|prefeito|vice|helena => decisões",
    "?* $decidir $falta|esperar|aguardar|depender|parado|parada|pendente => decisões",
    "?* mesa|gaveta minha|meu|prefeita|prefeito|quantos|quantas|que|ter => despachos",
)
