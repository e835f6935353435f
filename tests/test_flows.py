"""The two great flows, spoken as real lines to `demo --json` as any other program would."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SECRETARIAS = [
    "bruno",
    "edna",
    "otavio",
    "fabio",
    "ligia",
    "renato",
    "celia",
    "rosa",
    "caio",
    "leandro",
    "beatriz",
    "walter",
    "ana",
]


class Demo:
    """A demonstration in a process of its own; all pushed messages are in `trays`."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "bot", "demo", "--json", "--now", "2026-11-23T09:00:00-03:00"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.trays: dict[str, list[dict[str, Any]]] = {}
        self.line = 0

    def send(self, **update: Any) -> list[dict[str, Any]]:
        """Send one line; returns the output until the tray is empty."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.line += 2
        for said in (update, {"sync": self.line}):
            self.process.stdin.write(json.dumps(said, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        shown: list[dict[str, Any]] = []
        while (message := json.loads(self.process.stdout.readline())) != {"sync": self.line}:
            assert "error" not in message, message
            shown.append(message)
        for message in shown:
            if "reply_to" not in message:
                self.trays.setdefault(message["to"], []).append(message)
        return shown

    def says(self, who: str, text: str) -> str:
        return next(str(m["text"]) for m in self.send(**{"as": who, "text": text}) if "reply_to" in m)

    def tray(self, who: str) -> str:
        return "\n---\n".join(message["text"] for message in self.trays.pop(who, []))

    def until(self, moment: str) -> None:
        self.send(now=f"{moment}:00-03:00")


@pytest.fixture
def demo() -> Iterator[Demo]:
    started = Demo()
    yield started
    started.process.communicate(timeout=60)
    assert started.process.returncode == 0


def code_in(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, text
    return found.group()


@pytest.mark.slow
def test_an_order_to_everyone_from_draft_to_the_last_compliance(demo: Demo) -> None:
    # With a substitution before it, one secretaria silent until it goes up, one more time asked and granted.
    said = demo.says("ana", "substituição @fabio por @marina de 23/11/2026 a 04/12/2026 portaria 201/2026")
    assert "Marina Couto" in said
    said = demo.says(
        "davi",
        "ordem @todos Enviar o inventário dos bens da unidade.\nciência até amanhã 12h\ncumprir até 02/12/2026 17h",
    )
    draft = code_in(said, r"R-\d+")
    assert "Para 13 destinatários:" in said
    assert "não a aprova" in demo.says("davi", f"aprovar {draft}") or "Só o prefeito" in demo.says(
        "davi", f"aprovar {draft}"
    )
    order = code_in(demo.says("helena", f"aprovar {draft}"), r"OS-\d+/2026")
    for who in SECRETARIAS:
        reached = {"fabio": "marina", "rosa": "ivo"}.get(who, who)  # Rosa is away in the seed
        assert order in demo.tray(reached), who
    assert order not in demo.tray("fabio")

    assert "em lugar de Fábio Teles" in demo.says("marina", f"ciente {order}")
    assert "em lugar de Rosa Mendes" in demo.says("ivo", f"ciente {order}")
    for who in SECRETARIAS:
        if who not in ("fabio", "rosa", "otavio"):
            assert demo.says(who, f"ciente {order}").startswith(f"Ciência da {order} registrada.")

    demo.until("2026-11-25T09:10")  # silence: a reminder, then the adjunta
    assert order in demo.tray("otavio")
    assert order in demo.tray("paula")
    demo.tray("ana")
    demo.until("2026-11-26T09:10")  # then the chefia
    assert order in demo.tray("ana")
    assert "Otávio Reis" in demo.says("ana", f"pendentes {order}")
    assert "em lugar de Otávio Reis" in demo.says("paula", f"ciente {order}")

    asked = demo.says("otavio", f"pedir prazo {order} até 09/12/2026 17h o depósito está em obras")
    assert "09/12, 17h" in asked
    assert "09/12, 17h" in demo.says("ana", f"conceder {order} @otavio")
    for who in SECRETARIAS:
        if who not in ("fabio", "rosa", "otavio"):
            assert demo.says(who, f"cumprida {order} inventário enviado").startswith("Cumprimento")
    demo.says("marina", f"cumprida {order}")
    demo.says("ivo", f"cumprida {order}")
    assert "Cumprimento: 12 de 13." in demo.says("helena", f"situação {order}")
    demo.until("2026-12-08T10:00")
    demo.says("otavio", f"cumprida {order} com planilha")
    assert "Cumprimento: 13 de 13." in demo.says("helena", f"situação {order}")
    assert "Ninguém em falta." in demo.says("ana", f"pendentes {order}")


@pytest.mark.slow
def test_an_expediente_from_protocolo_to_arquivo_through_four_orgaos(demo: Demo) -> None:
    said = demo.says(
        "sonia", 'expediente novo processo "Cobertura da quadra do Jardim Bela Vista" interessado Clube Bela Vista'
    )
    process = code_in(said, r"PROC-\d+/2026-GP")
    for sender, to, receiver in (
        ("sonia", "@obras", "otavio"),
        ("otavio", "@plan", "celia"),
        ("celia", "@fazenda", "fabio"),
        ("fabio", "@juridico", "renato"),
    ):
        assert process in demo.says(sender, f"tramitar {process} {to} para parecer até 04/12/2026")
        assert process in demo.tray(receiver)
        assert process in demo.says(receiver, f"receber {process}")
        demo.send(advance="P1D")
    where = demo.says("ana", f"onde está {process}")
    assert "Procuradoria-Geral" in where or "JURIDICO" in where
    assert "Renato Siqueira" in where
    assert process in demo.says("renato", f"concluir {process}")
    assert process in demo.says("renato", f"arquivar {process}")
    history = demo.says("vera", f"histórico {process}")
    for name in ("Sônia Matos", "Otávio Reis", "Célia Antunes", "Fábio Teles", "Renato Siqueira"):
        assert name in history
    assert process in demo.says("lia", "buscar quadra bela vista")
