"""How people ask for a correction of a task, in plain words. The notation: docs/entender.md."""

CORRECT = (
    "mudar|alterar|trocar|corrigir|passar prazo|data da|do|de? {registro:numero} para|pra|pro {quando} => "
    "corrigir {registro} prazo {quando}",
    "{registro:numero} e|ser|ficou urgente esqueci? de? marcar? => corrigir {registro} prioridade urgente",
)
