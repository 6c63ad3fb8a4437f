# Normes & Genre: each target does all its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
DATA_DIR ?= data
# Compiling our own code again in each worker and each process under test costs minutes a run.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run demo test check fast lock css translations clean

help: ## Montre ce que l’on peut demander
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 ou plus récent est nécessaire." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements.lock pyproject.toml $(STAMPS)/venv
	@echo "Installation des bibliothèques (quelques minutes la première fois)…"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: $(STAMPS)/run ## Installe tout et sert le produit sur http://127.0.0.1:8000 (PORT, DATA_DIR)
	DATA_DIR=$(DATA_DIR) $(BIN)/normes run

demo: $(STAMPS)/run ## Sert un programme de démonstration, dans son propre dossier de données
	DEMO=1 DATA_DIR=$(if $(filter data,$(DATA_DIR)),data-demo,$(DATA_DIR)) $(BIN)/normes demo

check: $(STAMPS)/dev ## Style, types, contrats d’import
	@$(BIN)/mypy & types=$$!; \
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports && $(BIN)/djlint templates --lint --quiet; \
	style=$$?; wait $$types && exit $$style

test: check ## Installe tout et lance tous les contrôles et tous les tests
	$(BIN)/python -m pytest -n auto --dist worksteal
	@if [ -n "$$NORMES_TEST_POSTGRESQL" ]; then \
	  echo "Les mêmes tests sur PostgreSQL"; \
	  NORMES_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto --dist worksteal -m "not browser and not packaging"; \
	fi

fast: $(STAMPS)/dev ## Les tests sans navigateur ni installation de paquet
	$(BIN)/python -m pytest -n auto -m "not browser and not packaging and not postgresql"

lock: ## Recalcule les versions épinglées (demande uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --group build --no-strip-extras --generate-hashes --no-annotate --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --extra postgresql --group dev -c requirements.lock --no-strip-extras --generate-hashes --no-annotate --no-header --quiet -o requirements-dev.lock

css: ## Reconstruit la feuille de style (demande node et npm)
	cd catalogue/styles && npm ci --no-audit --no-fund && npm run build

translations: $(STAMPS)/dev ## Relève les textes et refait les catalogues de traduction
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k _l -k lazy_gettext --no-location --sort-output --omit-header --project "Normes & Genre" -o catalogue/translations/messages.pot .
	$(BIN)/python -m catalogue.translations.french_plurals

clean: ## Retire l’environnement et les fichiers produits (garde les données)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build
