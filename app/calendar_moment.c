/* Dates and times as notes write them. */

#include <string.h>

#include "app/calendar.h"

static bool take_zone(struct str text, struct moment *moment)
{
	bool west = text.len && text.data[0] == '-';
	struct str minutes = str_sub(text, text.len - 2, text.len);
	long hours;
	long rest;

	if (!text.len)
		return true;
	if (str_eq_nocase(text, STR("Z"))) {
		moment->zone = ZONE_UTC;
		return true;
	}
	if ((text.data[0] != '+' && !west) ||
		(text.len != 5 && (text.len != 6 || text.data[3] != ':')) ||
		!str_number(str_sub(text, 1, 3), 0, 23, &hours) ||
		!str_number(minutes, 0, 59, &rest))
		return false;
	moment->zone = ZONE_OFFSET;
	moment->offset = (int)(hours * 60 + rest) * (west ? -1 : 1);
	if (!moment->offset)
		moment->zone = ZONE_UTC;
	return true;
}

/* HH:MM, HH:MM:SS or HH:MM:SS.fff, and perhaps a zone. */
static bool take_time(struct str text, struct moment *moment)
{
	long hour;
	long minute;
	long second = 0;
	size_t at = 5;

	if (text.len < 5 || text.data[2] != ':' ||
		!str_number(str_sub(text, 0, 2), 0, 23, &hour) ||
		!str_number(str_sub(text, 3, 5), 0, 59, &minute))
		return false;
	if (text.len >= 8 && text.data[5] == ':') {
		if (!str_number(str_sub(text, 6, 8), 0, 60, &second))
			return false;
		at = 8;
		while (at < text.len && strchr(".0123456789", text.data[at]) &&
			text.data[at])
			at++;
	}
	moment->timed = true;
	moment->hour = (int)hour;
	moment->minute = (int)minute;
	moment->second = second > 59 ? 59 : (int)second;
	return take_zone(str_trim(str_sub(text, at, text.len)), moment);
}

bool moment_parse(struct str text, struct moment *moment)
{
	memset(moment, 0, sizeof(*moment));
	text = str_trim(text);
	if (!date_parse(str_sub(text, 0, 10), &moment->date) ||
		!moment->date.day)
		return false;
	if (text.len == 10)
		return true;
	if (!strchr("Tt ", text.data[10]) ||
		!take_time(str_sub(text, 11, text.len), moment)) {
		/* The day is sure, the time is not. */
		struct date date = moment->date;

		memset(moment, 0, sizeof(*moment));
		moment->date = date;
	}
	return true;
}
