# Everything starts here; each target sets up .venv itself when needed.
SHELL := /bin/sh
# else Python reads the path of this folder as ASCII, and ends at a letter beyond it
ifneq ($(filter C POSIX,$(LC_ALL)),)
export LC_ALL := C.UTF-8
endif
SOURCE ?= data/articles
OUT ?= reports
OPEN ?= notebooks/00_start_here.ipynb
export SOURCE OUT OPEN  # the shell reads them from there: a name may hold quotation marks
UV := .venv/bin/uv
PYTHON := .venv/bin/python

.PHONY: help report test lab classroom bench soak notebooks requirements lint docs release clean

help:
	@echo "make report   execute every notebook on the seed article and write reports/  (SOURCE=folder for your own, CHECK=1 to compare)"
	@echo "make test     run the tests"
	@echo "make lab      open JupyterLab on the first notebook  (CLASS=1: the edition for students)"
	@echo "make classroom, docs, bench, soak, notebooks, requirements, lint, release, clean: see CONTRIBUTING.md"

.venv: .venv/.ready

.venv/.ready: requirements.txt pyproject.toml
	@sh tools/find_python.sh > .python-found
	@echo "Setting up .venv with $$(cat .python-found) ..."
	@"$$(cat .python-found)" -m venv .venv && rm -f .python-found
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r requirements.txt
	@$(UV) pip install --quiet --python $(PYTHON) --no-deps -e .
	@for path in .venv/lib/python*/site-packages/__editable__.*.pth; do echo ../../../../src > "$$path"; done  # moves with the folder, and is ASCII
	@PYTHONDONTWRITEBYTECODE= $(PYTHON) -c "import helpers.report.warm, nbclient, nbconvert"  # else every process compiles them
	@touch .venv/.ready

report: .venv
	@$(PYTHON) -m helpers report "$$SOURCE" --out "$$OUT" $(if $(CHECK),--check) $(if $(OVERWRITE),--overwrite)

test: .venv
	$(PYTHON) -m pytest -q -n $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# JupyterLab would ask whether to fetch news from the web, and look there for updates: not in here
LAB_CONFIG := .venv/etc/jupyter/labconfig/page_config.json
# a text that is pasted into a cell runs on as one long line, unless lines wrap
LAB_SETTINGS := .venv/share/jupyter/lab/settings/overrides.json

# CLASS=1 opens the edition for students, which it makes where it is not there yet: the clone stays as it is. There the
# file browser shows that edition alone, with its data; else the whole project, so that data/articles can be reached.
lab: .venv
	@$(if $(CLASS),test -f build/classroom/student/00_start_here.ipynb || $(PYTHON) -m helpers classroom --out build/classroom)
	@mkdir -p $(dir $(LAB_CONFIG)) $(dir $(LAB_SETTINGS))
	@echo '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}' > $(LAB_CONFIG)
	@echo '{"@jupyterlab/notebook-extension:tracker": {"codeCellConfig": {"lineWrap": true}}}' > $(LAB_SETTINGS)
	@$(PYTHON) -m jupyterlab $$(test "$$(id -u)" != 0 || echo --allow-root) $(if $(CLASS),build/classroom/student/00_start_here.ipynb,--ServerApp.root_dir="$$PWD" "$$OPEN")

classroom: .venv
	@$(PYTHON) -m helpers classroom --out build/classroom

bench: .venv
	$(PYTHON) benchmarks/seed.py
	$(PYTHON) benchmarks/speed.py

soak: .venv
	HELPERS_SOAK=1 $(PYTHON) -m pytest -q tests

notebooks: .venv  # execute the committed notebooks in place
	@$(PYTHON) -m helpers report --in-place --out "$$OUT"

requirements: .venv  # pin anew what pyproject.toml asks for, for every system and Python we support
	@$(UV) pip compile pyproject.toml --extra test --extra cluster --extra formats --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command "make requirements" --no-annotate --quiet --upgrade -o requirements.txt
	@$(PYTHON) tools/sbom.py > sbom.cdx.json

lint: .venv
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

docs: .venv  # pages for who writes code, in build/docs/; a warning is an error. And the paper's numbers, as measured
	@$(PYTHON) tools/paper.py
	@$(PYTHON) tools/docs.py build/docs

release: .venv  # all that a release holds, in build/release/, from what is committed; TAG=vX.Y.Z is checked against the version
	@$(PYTHON) tools/release.py $(TAG)

clean:  # what can be made again; build/classroom stays, since pupils may have worked there
	rm -rf .venv build/lib build/bdist.* .pytest_cache .hypothesis .ruff_cache
