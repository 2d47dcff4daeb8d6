#include "app/private.h"
#include "base/i18n.h"

bool app_marker(struct app *app, struct str query, struct store_marker **marker,
	struct error *err)
{
	struct store_request request = {0};

	if (!app->store)
		return error_set(err, ERROR_INDEX,
			_("There is no index of this hub yet."));
	app_terms(app);
	request.query = query;
	request.typing = true;
	request.today = app->today;
	return store_marker_open(app->store, &request, marker, err);
}
