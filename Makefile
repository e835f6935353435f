# Only Python 3.11 or newer and make are needed: everything else is set up here, inside .venv.

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input --quiet
COMPILE := $(PY) -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --upgrade \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
RUNTIME := .venv/.runtime-installed
DEV := .venv/.dev-installed

.PHONY: help demo run quick test faults lint bench migration requirements clean
.NOTPARALLEL:

help:
	@echo 'make demo       a conversa de demonstração, num município inventado (aceita ARGS="--json --now ...")'
	@echo 'make run        o bot de verdade, com o que está em .env'
	@echo 'make test       verificadores, tipos e todos os testes; no PostgreSQL e em cada plataforma, o que ali pode ser diferente'
	@echo 'make quick      a parte rápida dos testes: um minuto e meio em dois núcleos'
	@echo 'make faults     longamente: kill -9, banco cortado, morto, travado; sementes novas; tudo nas outras portas e no PostgreSQL'
	@echo 'make lint       só os verificadores e os tipos'
	@echo 'make bench      as medidas, cada uma ao lado do mínimo possível'
	@echo 'make migration  NAME=assunto: escreve a migração do que mudou nas tabelas'
	@echo 'make requirements  fixa de novo as versões das bibliotecas'
	@echo 'make clean      apaga o ambiente e os rascunhos (nunca os dados)'

demo: $(RUNTIME)
	@$(PY) -m bot demo $(ARGS)

run: $(RUNTIME)
	@$(PY) -m bot run $(ARGS)

# Whatever the machine says: each of hundreds of processes would compile the whole program.
quick test faults: export PYTHONDONTWRITEBYTECODE :=

# One database and one door after the other; what these hold of the suite: tests/selection.py.
test: lint
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)
	@$(PY) -m pytest -n auto --dist worksteal -m "not slow or every_door" --database postgresql $(ARGS)
	@$(PY) -m pytest -n auto --dist worksteal -m "not slow" --door telegram tests/handlers tests/jobs $(ARGS)
	@$(PY) -m pytest -n auto --dist worksteal -m "not slow" --door slack tests/handlers tests/jobs $(ARGS)

quick: $(DEV)
	@$(PY) -m pytest -n auto --dist worksteal -m "not slow" $(ARGS)

faults: $(DEV)
	@$(PY) -m tests.faults.slow_lines
	@$(PY) -m tests.faults.kills $(ARGS)
	@$(PY) -m tests.faults.year
	@$(PY) -m tests.search --rounds 5
	@GABINETE_TEST_IMAGE=1 $(PY) -m pytest -n auto tests/faults $(ARGS)
	@$(PY) -m pytest -n auto --whole --database postgresql $(ARGS)
	@$(PY) -m pytest -n auto --whole --door telegram tests/handlers tests/jobs $(ARGS)
	@$(PY) -m pytest -n auto --whole --door slack tests/handlers tests/jobs $(ARGS)

lint: $(DEV)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

bench: $(DEV)
	@$(PY) -m benchmarks $(ARGS)

migration: $(DEV)
	@$(PY) -c 'import sys; from bot import schema; print(schema.draft(sys.argv[1]))' "$(NAME)"
	@$(PY) -m ruff format --quiet models/migrations

requirements: $(DEV)
	@$(COMPILE) requirements.in -o requirements.txt
	@$(COMPILE) requirements-s3.in -o requirements-s3.txt
	@$(COMPILE) requirements-dev.in -o requirements-dev.txt

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up says nothing on stdout and never touches stdin: both belong to the program. What a Python brings into a new
# environment is old and not ours to choose: pip comes with the requirements, and nothing that runs needs setuptools.

$(PY):
	@echo 'Preparando o ambiente; é só na primeira vez...' >&2
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
		if $$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null; then \
			$$python -m venv --clear .venv >&2 </dev/null && \
			exec $(PIP) uninstall --yes setuptools >&2 </dev/null; \
		fi; \
	done; \
	echo 'Não achei um Python 3.11 ou mais novo com os módulos venv e ensurepip.' >&2; \
	echo 'Instale um (no Debian e no Ubuntu: python3 e python3-venv) ou diga onde está: make PYTHON=/caminho/python3.11' >&2; \
	exit 1

$(RUNTIME): requirements.txt | $(PY)
	@$(PIP) install --require-hashes -r requirements.txt >&2 </dev/null
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@$(PIP) install --require-hashes -r requirements-dev.txt >&2 </dev/null
	@touch $@
