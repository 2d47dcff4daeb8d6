#include "app/private.h"
#include "app/saved.h"
#include "base/i18n.h"

bool app_marker(struct app *app, struct str query, struct store_marker **marker,
	struct error *err)
{
	struct store_request request = {0};
	struct buf full = {0};
	bool ok;

	if (!app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	app_terms(app);
	app_saved_expand(app, query, &full);
	request.query = buf_slice(&full);
	request.typing = true;
	request.today = app->today;
	ok = store_marker_open(app->store, &request, marker, err);
	buf_clear(&full);
	return ok;
}
