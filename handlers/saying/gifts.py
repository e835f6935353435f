"""Ways of asking: gifts. The notation: docs/entender.md."""

LISTED = ("? quais|que presentes a? prefeita|prefeito? recebeu|recebemos|ganhou|ter? => presentes",)
