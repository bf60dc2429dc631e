# Everything that is done to this repository. `make` lists the targets.
export CGO_ENABLED = 0
GO ?= go
NEED = sh .ci/need

help: ## list the targets
	@grep -hE '^[a-z0-9]+:.*##' Makefile | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

demo: bin/xgen ## install what is missing (engine, base image), build and verify armv5te
	bin/xgen engine install
	bin/xgen run armv5te

test: bin/xgen ## install what is missing, then run every test that needs no container
	$(NEED) shellcheck cmake cargo gcc jq patch git curl bsdtar make pkg-config readelf
	$(GO) test ./... ./.ci/mutants
	bin/xgen vet
	bin/xgen emit --check
	@echo "make test: every test that needs no container has passed"

SHORT ?=

e2e: bin/xgen ## build and run real binaries in real containers, under QEMU (SHORT=yes leaves out what takes hours)
	$(NEED) mips-linux-gnu-as pgrep aarch64-linux-gnu-gcc qemu-aarch64 rustup
	bin/xgen engine install
	$(GO) test -count=1 -timeout 120m $(if $(SHORT),-short) -tags e2e -run '^TestE2E' ./cmd/xgen
	$(GO) test -count=1 -timeout 30m -tags e2e ./cmd/xgen/internal/engine

fuzz: ## fuzz the quoters, the parsers and the loader, 20 s each
	sh .ci/fuzz 20s

PACKAGES ?= emit/tree emit/quote schema/check schema/resolve schema/toolchain schema/lint schema/userfile schema/panics cmd/xgen/internal/verify cmd/xgen/internal/engine cmd/xgen/internal/build cmd/xgen/internal/snapshot
SAMPLE ?= 30
SEED ?= 1

mutants: ## break one line at a time and name those that no test misses (PACKAGES=emit/tree; ONLY=emit/tree/writer.go:40-80; SAMPLE=30, 0 for all; SEED=1)
	$(GO) run ./.ci/mutants -sample $(SAMPLE) -seed $(SEED) $(if $(ONLY),-only $(ONLY),$(PACKAGES))

RUNS ?= 5
ONLY ?=

bench: bin/xgen ## measure beside the plain tools and write docs/performance.md (RUNS=5; ONLY="render cached clean warm cold byhand" leaves the rest and the page out)
	$(NEED) time
	bin/xgen engine install --force
	$(GO) test -run '^$$' -bench . -benchtime 1s ./schema/... ./emit/...
	XGEN_BENCH_RUNS=$(RUNS) XGEN_BENCH_ONLY="$(ONLY)" $(GO) test -count=1 -v -timeout 3h -tags e2e,bench \
		-run '^Test(Figures|Median|Alternate|CostOf|Page|Rows)$$' ./cmd/xgen/

JOBS ?= 2

rows: bin/xgen ## build every row of testdata/rows.json twice, run it and write docs/rows.md (JOBS=2; ONLY="vpn primer" or ONLY=vpn/mips runs some; whole projects are written)
	bin/xgen engine install
	XGEN_ROWS_JOBS=$(JOBS) XGEN_ROWS_ONLY="$(ONLY)" $(GO) test -count=1 -v -timeout 12h -tags e2e,rows \
		-run '^Test(EveryRow|Row(Page|Difference|Steps)|RowsAsked)$$' ./cmd/xgen/

libraries: bin/xgen ## build the recipes of C libraries that were not yet, run the programs of testdata/libraries that call them and write docs/libraries.md (ONLY="zlib bzip2" builds some again)
	bin/xgen engine install
	XGEN_LIBRARIES_ONLY="$(ONLY)" $(GO) test -count=1 -v -timeout 12h -tags e2e,libraries -run '^Test(EveryLibrary|LibrariesPage)$$' ./cmd/xgen/

programs: bin/xgen ## have xgen init, vet and run build the published programs of testdata/programs.json, use them under QEMU and write docs/programs.md (ONLY="oha rathole" builds some again)
	$(NEED) cargo qemu-aarch64
	bin/xgen engine install
	XGEN_PROGRAMS_ONLY="$(ONLY)" $(GO) test -count=1 -v -timeout 12h -tags e2e,programs -run '^Test(EveryProgram|ProgramsPage)$$' ./cmd/xgen/

NAME ?=
VERSION ?=

recipe: bin/xgen ## move a recipe to another release, build it and run its program (NAME=openssl VERSION=3.5.8)
	bin/xgen engine install
	sh .ci/recipe "$(NAME)" "$(VERSION)"

real: ## hold vet and its reading against cargo on the published programs of testdata/real.json (needs the network through cargo; ONLY="ripgrep bat" runs some)
	$(NEED) cargo
	XGEN_REAL_ONLY="$(ONLY)" $(GO) test -count=1 -v -timeout 4h -tags real -run '^TestReal' ./cmd/xgen/

lint: bin/xgen ## gofmt, go vet (linux, darwin), staticcheck, shellcheck, and the rules of the house
	$(NEED) shellcheck
	sh .ci/lint

golden: ## rewrite the golden files, the emitted files and the reference
	XGEN_UPDATE=1 $(GO) test -run 'TestCatalogIsItsSources|TestDefinitionsAreTheirSources|TestCueVet' ./schema/check
	XGEN_UPDATE=1 $(GO) test ./schema/failure
	XGEN_UPDATE=1 $(GO) test ./cmd/xgen/...
	$(MAKE) bin/xgen
	bin/xgen emit

bin/xgen: $(shell find cmd emit schema templates -type f ! -name '*_test.go') go.mod go.sum
	$(GO) build -trimpath -ldflags "-s -w" -o $@ ./cmd/xgen

clean: ## remove what was built here
	rm -rf bin dist

.PHONY: help demo test e2e fuzz mutants bench rows libraries programs recipe real lint golden clean
