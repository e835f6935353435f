"""The calendar of a person on the phone: the private address, another one, none any more."""

from handlers.base import Button, Refusal, Reply, Request, command
from handlers.saying import calendar_feeds as said
from models import attachments, calendar_feeds
from models.texts import fold

GROUP = "Planilhas, gráficos e agenda"
_OFF = ("desligar", "desliga", "revogar", "parar", "nao", "cancelar", "apagar")
_ANEW = ("novo", "nova", "trocar", "outro", "novo endereco", "outro endereco", "trocar endereco")
_LINES = (
    "É só abrir uma vez no celular ou no computador:",
    "• iPhone: Ajustes, Calendário, Contas, Adicionar, Outra, Calendário assinado",
    "• Google Agenda (no computador): Outras agendas, +, Do URL",
    "• Outlook: Adicionar calendário, Assinar da Web",
)


@command(
    "minha agenda no celular",
    usage="minha agenda no celular [desligar, trocar]",
    aliases=("agenda no celular", "meu calendário no celular"),
    private=True,
    said=said.PHONE,
)
def phone(request: Request) -> Reply:
    """Dá o endereço com que o celular mostra os seus prazos e compromissos; desligar e trocar acabam com o endereço.

    Exemplos:
    minha agenda no celular
    minha agenda no celular trocar
    minha agenda no celular desligar
    """
    asked = fold(request.text).strip(" .!:")
    if asked in _OFF:
        calendar_feeds.revoke(request.session, by=request.person, now=request.now)
        again = Button("Ligar de novo", "minha agenda no celular")
        return Reply("Desliguei: o endereço da sua agenda não mostra mais nada. Apague-a também no celular.", (again,))
    if asked and asked not in _ANEW:
        raise Refusal(
            "Posso desligar ou trocar o endereço. Exemplo: minha agenda no celular desligar",
            [
                Button("Desligar", "minha agenda no celular desligar"),
                Button("Ver o endereço", "minha agenda no celular"),
            ],
        )
    if not calendar_feeds.has_address():
        return _as_file(request)
    feed_id = calendar_feeds.open_feed(request.session, by=request.person, now=request.now, anew=bool(asked))
    text = [
        f"Os seus prazos e compromissos, na agenda do celular: {calendar_feeds.PLACEHOLDER}",
        *_LINES,
        "O endereço é só seu: quem o tiver vê a sua agenda. Se ele escapar, troque-o ou desligue.",
    ]
    off = Button("Desligar", "minha agenda no celular desligar")
    return Reply("\n".join(text), (Button("Trocar o endereço", "minha agenda no celular trocar"), off), feed_id=feed_id)


@command("renovar endereço da agenda", usage="renovar endereço da agenda", private=True)
def renew(request: Request) -> Reply:
    """Troca o endereço da sua agenda no celular: o antigo deixa de responder na hora."""
    request.text = _ANEW[2]
    return phone(request)


def _as_file(request: Request) -> Reply:
    """The deadlines of today as a file, where the bot has no public address."""
    content = calendar_feeds.file_of(request.session, request.person, request.now)
    text = (
        "Os seus prazos e compromissos, num arquivo que o celular abre. Ele não muda sozinho: o bot ainda não tem "
        "endereço público (PUBLIC_URL); peça ao administrador."
    )
    return Reply(text, files=(attachments.put("agenda.ics", content),))
