"""Ways of asking: a correction of a task. The notation: docs/entender.md."""

_OPENS = (
    "ops|opa|epa|eita|errei|errado|engano|desculpa|perdao|correcao|corrigindo|digo|na_verdade|alias|quis_dizer"
    "|quero_dizer|nao_,"
)
_IT = "isso|essa|esse|essa_tarefa"
_INSTEAD = "e_nao|,_nao|nao|em_vez_de"
_MEND = "corrigir|mudar|trocar|alterar|arrumar|consertar"
_MOVE = "mudar|alterar|trocar|corrigir|passar"
_WRONG = "errado|errada|trocado|incorreto"
_RIGHT = "certo|certa|correto"
_ADD = "por|colocar|incluir|adicionar|acrescentar|somar"
_TOO = "junto|tambem|mais"
_TAKE = "tirar|remover|retirar|excluir"

_MOVED = "=> corrigir {registro} prazo {quando}"
_DATE = (
    f"{_MOVE}|por|colocar|botar prazo|data|dia da|do|de? {{registro:numero}} para|pra|pro {{quando}} {_MOVED}",
    f"! {_MOVE} {{registro:numero}} para {{quando:so}} {_MOVED}",
    f"! {_OPENS} ,|:? a_data|o_prazo|prazo|data|o_dia? {_RIGHT}? ,|:? e|era|ser|seria|fica? para|ate|em? {{quando:so}} "
    f"{{registro?}} {_MOVED}",
    f"! {_OPENS} ,|:? {{registro:numero}} e|era|fica|seria para|ate {{quando:so}} {_MOVED}",
    f"! {{registro:numero}} e|era|seria para|ate ser? {{quando:so}} {_MOVED}",
    f"! nao e|era para|em? {{data}} ,|e|mas e|era|sim para|em? {{quando:so}} {{registro?}} {_MOVED}",
    f"! {_IT}? era|seria para|ate {{quando:so}} {{registro?}} {_MOVED}",
    f"! prazo|data {_RIGHT}? e|era|seria para? {{quando:so}} {{registro?}} {_MOVED}",
    f"! prazo|data {_RIGHT}? e|era|seria para? {{quando:so}} {_INSTEAD} para? {{data}} {{registro?}} {_MOVED}",
    f"! prazo|data da|do {{registro:numero}} e|era|seria para? {{quando:so}} {_MOVED}",
    f"! prazo|data da|do {{registro:numero}} e|era|seria para? {{quando:so}} {_INSTEAD} para? {{data}} {_MOVED}",
)

_GIVEN = "=> corrigir {registro} responsável {quem}"
_GIVEN_TOO = "=> corrigir {registro} responsável {com}"
_TAKEN_FROM = "=> corrigir {registro} responsável {sem}"
_PEOPLE = (
    f"! {_OPENS} ,|:? e|era|seria|fica? para|com|o|a|do|da {{quem}} {{registro?}} {_GIVEN}",
    f"! {_OPENS} ,|:? e|era|seria|fica? para|com {{quem}} {_INSTEAD} para|o|a|com? {{outro}} {{registro?}} {_GIVEN}",
    f"! {_IT}? era|seria para|com|do|da {{quem}} {{registro?}} {_GIVEN}",
    f"! e para|com|do|da {{quem}} e_nao|nao para|o|a|com? {{outro}} {{registro?}} {_GIVEN}",
    f"! nao e|era o|a? {{outro}} ,|e|mas e|era|sim o|a? {{quem}} {{registro?}} {_GIVEN}",
    f"! {_IT}? era|seria para|com|do|da {{quem}} {_INSTEAD} para|o|a|com? {{outro}} {{registro?}} {_GIVEN}",
    f"! {{registro:numero}} era|seria para|com|do|da {{quem}} {_GIVEN}",
    f"! {{registro:numero}} e|era|seria para|com|do|da {{quem}} {_INSTEAD} para|o|a|com? {{outro}} {_GIVEN}",
    f"! {_MOVE} responsavel|dono|encarregado da|do {{registro:numero}} para|por|e|: {{quem}} {_GIVEN}",
    f"! {_MOVE}|substituir {{outro}} por|pelo|pela|para {{um}} na|no|em {{registro:numero}} "
    "=> corrigir {registro} responsável {troca_de}",
    f"! nao e|era para|com|do|da {{outro}} ,|e|mas e|era|sim para|com|do|da {{quem}} {{registro?}} {_GIVEN}",
    f"! {_MOVE} {{registro:numero}} do|da|de {{outro}} para|pelo|pela|por {{um}} "
    "=> corrigir {registro} responsável {troca_de}",
    f"! {{texto}} , {{registro:numero}} e|era para|com|do|da {{quem}} {_GIVEN}",
    f"! {_ADD} {{quem}} {_TOO}? com {{outro}} {{registro:numero}} {_GIVEN_TOO}",
    f"! {_ADD} {{quem}} {_TOO}? {{registro:numero}} {_GIVEN_TOO}",
    f"! {_ADD} {{quem}} {_TOO}|nessa|nisso|na_tarefa|nela {_TOO}? {{registro?}} {_GIVEN_TOO}",
    f"! deixar|ficar|manter {{registro:numero}} so|somente|apenas com {{quem}} {_GIVEN}",
    f"! {_TAKE} {{quem}} {{registro:numero}} {_TAKEN_FROM}",
    f"! {_TAKE} {{quem}} dessa|disso|dai|dela|da_tarefa|nessa? tarefa|lista? {{registro?}} {_TAKEN_FROM}",
)

_RENAMED = "=> corrigir {registro} título {trocado}"
_NAMED = "=> corrigir {registro} título {texto}"
_TITLE = (
    f"! {_MEND} titulo|nome|texto|assunto da|do {{registro:numero}} :|,|para? {{troca}} {_RENAMED}",
    f"! {_MEND} titulo|nome da|do {{registro:numero}} :|,|para? {{texto:titulo}} {_NAMED}",
    f"! {_MEND} {{registro:numero}} :|,? {{troca}} {_RENAMED}",
    f"! titulo|nome da|do {{registro:numero}} estar|e|saiu|ficou? {_WRONG}? ,|:|.? {{troca}} {_RENAMED}",
    f"! {{registro:numero}} {_MEND} {{troca}} {_RENAMED}",
    f"! titulo|nome {_RIGHT} da|do {{registro:numero}} e|: {{texto:titulo}} {_NAMED}",
    f"! titulo|nome da|do {{registro:numero}} estar|e|saiu|ficou {_WRONG}? ,|:|.? {{texto:titulo}} {_NAMED}",
    f"! {_OPENS} ,|:? {{troca}} {{registro?}} {_RENAMED}",
)

_RANKED = "=> corrigir {registro} prioridade {prioridade}"
_PRIORITY = (
    "{registro:numero} e|ser|ficou|virou urgente esqueci? de? marcar? => corrigir {registro} prioridade urgente",
    "{registro:numero} ,|:|com? prioridade {prioridade} => corrigir {registro} prioridade {prioridade}",
    "! {registro:numero} nao e|ser mais? urgente|prioridade|prioritaria => corrigir {registro} prioridade normal",
    "! {registro:numero} ,|: baixar|abaixar|reduzir|diminuir a|de? prioridade => corrigir {registro} prioridade normal",
    "! {registro:numero} ,|: subir|aumentar|elevar a|de? prioridade => corrigir {registro} prioridade alta",
    f"marcar|por|colocar|mudar|passar {{registro:numero}} como|para|em|com? prioridade? {{prioridade}} {_RANKED}",
    f"mudar|alterar|trocar|subir|baixar|aumentar prioridade da|do {{registro:numero}} para {{prioridade}} {_RANKED}",
)

_NEAR = (
    "* urgente|urgencia|prioridade {registro} => corrigir {registro} prioridade urgente",
    "* prazo|data|dia $adiar|corrigir|trocar|ser {registro} {quando} => corrigir {registro} prazo {quando}",
    "* incluir|colocar|por|adicionar|botar|junto|tambem|acrescentar {registro} {quem} => corrigir {registro} "
    "responsável {com}",
)

CORRECT = _DATE + _PEOPLE + _TITLE + _PRIORITY + _NEAR
