#ifndef FYR_TUI_TUI_H
#define FYR_TUI_TUI_H

/* The terminal application: the only door of this folder. */

#include <stdbool.h>

#include "app/app.h"
#include "base/error.h"

/* Run on an opened hub until the user quits. */
bool tui_run(struct app *app, struct error *err);

#endif
