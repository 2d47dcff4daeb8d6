# fyr: `make demo` opens the example hub, `make test` runs every test. Both
# install what Debian packages are missing; `make help` lists the targets.
VERSION := 0.1.0
PREFIX  ?= /usr/local
ifeq ($(origin CC),default)
CC := gcc
endif
Q := $(if $(V),,@)
SAN     ?=
BUILD   := build/$(if $(SAN),san,release)
PROGRAM := $(if $(SAN),$(BUILD)/fyr,fyr)
FOLDERS := base content store sync app tui cli
PKGS    := libutf8proc yaml-0.1 libcmark sqlite3 libgit2 libcurl libxml-2.0 jansson ncursesw
ARCH    := $(shell uname -m)
MAKEFLAGS += --no-print-directory
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wcast-qual \
	-Wpointer-arith -Wundef -Wvla -Wformat=2 -Werror=format-security \
	-Werror=implicit-function-declaration -Werror=int-conversion
HARD := -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=$(if $(findstring clang,$(CC)),2,3) \
	-ftrivial-auto-var-init=zero -fstack-clash-protection \
	$(if $(filter x86_64,$(ARCH)),-fcf-protection)
SANF := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT  := $(if $(SAN),-O1 $(SANF),-O2 $(HARD))
DEF  := -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -DFYR_VERSION='"$(VERSION)"' \
	-DFYR_SHARE='"$(PREFIX)/share"'
CSTD = -std=c17 $(DEF) -I.
CFLAGS  ?= -g
# Asked once pkg-config is there: `deps` may have to install it first.
PKG_CFLAGS = $(shell pkg-config --cflags $(filter-out ncursesw,$(PKGS)) 2>/dev/null)
PKG_LIBS   = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm
LIBRARIES  = $(foreach p,$(PKGS),$(p)-$(shell pkg-config --modversion $(p) 2>/dev/null))
LDFLAGS_ALL = $(LDFLAGS) $(if $(SAN),$(SANF),-pie -Wl,-z,relro,-z,now,-z,noexecstack)

SRC   := $(foreach f,$(FOLDERS),$(sort $(wildcard $(f)/*.c)))
OBJ   := $(SRC:%.c=$(BUILD)/%.o)
LIB   := $(BUILD)/libfyr.a
UNIT  := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/test_*.c)))
TTY   := $(patsubst tests/tty/%.c,$(BUILD)/tests/tty/%,$(sort $(wildcard tests/tty/test_*.c)))
TOOL  := $(patsubst tests/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/tool_*.c)))
FUZZ  := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
SCRIPT := $(sort $(wildcard tests/*/test_*.sh))
MO    := $(patsubst po/%.po,build/locale/%/LC_MESSAGES/fyr.mo,$(wildcard po/*.po))
CHECK := $(SRC) $(foreach f,$(FOLDERS),$(wildcard $(f)/*.h)) \
	$(wildcard tests/*.[ch] tests/*/*.[ch] bench/*.[ch])

.PHONY: all demo test lint bench golden fuzz format install uninstall clean deps deps-test help man pot
all: $(PROGRAM) $(MO)

help: ; @echo "targets: deps all demo test lint bench golden fuzz format man pot install uninstall clean (SAN=1: sanitizers)"

deps: ; @tools/deps.sh build
deps-test: ; @tools/deps.sh build test

demo: deps
	+@$(MAKE) all >&2
	@tools/demo.sh ./$(PROGRAM)

$(BUILD)/cli/help.o: DEF += -DFYR_LIBRARIES='"$(LIBRARIES)"'
$(BUILD)/%.o: %.c
	@mkdir -p $(@D); echo "  cc $<"
	$(Q)$(CC) $(CSTD) $(WARN) $(WERROR) $(OPT) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -c $< -o $@
$(LIB): $(filter-out $(BUILD)/cli/main.o,$(OBJ))
	@rm -f $@; ar qcs $@ $^
$(PROGRAM): $(BUILD)/cli/main.o $(LIB)
	@echo "  link $@"
	$(Q)$(CC) $(CFLAGS) $^ $(LDFLAGS_ALL) $(PKG_LIBS) -o $@
build/locale/%/LC_MESSAGES/fyr.mo: po/%.po
	@mkdir -p $(@D); msgfmt -c --check-format -o $@ $<

$(BUILD)/tests/tty/%: tests/tty/%.c $(wildcard tests/tty/tty.c tests/tty/*.h) $(LIB)
	@mkdir -p $(@D); echo "  test $@"
	$(Q)$(CC) $(CSTD) $(WARN) $(OPT) $(CFLAGS) $(PKG_CFLAGS) $< tests/tty/tty.c $(LIB) $(LDFLAGS_ALL) $(PKG_LIBS) -lvterm -lcmocka -lutil -o $@
.SECONDARY: $(SRC:%.c=build/fuzz/obj/%.o)
build/fuzz/obj/%.o: %.c
	@mkdir -p $(@D)
	$(Q)clang $(CSTD) -g -O1 -fsanitize=fuzzer-no-link,address,undefined $(PKG_CFLAGS) -MMD -MP -c $< -o $@
build/fuzz/fuzz_%: build/fuzz/obj/tests/fuzz/fuzz_%.o $(patsubst %.c,build/fuzz/obj/%.o,$(filter-out cli/% tui/%,$(SRC)))
	@echo "  fuzz $@"
	$(Q)clang -fsanitize=fuzzer,address,undefined $^ $(PKG_LIBS) -o $@
$(BUILD)/tests/%: tests/%.c $(LIB)
	@mkdir -p $(@D); echo "  test $@"
	$(Q)$(CC) $(CSTD) $(WARN) $(OPT) $(CFLAGS) $(PKG_CFLAGS) $< $(LIB) $(LDFLAGS_ALL) $(PKG_LIBS) -lcmocka -o $@
$(BUILD)/bench/bench: $(wildcard bench/*.[ch]) $(LIB)
	@mkdir -p $(@D); echo "  test $@"
	$(Q)$(CC) $(CSTD) $(WARN) $(OPT) $(CFLAGS) $(PKG_CFLAGS) $(wildcard bench/*.c) $(LIB) $(LDFLAGS_ALL) $(PKG_LIBS) -lutil -o $@

test: deps-test
	+@$(MAKE) run-tests
.PHONY: run-tests
run-tests: all $(UNIT) $(TTY) $(TOOL)
	FYR_TEST_SLOW=$(SAN) FYR_BUILD=$(abspath $(BUILD)) FYR_PROGRAM=$(abspath $(PROGRAM)) prove -j2 --timer -e tests/run.sh $(UNIT) $(TTY) $(SCRIPT)

lint: deps-test ; +@$(MAKE) all && tools/lint.sh $(CHECK)
bench: deps-test ; +@$(MAKE) all $(BUILD)/bench/bench && $(BUILD)/bench/bench ./$(PROGRAM) \
	$(if $(CORPUS),--corpus $(CORPUS)) $(if $(QUERIES),--queries $(QUERIES)) $(if $(LARGE),--large)
	+@$(MAKE) $(TOOL) && tests/run.sh bench/sync.sh $(CORPUS)
golden: deps-test ; +@$(MAKE) all && tests/golden.sh --update
fuzz: deps-test ; @tools/deps.sh fuzz
	+@$(MAKE) $(FUZZ) && tools/fuzz.sh $(FUZZ)
format: ; clang-format -i $(CHECK)
man: all ; ./$(PROGRAM) help --man > docs/fyr.1
pot: ; tools/pot.sh $(SRC)

D := $(DESTDIR)$(PREFIX)
install: all
	install -Dm755 $(PROGRAM) $(D)/bin/fyr
	install -Dm644 docs/fyr.1 $(D)/share/man/man1/fyr.1
	for l in $(patsubst po/%.po,%,$(wildcard po/*.po)); do install -Dm644 build/locale/$$l/LC_MESSAGES/fyr.mo $(D)/share/locale/$$l/LC_MESSAGES/fyr.mo; done
	cd starter && find . -type f -exec install -Dm644 {} $(D)/share/fyr/starter/{} \;
uninstall: ; rm -rf $(D)/bin/fyr $(D)/share/man/man1/fyr.1 $(D)/share/fyr $(D)/share/locale/*/LC_MESSAGES/fyr.mo
clean: ; rm -rf build fyr
-include $(OBJ:.o=.d) $(OBJ:$(BUILD)/%.o=build/fuzz/obj/%.d)
