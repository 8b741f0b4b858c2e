# make run    install what is missing and serve the board at 127.0.0.1:8501, writing on for whoever sits here
# make test   every test; make bench   the measurements; make lint   style; make clean   remove what was made here

SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
AS_ROOT := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null
APT := export DEBIAN_FRONTEND=noninteractive; apt-get update -qq && apt-get install -y -qq --no-install-recommends
NO_PYTHON := missing: Python 3.11 or newer with venv; get it with: apt-get install python3 python3-venv (as root)
NO_BROWSER := missing: Chromium and a Chinese font, so the screen tests will fail; get them with: \
	apt-get install chromium fonts-noto-cjk (as root), or $(BIN)/playwright install --with-deps chromium
HAS_BROWSER := { [ -n "$$CHROMIUM_PATH" ] || command -v chromium chromium-browser google-chrome microsoft-edge; } >/dev/null
HAS_SERVERS := { command -v nginx || ls /usr/sbin/nginx; } >/dev/null 2>&1 && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
NO_SERVERS := missing: nginx and PostgreSQL, so the tests of the proxy and of PostgreSQL will fail; get them with: \
	apt-get install nginx postgresql (as root)
HAS_OFFICE := { command -v soffice && command -v pdftotext && command -v pdftoppm; } >/dev/null
NO_OFFICE := missing: LibreOffice and poppler, so the tests that open papers will fail; get them with: \
	apt-get install --no-install-recommends libreoffice-writer libreoffice-calc libreoffice-impress poppler-utils (as root)
HAS_FONT := ls -d /usr/share/fonts/*/noto*/*CJK* /usr/share/fonts/*/*/*CJK* >/dev/null 2>&1

.PHONY: run test bench lint clean

run: $(VENV)/.run
	READINESS_WRITE="$${READINESS_WRITE-here}" $(BIN)/python -m streamlit run dashboard.py

test: $(VENV)/.test $(VENV)/.browser $(VENV)/.servers $(VENV)/.office
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: $(VENV)/.test
	$(BIN)/python -m bench

lint: $(VENV)/.test
	$(BIN)/ruff check .

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

$(VENV)/.run: requirements.txt | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@

# Debian ships Python without ensurepip, and a venv made without it is left half made: so look first.
$(BIN)/pip:
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { $(AS_ROOT) && $(APT) python3 python3-venv >/dev/null; } || true
	@P="$(PYTHON)"; P="$${P:-$$(command -v python3)}"; \
	"$$P" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "$(NO_PYTHON)" >&2; exit 1; }; \
	"$$P" -m venv $(VENV)

# The stamp is set only when both are there; without them the tests still run, and those that need a screen fail.
$(VENV)/.browser: $(VENV)/.test
	@{ $(HAS_BROWSER) && $(HAS_FONT); } || { $(AS_ROOT) && $(APT) chromium fonts-noto-cjk >/dev/null; } || true
	@$(HAS_BROWSER) || timeout 600 $(BIN)/playwright install chromium || true
	@if { $(HAS_BROWSER) || ls -d ~/.cache/ms-playwright/chromium-* >/dev/null 2>&1; } && $(HAS_FONT); \
		then touch $@; else echo "$(NO_BROWSER)" >&2; fi

# Neither is served by the system for us: the tests start both themselves, on loopback, in folders of their own.
$(VENV)/.servers: $(VENV)/.test
	@$(HAS_SERVERS) || { $(AS_ROOT) && $(APT) nginx postgresql >/dev/null; } || true
	@if $(HAS_SERVERS); then touch $@; else echo "$(NO_SERVERS)" >&2; fi

# The papers are opened as people open them: turned into PDF, and their pages read again.
$(VENV)/.office: $(VENV)/.test
	@$(HAS_OFFICE) || { $(AS_ROOT) && $(APT) libreoffice-writer libreoffice-calc libreoffice-impress poppler-utils >/dev/null; } || true
	@if $(HAS_OFFICE); then touch $@; else echo "$(NO_OFFICE)" >&2; fi
