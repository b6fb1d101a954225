# Two commands do the work: `make study` and `make test`. Each first builds a private environment in .venv from
# requirements.lock (every file checked by its hash); nothing outside this folder is changed.

VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/ready
HOME_INSIDE := $(CURDIR)/$(VENV)/home

# Bytecode is wanted: without it each start of a kernel compiles pandas and matplotlib anew. The others would let
# settings of the reader's shell into the environment or into the notebooks.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME PIP_USER PIP_REQUIRE_VIRTUALENV MPLBACKEND VIRTUAL_ENV

# Figures and outputs are compared with stored ones: no start-up file or style of the reader may change them.
study test: export IPYTHONDIR := $(HOME_INSIDE)/ipython
study test: export JUPYTER_CONFIG_DIR := $(HOME_INSIDE)/jupyter-config
study test: export JUPYTER_DATA_DIR := $(HOME_INSIDE)/jupyter-data
study test gallery: export MPLCONFIGDIR := $(HOME_INSIDE)/matplotlib

# A file at a time, so that the cells of a notebook and the pages of one browser stay together.
SHARED_OUT := -n auto --maxprocesses=4 --dist=loadfile

.PHONY: help study test spark lab app lint data gallery lock benchmark clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

study: $(READY) ## check the case library, run the notebooks, write figures, tables and report to build/study
	@$(VENV)/bin/engagement-kit study case_studies --notebooks notebooks --out build/study

test: $(READY) ## run all tests, the notebooks among them
	@$(PY) -m pytest $(SHARED_OUT) --nbval --nbval-sanitize-with=tests/nbval_sanitize.cfg engagement_kit tests notebooks

spark: $(READY) ## add Spark (half a gigabyte, needs Java), so that `make test` tests with it, too
	@echo "Adding Spark to $(VENV)"
	@{ $(HAVE_UV) && "$$uv" pip install --quiet --python $(PY) --require-hashes -r requirements-spark.lock; } || \
	  $(PIP) --no-build-isolation --require-hashes -r requirements-spark.lock

lab: $(READY) ## open the notebooks in JupyterLab
	@$(VENV)/bin/jupyter lab notebooks/01_start_here.ipynb

STUDY := case_studies

app: $(READY) ## open the forms in the browser, for the case library or for STUDY=my-study
	@$(VENV)/bin/engagement-kit app $(STUDY)

benchmark: $(READY) ## measure how fast figures are, and forms in a real browser
	@$(PY) -m benchmarks.figures
	@$(PY) -m benchmarks.forms

lint: $(READY) ## check style, layout, types and import directions; changes nothing
	@failed=; for check in "-m ruff check" "-m ruff format --check" "-m mypy" "$(VENV)/bin/lint-imports --no-cache"; do \
	  echo "== $$check"; $(PY) $$check || failed=yes; \
	done; test -z "$$failed"

data: $(READY) ## write the case library as tidy tables to data
	@$(VENV)/bin/engagement-kit data case_studies --out data

gallery: $(READY) ## run the code of docs/gallery.md and draw its pictures anew
	@$(PY) -m docs.make_gallery

lock: ## pin the newest versions that pyproject.toml allows
	@uv=$$(command -v uv || command -v $(VENV)/bin/uv) || \
	  { echo "make lock needs uv: pip install uv" >&2; exit 1; }; \
	set -e; \
	"$$uv" pip compile $(COMPILE) --upgrade --extra lab --extra references --extra engines \
	  --group test --group lint --group build --output-file requirements.lock pyproject.toml; \
	"$$uv" pip compile $(COMPILE) --upgrade --group spark --output-file requirements-spark.lock; \
	echo uv | "$$uv" pip compile $(COMPILE) --upgrade --output-file requirements-uv.lock -

# One lock for every Python from 3.11 on and for every system; it names no host and no folder.
COMPILE := --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-header \
  --no-emit-index-url --no-emit-find-links

clean: ## remove everything that make has made: .venv, build and caches
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find engagement_kit tests notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment ------------------------------------------------------------------------------------------------

# The first Python that is new enough, by its full path; `make PYTHON=/path/to/python study` chooses another.
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
FIND_PYTHON = for name in $(PYTHONS); do \
  "$$name" -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys.executable)' 2>/dev/null && break; \
  done

PIP = $(PY) -m pip install -qq --disable-pip-version-check
HAVE_PIP = { $(PY) -m pip --version || $(PY) -m ensurepip; } >/dev/null 2>&1

# uv takes seconds where pip takes a minute. It is used where it is installed already or comes as a ready-made wheel.
HAVE_UV = uv=$$(command -v uv || command -v $(VENV)/bin/uv || { $(HAVE_PIP) && \
    $(PIP) --require-hashes --only-binary :all: -r requirements-uv.lock >/dev/null 2>&1 && echo $(VENV)/bin/uv; })
BY_UV = $(HAVE_UV) && \
  "$$uv" pip install --quiet --python $(PY) --require-hashes -r requirements.lock && \
  "$$uv" pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
BY_PIP = $(HAVE_PIP) && \
  $(PIP) --no-compile --require-hashes -r requirements.lock && \
  $(PIP) --no-deps --no-build-isolation -e .

$(PY):
	@python=$$($(FIND_PYTHON)); \
	test -n "$$python" || { echo "engagement_kit needs Python 3.11 or newer; none of $(PYTHONS) is." \
	  "Install one, or name it: make PYTHON=/path/to/python study" >&2; exit 1; }; \
	"$$python" -m venv --without-pip $(VENV)

$(READY): requirements.lock requirements-uv.lock pyproject.toml | $(PY)
	@echo "Setting up $(VENV) from requirements.lock (once; a minute or less)"
	@{ $(BY_UV); } || { echo "uv is not to be had or did not succeed; going on with pip"; $(BY_PIP); } || { \
	  $(HAVE_PIP) || echo "This Python comes without pip. On Debian or Ubuntu: apt install python3-venv" >&2; \
	  echo "Setting up failed. 'make clean' and the same command again start afresh." >&2; exit 1; }
	@touch $@
