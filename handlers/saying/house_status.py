"""Ways of asking: whether the system is well. The notation: docs/entender.md."""

STATUS = (
    (
        "?* sistema|integro|integridade|cadeia|auditoria|adulterado|funcionando|servidor|fora_do_ar"
        " status|historico|como|estar|integro|ok|problema|saude|conferir => status"
    ),
)
