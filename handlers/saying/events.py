"""Ways of asking: the agenda. The notation: docs/entender.md."""

CANCEL = (
    "! cancelar|desmarcar a|o? reuniao|compromisso? {registro:numero} ,|porque? {texto?} "
    "=> cancelar {registro} {texto}",
)
