#ifndef FYR_APP_CONFIG_H
#define FYR_APP_CONFIG_H

/*
 * What the user chose (config.yaml, written by hand) and which hubs are known
 * (hubs.yaml in the state folder, written by `fyr clone`, `init` and `hubs`).
 * Both may be missing. A configuration that does not parse is reported with its
 * place and the defaults hold for what could not be read.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "content/problem.h"

struct hub {
	struct str name; /* letters, digits, dash, dot; unique */
	struct str path; /* absolute */
	struct str schema; /* hub file outside the repository, or empty */
	struct str url; /* it was cloned from, without secrets; or empty */
};

struct config {
	struct arena arena;
	struct str path; /* of config.yaml */
	struct hub *hubs;
	size_t hub_count;
	struct str hub; /* name or path of the default hub, or empty */
	struct str lang; /* "sv", "en", or empty: from the environment */
	struct str owner; /* role or unit that new notes get, or empty */
	struct str theme; /* "auto", "dark", "light", "none" */
	struct str borders; /* "plain" or "line" */
	bool letters; /* single-letter keys; true */
	bool mouse; /* false */
	bool screen_reader; /* false */
	int measure; /* width of text, cells: 40-88, 72 */
	int escape_ms; /* 50 */
	bool by_git; /* net.transport is "git": see sync/by_git.h */
	struct problems problems; /* of config.yaml */
};

/*
 * Read both files. Fails only when a file is there but cannot be read; a place
 * that cannot be known (no HOME) gives the defaults.
 */
bool config_load(struct config *config, struct error *err);
void config_clear(struct config *config);

const struct hub *config_hub(const struct config *config, struct str name);

/* Remember a hub (replacing one of its path), and make it the default when
 * `choose` or when it is the first. Written at once. */
bool config_add_hub(struct config *config, const struct hub *hub, bool choose,
	struct error *err);

/* Make the hub of that name the default. */
bool config_choose_hub(
	struct config *config, struct str name, struct error *err);

/* Forget a hub; its files stay. */
bool config_forget_hub(
	struct config *config, struct str name, struct error *err);

#endif
