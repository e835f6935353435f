"""Ways of asking: who else comes to an event. The notation: docs/entender.md."""

_CALL = "chamar|convidar|convocar|incluir|acrescentar|adicionar|por|colocar|botar"

CALL = (
    f"! {_CALL} {{quem}} tambem|junto? na|para|a|em? {{registro:unico}} => chamar {{registro}} {{quem}}",
    f"~! {_CALL} {{quem}} tambem|junto|na_reuniao|no_compromisso {{registro?}} => chamar {{registro}} {{quem}}",
    f"~! {_CALL} tambem {{quem}} {{registro?}} => chamar {{registro}} {{quem}}",
)
