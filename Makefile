# Everything a user or developer runs. `make demo` and `make test` set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# The lock files are complete: nothing is resolved at install, only fetched and checked.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-compile
# What was installed is compiled by all cores at once, but for the tests that packages bring.
COMPILE := $(BIN)/python -m compileall -qq -j 0 -x /tests/ $(VENV)/lib || true
# As many as the cores there are to be; each process collects all tests and loads the models.
TESTPROSESSER ?= 2
DEBIAN := tesseract-ocr-nor tesseract-ocr-eng tesseract-ocr-osd postgresql systemd chromium
export OMP_NUM_THREADS ?= 1
# The tests start hundreds of processes, and so does a night: what is compiled is kept.
unexport PYTHONDONTWRITEBYTECODE
SIMULERT := $(foreach nr,$(shell seq 16 36),--kontor D$(nr))

.PHONY: api belastning simuler-drift simuler-laering demo test debian bench bench-lang drap fuzz lint modeller sprakmodell stor-sak malform docs eksempler laas rydd uu

demo: $(VENV)/.base
	@$(BIN)/vedtaksanalyse analyser corpora/eksempler --ut ut/rapport.html --database sqlite:///ut/demo.sqlite || test $$? -eq 3

test: $(VENV)/.utvikling debian
	@$(BIN)/lint-imports
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -n $(TESTPROSESSER) --dist loadfile --no-loadscope-reorder

# What the tests need from Debian; they run without it, and skip what they cannot do.
debian:
	@sh scripts/debian.sh $(DEBIAN)

bench: $(VENV)/.utvikling
	@$(BIN)/python scripts/lag_fartsbrev.py bygg/fart --antall $(or $(ANTALL),60)
	@$(BIN)/python -m vedtaksanalyse.evaluation.fart bygg/fart
	@$(BIN)/python -m vedtaksanalyse.evaluation.utkastfart bygg/fart

# Time and memory from 1 000 to 20 000 documents.
bench-lang: $(VENV)/.utvikling
	@$(BIN)/python scripts/lag_fartsbrev.py bygg/fart --antall 60
	@$(BIN)/python -m vedtaksanalyse.evaluation.langfart bygg/fart $(if $(ANTALL),--antall $(ANTALL))

gjenbruksfart: $(VENV)/.utvikling
	@$(BIN)/python -m vedtaksanalyse.evaluation.gjenbruksfart --avsnitt $(or $(ANTALL),1000000)

# Hostile and damaged files, properties and a coverage-guided fuzzer, a third of SEKUNDER each; FILER says how many damaged files.
fuzz: $(VENV)/.utvikling
	@$(BIN)/python tests/fuzz/kjor.py --sekunder $(or $(SEKUNDER),300) --filer $(or $(FILER),0)

# Fifty people clicking through ten thousand cases; BRUKERE, SAKER, SEKUNDER and DATABASE say otherwise.
belastning: demo
	@$(BIN)/python scripts/belastning.py ut/demo.sqlite --saker $(or $(SAKER),10000) --brukere $(or $(BRUKERE),50) \
	  --sekunder $(or $(SEKUNDER),60) --database "$(DATABASE)"

# A case of a hundred pages in a real browser: how fast it opens, and whether it stays fluid; SIDER says how many.
stor-sak: demo $(VENV)/.utvikling
	@$(BIN)/python scripts/maal_stor_sak.py ut/demo.sqlite --sider $(or $(SIDER),100)

# The API against its description, with many made-up requests; ANTALL says how many of each.
api: $(VENV)/.utvikling
	@VEDTAKSANALYSE_API_EKSEMPLER=$(or $(ANTALL),300) $(BIN)/python -m pytest tests/web/test_api.py

# Every page of the application × role × colours × width × language form in a real browser: axe and our own checks.
uu: $(VENV)/.utvikling
	@PYTHONPATH=tests:tests/web $(BIN)/python tests/web/matrise.py

# Night runs killed at random points; EKTE=1 with the models that ship.
drap: $(VENV)/.utvikling
	@nice -n 10 $(BIN)/python tests/drap/kjor.py --antall $(or $(ANTALL),200) --fro $(or $(FRO),1) $(if $(EKTE),--ekte)

# How often the intervals hold the truth in simulated offices: writes docs/statistikk.md. KONTORER says how many offices in each cell.
simuler: $(VENV)/.utvikling
	@nice -n 10 $(BIN)/python scripts/simuler_statistikk.py --kontorer $(or $(KONTORER),2000)

# What learning from reviewers gives, with made-up reviewers on the gold; about 40 minutes of one core.
simuler-laering: $(VENV)/.utvikling
	@for hva in "gift --delinger 20" "gift --delinger 10 --feil 0.3" "loft $(SIMULERT)" "loft $(SIMULERT) --bare-rettelser" "port $(SIMULERT)" "port $(SIMULERT) --feil 0.3" "en_stil --kontor D36"; do \
	  nice -n 10 $(BIN)/python scripts/simuler_laering.py $$hva || exit 1; done
	@nice -n 10 $(BIN)/python scripts/simuler_utvalg.py $(SIMULERT)

# How often the watch on drift warns of steady offices, and how soon of those that change; about five minutes of one core.
simuler-drift: $(VENV)/.utvikling
	@nice -n 10 $(BIN)/python scripts/simuler_drift.py --ganger $(or $(GANGER),3)

lint: $(VENV)/.utvikling
	@$(BIN)/ruff check --fix . && $(BIN)/lint-imports

# The criteria models from corpora/fasit: train, evaluate leave-one-office-out, write the model card.
modeller: $(VENV)/.utvikling
	@$(BIN)/python -m vedtaksanalyse.learning.tren --fasit corpora/fasit --ut models/kriterier --svar corpora/utenfor/kriterier.jsonl.gz

# The language pipeline and the language form model, from a treebank. TREBANK is the folder with {nb,nn}-{train,dev,test}.conllu.
sprakmodell: $(VENV)/.sprakmodell
	@$(BIN)/python -m vedtaksanalyse.learning.sprakmodell --trebank $(TREBANK) --ut models/norsk --arbeid bygg/sprakmodell

malform: $(VENV)/.sprakmodell
	@$(BIN)/python -m vedtaksanalyse.learning.malform --trebank $(TREBANK) --ut models/malform

eksempler: $(VENV)/.utvikling
	@$(BIN)/python scripts/lag_eksempler.py

# The pages in docs/ that are made from the catalogue and the texts.
docs: $(VENV)/.utvikling
	@$(BIN)/python scripts/lag_docs.py

# The lock files from pyproject.toml: pinned, hashed, without addresses.
laas: $(VENV)/.utvikling
	@$(PIP) uv
	@for del in "base:" "utvikling:--extra utvikling" "sprakmodell:--extra sprakmodell"; do \
	  $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
	    --no-emit-find-links $${del#*:} pyproject.toml lock/bygg.in --output-file lock/$${del%%:*}.txt; done

$(VENV)/.base: lock/base.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Installerer (første gang tar det noen minutter) …"
	@$(PIP) --require-hashes -r lock/base.txt
	@$(PIP) --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.utvikling: $(VENV)/.base lock/utvikling.txt
	@$(PIP) --require-hashes -r lock/utvikling.txt
	@$(COMPILE)
	@touch $@

$(VENV)/.sprakmodell: $(VENV)/.utvikling lock/sprakmodell.txt
	@$(PIP) --require-hashes -r lock/sprakmodell.txt
	@touch $@

rydd:
	rm -rf $(VENV) ut bygg
