"""Matérias: a bill on its way between the two Powers, and the opinions asked for on its autógrafo."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related
from models.people import Orgao, Person
from models.records import Record

KIND = "materia"


class MateriaStatus(StrEnum):
    EM_PREPARO = "em preparo"
    NA_CAMARA = "na câmara"
    AUTOGRAFO = "autógrafo recebido"
    SANCAO_DECIDIDA = "sanção decidida"
    VETO_DECIDIDO = "veto decidido"
    PRAZO_FINDO = "prazo findo sem decisão"
    SANCAO_TACITA = "sanção tácita"
    SANCIONADA = "sancionada"
    PUBLICADA = "publicada"
    VETO_NA_CAMARA = "veto na câmara"
    VETO_MANTIDO = "veto mantido"
    VETO_REJEITADO = "veto rejeitado"
    PROMULGADA = "promulgada"
    REJEITADA = "rejeitada"
    RETIRADA = "retirada"
    ARQUIVADA = "arquivada"
    PREJUDICADA = "prejudicada"


S = MateriaStatus
BEFORE = (S.EM_PREPARO, S.NA_CAMARA)
UNDECIDED = (S.AUTOGRAFO, S.PRAZO_FINDO)
WITH_US = (S.AUTOGRAFO, S.SANCAO_DECIDIDA, S.VETO_DECIDIDO)  # the term of sanction runs
WITH_MAYOR = (*WITH_US, S.PRAZO_FINDO, S.SANCAO_TACITA, S.VETO_REJEITADO)  # something is still to be done here
VETOED = (S.VETO_DECIDIDO, S.VETO_NA_CAMARA, S.VETO_MANTIDO, S.VETO_REJEITADO)
ENDED = (S.REJEITADA, S.RETIRADA, S.ARQUIVADA, S.PREJUDICADA)
FINAL = (S.PUBLICADA, S.VETO_MANTIDO, S.PROMULGADA, *ENDED)
ACTIVE = (*BEFORE, *WITH_MAYOR, S.SANCIONADA, S.VETO_NA_CAMARA)


class MateriaTerm(StrEnum):
    """The terms of a matéria; each is the id of the rule that counts it."""

    SANCAO_VETO = "sancao_veto"
    PARECER = "parecer_autografo"
    RAZOES = "veto_motivos_48h"
    APRECIACAO = "veto_apreciacao"
    PROMULGACAO = "promulgacao_48h"
    PROMULGACAO_PRESIDENTE = "promulgacao_presidente_48h"
    URGENCIA = "materia_urgencia"


class Iniciativa(StrEnum):
    EXECUTIVO = "executivo"
    VEREADOR = "vereador"
    MESA = "mesa"
    COMISSAO = "comissao"
    POPULAR = "popular"


class Veto(StrEnum):
    """The kind of a veto; `veto` where the paper did not say."""

    TOTAL = "total"
    PARCIAL = "parcial"


class Materia(Record):
    """A matéria: its title is the ementa. Its number is the council's, as is that of the autógrafo."""

    __tablename__ = "materias"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    sigla: Mapped[str]
    numero: Mapped[int]
    ano: Mapped[int]
    iniciativa: Mapped[str] = mapped_column(default=Iniciativa.VEREADOR.value)
    autor: Mapped[str] = mapped_column(default="")
    mensagem: Mapped[str] = mapped_column(default="")  # 31/2026, that carried it
    urgencia_em: Mapped[date | None]
    sapl_id: Mapped[int | None] = mapped_column(unique=True)
    status_externo: Mapped[str] = mapped_column(default="")  # as the council's system writes it
    autografo: Mapped[str | None] = mapped_column(unique=True)  # 1695/2026, as printed
    recebido_em: Mapped[datetime | None]
    prova: Mapped[str] = mapped_column(default="")  # how the autógrafo arrived
    corrigido_em: Mapped[datetime | None]  # the autógrafo corrected came then
    silencio_em: Mapped[date | None]  # the last day passed without a registered decision
    veto: Mapped[str | None]
    dispositivos: Mapped[str] = mapped_column(default="")  # the units vetoed, one a line
    razoes: Mapped[str] = mapped_column(default="")
    decidido_em: Mapped[datetime | None]
    veto_recebido_em: Mapped[datetime | None]
    veto_protocolo: Mapped[str] = mapped_column(default="")
    votado_em: Mapped[datetime | None]
    resultado: Mapped[str] = mapped_column(default="")  # the paper of the council about the vote
    lei: Mapped[str | None]  # 4520/2026
    lei_data: Mapped[date | None]
    publicada_em: Mapped[date | None]
    promulgada_em: Mapped[date | None]
    promulgada_por: Mapped[str] = mapped_column(default="")

    __mapper_args__ = {"polymorphic_identity": KIND}

    @property
    def units(self) -> list[str]:
        """The vetoed units of a partial veto."""
        return self.dispositivos.split("\n") if self.dispositivos else []

    @property
    def veto_text(self) -> str:
        """`veto parcial (art. 5º, inciso V)`"""
        kind = f"veto {self.veto}" if self.veto else "veto"
        return f"{kind} ({'; '.join(self.units)})" if self.dispositivos else kind


class Parecer(Base):
    """An opinion asked of an órgão, or given by it unasked; `conclusao` is empty until it is given."""

    __tablename__ = "pareceres"
    __table_args__ = (UniqueConstraint("materia_id", "orgao_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    materia_id: Mapped[int] = mapped_column(ForeignKey("materias.id"), index=True)
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))
    conclusao: Mapped[str]
    texto: Mapped[str]
    given_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    orgao: Mapped[Orgao] = related(lazy="joined")
    by: Mapped[Person | None] = related(lazy="select")


seals.protect(Materia, "a matéria", by="id")
seals.protect(Parecer, "o parecer", by="materia_id")
