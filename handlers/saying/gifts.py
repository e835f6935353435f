"""Ways of asking: gifts. The notation: docs/entender.md."""

LISTED = (
    "! {um} ganhar|ganhou um|uma|uns? {texto} do|da|de {nota} ,|e? vale|valer|custar|avaliado de|em|uns|cerca? "
    "{quantia} => presente recebido de {nota}: {texto} {quantia} {um}",
    "? quais|que presentes a? prefeita|prefeito? recebeu|recebemos|ganhou|ter? => presentes",
)
