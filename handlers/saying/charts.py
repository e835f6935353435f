"""How people ask for charts, in plain words. The notation: docs/entender.md."""

_SHOW = "? mostrar|ver|quero|queria|mandar|fazer|desenhar|gerar|preciso me? o|um? grafico"

DRAWN = (
    f"{_SHOW} dos|de|com? atrasos|atrasados|vencidos por|de? orgao|secretaria? => gráfico atrasos",
    "? grafico dos|de|com? atrasos|atrasados|vencidos por|de? orgao|secretaria? => gráfico atrasos",
    f"{_SHOW} das|de|por? semanas|semana => gráfico semanas",
    "? grafico das|de|por semanas|semana => gráfico semanas",
    f"{_SHOW} da|de? carga|trabalho => gráfico carga",
    "? grafico da|de|do carga|trabalho => gráfico carga",
    f"{_SHOW} do|da|de? {{registro:numero}} => gráfico {{registro}}",
    "?* $grafico $atrasado => gráfico atrasos",
    "?* $grafico semana|semanas|evolucao => gráfico semanas",
    "?* $grafico $carga => gráfico carga",
    "?* $grafico {registro} => gráfico {registro}",
    "?* $grafico {orgao?} => gráfico atrasos",
    "?* $grafico situacao|mes|meses|ano => gráfico semanas",
)
