/* The table of verbs: help, the manual page and completion come from it. */

#include "base/i18n.h"
#include "cli/verb.h"

/* What listings take. */
#define LISTING                                                                \
	(OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_FORMAT_VERSION) |       \
		OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET) |         \
		OPTION_BIT(OPTION_SORT) | OPTION_BIT(OPTION_KIND) |            \
		OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_NUL))

/* What verbs take that write a note. */
#define WRITING                                                                \
	(OPTION_BIT(OPTION_NO_INPUT) | OPTION_BIT(OPTION_FIELD) |              \
		OPTION_BIT(OPTION_TEXT) | OPTION_BIT(OPTION_MESSAGE) |         \
		OPTION_BIT(OPTION_DRY_RUN))

const struct verb verb_table[] = {
	{"today", NULL, "", N_("what is new, due and happening"),
		N_("The day's page: new and changed notes since the last "
		   "visit, deadlines within 90 days, events within 30, "
		   "reviews that are due, and what the hub holds. It is what "
		   "fyr prints when standard output is no terminal."),
		{"fyr today", "fyr --lang sv today"}, 0, 0, 0, false,
		verb_today},
	{"search", "q", N_("QUERY..."),
		N_("notes that answer words, best first"),
		N_("Any text is a query. \"a phrase\", OR, -word, word* and "
		   "key:value narrow it: kind:guide, tag:x, due:<30d, any key "
		   "of the notes, in English or Swedish; saved:NAME is a kept "
		   "query. Formats: oneline, short, full, path, id, json, "
		   "jsonl, tsv, csv."),
		{"fyr search sepsis", "fyr search -f path -n 3 kind:guide mdr"},
		LISTING | OPTION_BIT(OPTION_EXPLAIN) |
			OPTION_BIT(OPTION_FACETS) | OPTION_BIT(OPTION_SAVE) |
			OPTION_BIT(OPTION_SAVED) | OPTION_BIT(OPTION_FORGET) |
			OPTION_BIT(OPTION_COMPLETE),
		0, -1, false, verb_search},
	{"list", "ls", N_("[QUERY...]"), N_("all notes, or those that match"),
		N_("Like search, but complete and in order: by title unless "
		   "--sort says otherwise. The formats are those of search."),
		{"fyr list --kind regulation", "fyr list --sort modified-"},
		LISTING | OPTION_BIT(OPTION_FACETS), 0, -1, false, verb_list},
	{"show", NULL, N_("NOTE"), N_("one note, rendered"),
		N_("NOTE is an id, a path, an identifier such as 2008:355 or "
		   "32024R1689, or an alias. Formats: text, md, html, json."),
		{"fyr show ai-act", "fyr show --format md mdr"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_WIDTH) |
			OPTION_BIT(OPTION_REV),
		1, 1, false, verb_show},
	{"links", NULL, N_("NOTE"), N_("where links lead and come from"), NULL,
		{"fyr links ai-act", "fyr links --broken"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_BROKEN), 0, 1,
		false, verb_links},
	{"new", "add", N_("KIND [TITLE]"), N_("write a new note"),
		N_("Begins a note from the hub's template of its kind, opens "
		   "the editor, checks the text, and commits it. Until then it "
		   "is a draft that nothing loses: fyr status names it, fyr "
		   "edit takes it up again. With --text no editor is "
		   "opened. Nothing is sent."),
		{"fyr new guide \"Before you buy\"",
			"fyr new project Beds --no-input --field stage=need"},
		WRITING, 1, 2, false, verb_new},
	{"edit", NULL, N_("NOTE|DRAFT"),
		N_("change a note, or go on with a draft"),
		N_("Opens the note in the editor, checks it, shows the "
		   "difference and commits it. What others changed meanwhile "
		   "is merged. With --field, --text or --no-input no editor is "
		   "opened. An unchanged note makes no commit. --forget "
		   "deletes "
		   "a draft that fyr status lists, for good."),
		{"fyr edit buying-ai", "fyr edit mdr --field stage=applies"},
		WRITING | OPTION_BIT(OPTION_FORGET) | OPTION_BIT(OPTION_YES), 1,
		1, false, verb_edit},
	{"translate", NULL, N_("NOTE LANG"),
		N_("write a note in another language"),
		N_("Makes the paired file with the note's text, to be written "
		   "over, or opens it when it is there. Title, summary and "
		   "text are translated; all other fields stay in the first "
		   "file."),
		{"fyr translate buying-ai en", "fyr translate mdr sv"}, WRITING,
		2, 2, false, verb_translate},
	{"review", NULL, N_("NOTE"), N_("reviewed, no change"),
		N_("Sets the review date to today and the next one by the "
		   "interval of the note's kind, as one commit."),
		{"fyr review buying-ai", "fyr review mdr --dry-run"},
		OPTION_BIT(OPTION_DRY_RUN), 1, 1, false, verb_review},
	{"mv", NULL, N_("NOTE NEW-ID | NOTE FOLDER/[NEW-ID]"),
		N_("another id or folder, links included"),
		N_("Gives the note another id or folder: its files in every "
		   "language, the links to it in all other notes and its own, "
		   "in one commit. The old id still finds it. In the folder "
		   "of another kind it becomes one of that kind, unless that "
		   "would not be right; then it is told why."),
		{"fyr mv buying-ai procurement",
			"fyr mv local-validation guides/validation/ --dry-run"},
		OPTION_BIT(OPTION_DRY_RUN), 2, 2, false, verb_mv},
	{"import", NULL, N_("KIND FILE.csv | ics FILE"),
		N_("drafts from a survey or a calendar"),
		N_("Each row of the table becomes a note: columns whose "
		   "heading is a field's name or label set it, all others "
		   "become text. Rows that are not right are listed and left "
		   "out. Importing again makes no duplicates: the key column "
		   "(--key, else id, key or nr, else the title) tells what is "
		   "there. ics: the events of a calendar, known by their UID. "
		   "One commit."),
		{"fyr import projects survey.csv --dry-run",
			"fyr import ics meetings.ics --dry-run"},
		OPTION_BIT(OPTION_DRY_RUN) | OPTION_BIT(OPTION_KEY), 2, 2,
		false, verb_import},
	{"inbox", NULL, N_("[fetch|list|keep|dismiss|sources]"),
		N_("signals from feeds, each read once"),
		N_("fetch [SOURCE...] reads the feeds that the hub's "
		   "feeds.yaml "
		   "names (Atom, RSS), or --file FILE. list is what nobody has "
		   "decided about (--all: everything). keep NUMBER makes a "
		   "draft update with the source filled in; dismiss NUMBER "
		   "REASON takes it away. sources: when each was read, its "
		   "failures and how much of it was kept. Both lists also as "
		   "json, jsonl, csv and tsv (-f). Two that change it do not "
		   "run at once."),
		{"fyr inbox fetch", "fyr inbox dismiss 3 not ours"},
		OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FILE) |
			OPTION_BIT(OPTION_KIND) | OPTION_BIT(OPTION_DRY_RUN) |
			OPTION_BIT(OPTION_NO_INPUT) |
			OPTION_BIT(OPTION_MESSAGE) | OPTION_BIT(OPTION_FORMAT),
		0, -1, false, verb_inbox},
	{"reviews", NULL, "", N_("what is to be reviewed, by owner"),
		N_("Notes past their review date, longest overdue first, and "
		   "those that a published change may have made wrong (see fyr "
		   "touches), under the role that answers for them. --days "
		   "adds those that are due in so many days. fyr review NOTE "
		   "says \"reviewed, no change\" and proposes the next day so "
		   "that not all come at once. Formats as of fyr agenda."),
		{"fyr reviews", "fyr reviews --days 90 -f csv"},
		OPTION_BIT(OPTION_OWNER) | OPTION_BIT(OPTION_DAYS) |
			OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_NUL),
		0, 0, false, verb_reviews},
	{"publish", NULL, N_("[NOTE...]"),
		N_("publish a change: told, carried out and sent"),
		N_("One commit with a new update (--summary, --alert, "
		   "--source) and the rule it is about (--stage, --date), or a "
		   "draft that becomes published. It is checked, shown and "
		   "confirmed by a typed word, then sent. Only editors may. "
		   "--field sets more of the update, such as title=TEXT. "
		   "Without NOTE: the proposals that wait."),
		{"fyr publish mdcg-2025-6 --alert plan --summary \"Revised\" "
		 "--source https://example.org/rev",
			"fyr publish ai-act --stage applies --date "
			"applies=2027-12-02 --summary \"It applies\""},
		OPTION_BIT(OPTION_ABOUT) | OPTION_BIT(OPTION_ALERT) |
			OPTION_BIT(OPTION_SUMMARY) | OPTION_BIT(OPTION_SOURCE) |
			OPTION_BIT(OPTION_STAGE) | OPTION_BIT(OPTION_DATE) |
			OPTION_BIT(OPTION_AT) | OPTION_BIT(OPTION_CORRECT) |
			OPTION_BIT(OPTION_WITHDRAW) | OPTION_BIT(OPTION_FIELD) |
			OPTION_BIT(OPTION_TEXT) | OPTION_BIT(OPTION_YES) |
			OPTION_BIT(OPTION_NO_INPUT) |
			OPTION_BIT(OPTION_NO_SEND) | OPTION_BIT(OPTION_DRY_RUN),
		0, -1, false, verb_publish},
	{"undo", NULL, "", N_("take back the last commit, while unsent"),
		N_("Takes back the last commit that fyr made here, as long as "
		   "it was not sent. Its texts stay in the repository and can "
		   "be read by the id of the commit."),
		{"fyr undo", "fyr undo --dry-run"}, OPTION_BIT(OPTION_DRY_RUN),
		0, 0, false, verb_undo},
	{"log", NULL, N_("NOTE [A..B]"), N_("the history of a note"),
		N_("Its versions, newest first, under whatever name it had: "
		   "day, commit, who, and what was done; with A..B (commits, "
		   "branches or dates) only those after A up to B. With "
		   "--lines the note as it is now, each line with who wrote "
		   "it. With --signatures also whose SSH signature each commit "
		   "has, checked against the signers that the hub or git "
		   "names. Formats: text, json."),
		{"fyr log mdr", "fyr log mdr --lines"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_LIMIT) |
			OPTION_BIT(OPTION_LINES) |
			OPTION_BIT(OPTION_SIGNATURES),
		1, 2, false, verb_log},
	{"diff", NULL, N_("NOTE [A..B]"), N_("what changed, word by word"),
		N_("Between two revisions (commits, branches or dates), "
		   "between one and now, or else the last change. Words that "
		   "went are [-so-], new ones {+so+}, with colours too in a "
		   "terminal. Formats: text, json."),
		{"fyr diff mdr", "fyr diff mdr 2026-10-01..2026-11-01"},
		OPTION_BIT(OPTION_FORMAT), 1, 2, false, verb_diff},
	{"terms", NULL, N_("[list [WORD] | add TERM = TERM... | remove TERM]"),
		N_("words that mean the same to those who search"),
		N_("The term list of the hub, synonyms.yaml: searching for one "
		   "word of a group finds notes with the others. add puts "
		   "terms into the group that has one of them, or begins a "
		   "new one; with --oneway the first finds the others and not "
		   "they it. Comments and order of the file stay, and each "
		   "change is one commit."),
		{"fyr terms add \"medical device\" = MDR",
			"fyr terms add --oneway ChatGPT = \"language model\""},
		OPTION_BIT(OPTION_ONEWAY) | OPTION_BIT(OPTION_DRY_RUN), 0, -1,
		false, verb_terms},
	{"sync", NULL, "", N_("fetch, merge and send"),
		N_("Commits the edited notes of a working tree, fetches what "
		   "others wrote, merges it with what is new here, and sends "
		   "it. Where both changed the same place the published "
		   "text stays until somebody decides: see fyr conflicts. "
		   "Nothing is lost in either case. A working tree with "
		   "edited files in the way is left alone, and the reason is "
		   "told."),
		{"fyr sync", "fyr sync --dry-run"},
		OPTION_BIT(OPTION_PULL) | OPTION_BIT(OPTION_PUSH) |
			OPTION_BIT(OPTION_DRY_RUN) |
			OPTION_BIT(OPTION_NO_COMMIT) | OPTION_BIT(OPTION_YES),
		0, 0, false, verb_sync},
	{"conflicts", NULL, N_("[NOTE]"),
		N_("where two people changed the same place"),
		N_("Lists the notes that wait for a decision, with who changed "
		   "what and when; with NOTE both texts of it, in each "
		   "language. The published one is what everybody reads "
		   "meanwhile."),
		{"fyr conflicts", "fyr conflicts buying-ai.sv"}, 0, 0, 1, false,
		verb_conflicts},
	{"resolve", NULL, N_("NOTE"), N_("decide such a place"),
		N_("Makes a commit with --mine, --theirs or what was written "
		   "with --edit. What only one of the two changed is kept in "
		   "each case. fyr sync sends it."),
		{"fyr resolve buying-ai.sv --mine",
			"fyr resolve buying-ai.sv --edit"},
		OPTION_BIT(OPTION_MINE) | OPTION_BIT(OPTION_THEIRS) |
			OPTION_BIT(OPTION_EDIT),
		1, 1, false, verb_resolve},
	{"agenda", NULL, N_("[WORD...]"),
		N_("deadlines, events and reviews by date"),
		N_("All that has a date, for 90 days unless told otherwise; "
		   "late reviews too. What is only expected stands apart. "
		   "Dates that moved since the last visit come first, with "
		   "the published change that says why. --format full and "
		   "json tell the history of each date, oneline leaves the "
		   "sources out. --as-of shows what "
		   "the hub said at a day, from its history. Words leave only "
		   "what has them in its title, event, owner or kind. "
		   "--timeline is a grid, a row for each note and a column "
		   "for each month of two years, without reviews unless "
		   "--only asks for them (--format full: in words). "
		   "The formats are those of search."),
		{"fyr agenda --timeline --only deadlines",
			"fyr agenda --from 2026-12 --to 2027-06 -f csv"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_NUL) |
			OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FROM) |
			OPTION_BIT(OPTION_TO) | OPTION_BIT(OPTION_DAYS) |
			OPTION_BIT(OPTION_ONLY) | OPTION_BIT(OPTION_AS_OF) |
			OPTION_BIT(OPTION_KIND) | OPTION_BIT(OPTION_OWNER) |
			OPTION_BIT(OPTION_TIMELINE),
		0, -1, false, verb_agenda},
	{"changes", NULL, "", N_("notes that are new, changed or gone"),
		N_("Compares the notes with those at the last visit, at the "
		   "beginning of a day, or in a commit. Edited files count. "
		   "The formats are those of search."),
		{"fyr changes --since 2026-11-01", "fyr changes --since HEAD"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_NUL) |
			OPTION_BIT(OPTION_SINCE),
		0, 0, false, verb_changes},
	{"touches", NULL, N_("NOTE"), N_("what a change of a note touches"),
		N_("Follows the hub's links from a regulation through what "
		   "it amends and what implements or belongs to it, to "
		   "guides, methods, projects and resources: with owner and "
		   "the way there. NEEDS REVIEW: an update about something "
		   "on the way is newer than the note's last review. The "
		   "formats are those of search."),
		{"fyr touches ai-act", "fyr touches mdr --format csv"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_NUL), 1, 1, false,
		verb_touches},
	{"export", NULL, N_("FORMAT [QUERY...] | site FOLDER"),
		N_("notes for other programs and for the web"),
		N_("atom, jsonfeed: published changes, or what QUERY finds; "
		   "ics: events and deadlines, --from and --to; vcf: "
		   "partners; csv, json: all fields; bibtex: sources. Drafts "
		   "stay inside without --all. The same commit gives the same "
		   "bytes. site: the hub as web pages that need no script, in "
		   "its languages, in place of what was there before. With "
		   "--base links lead to where they stand. "
		   "--saved writes a file for each kept search into the "
		   "folder that --output names."),
		{"fyr export atom -o changes.xml",
			"fyr export site public --base https://example.org/"},
		OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_BASE) |
			OPTION_BIT(OPTION_SEARCH) | OPTION_BIT(OPTION_ALL) |
			OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_FROM) |
			OPTION_BIT(OPTION_TO) | OPTION_BIT(OPTION_SAVED),
		1, -1, false, verb_export},
	{"digest", NULL, "", N_("the letter of a week"),
		N_("What was published, by alert level; dates that moved; "
		   "deadlines within 90 days and events within 30, from the "
		   "first day; notes that changed; reviews that are due. This "
		   "week, unless --week, or --since and --until, say "
		   "otherwise. Formats: md, text, html. The same commits give "
		   "the same bytes."),
		{"fyr digest --week 2026-W48",
			"fyr --lang sv digest --week 2026-W48 --format html"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_WEEK) |
			OPTION_BIT(OPTION_SINCE) | OPTION_BIT(OPTION_UNTIL) |
			OPTION_BIT(OPTION_BASE) | OPTION_BIT(OPTION_OUTPUT),
		0, 0, false, verb_digest},
	{"metrics", NULL, "", N_("how good the watch of a period was"),
		N_("Figures of the steps of horizon scanning, from the notes, "
		   "their history and the inbox of this computer, each with "
		   "its definition. This year, unless --from and --to say "
		   "otherwise. Readers are not counted. Formats: text, csv, "
		   "json."),
		{"fyr metrics", "fyr metrics --from 2026 --to 2026 -f csv"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_FROM) |
			OPTION_BIT(OPTION_TO),
		0, 0, false, verb_metrics},
	{"check", "lint", N_("[PATH...]"), N_("what is wrong in the notes"),
		N_("Prints path:line:column: severity: rule: what is wrong and "
		   "what to do. PATH is a file, a folder or an id; without "
		   "one the whole hub is checked. Edited files count as they "
		   "are. --fix repairs values in other case, labels in place "
		   "of ids, dates written year first in another form, and "
		   "hidden characters; everything else in the file stays as "
		   "it is. Formats: text, json, github. Exit status 1 when "
		   "there are errors. --pre-receive is for a git server: see "
		   "the manual page."),
		{"fyr check", "fyr check --format json guides"},
		OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_FIX) |
			OPTION_BIT(OPTION_PRE_RECEIVE) |
			OPTION_BIT(OPTION_PUSHER),
		0, -1, false, verb_check},
	{"status", NULL, "", N_("branch, remote, what is edited or unsent"),
		NULL, {"fyr status", "fyr --hub . status"}, 0, 0, 0, false,
		verb_status_of},
	{"clone", NULL, N_("ADDRESS [FOLDER]"), N_("join a hub"),
		N_("Fetches a hub by ssh, https, from a folder or a bundle, "
		   "and remembers it. Without FOLDER it is kept in the data "
		   "folder of fyr, without a working tree."),
		{"fyr clone git@git.example.org:hub.git",
			"fyr clone https://git.example.org/hub"},
		0, 1, 2, false, verb_clone},
	{"init", NULL, N_("[FOLDER]"), N_("begin a hub from the starter"),
		N_("Makes a git repository with the example hub in it, to be "
		   "changed into your own. FOLDER must be empty or not "
		   "exist."),
		{"fyr init hub", "fyr init ~/ai-hub"}, 0, 0, 1, false,
		verb_init},
	{"hubs", NULL, N_("[NAME]"), N_("the hubs known here; choose one"),
		N_("With a name, that hub is the one used when no other is "
		   "named."),
		{"fyr hubs", "fyr hubs ai-hub"}, OPTION_BIT(OPTION_FORGET), 0,
		1, false, verb_hubs},
	{"index", NULL, "", N_("bring the search index up to date"),
		N_("The index is a cache: it can be deleted and is built "
		   "again. Every verb brings it up to date by itself."),
		{"fyr index --stats", "fyr index --verify"},
		OPTION_BIT(OPTION_REBUILD) | OPTION_BIT(OPTION_VERIFY) |
			OPTION_BIT(OPTION_STATS),
		0, 0, false, verb_index},
	{"doctor", NULL, "", N_("look for what is wrong here"), NULL,
		{"fyr doctor", "fyr --hub . doctor"}, 0, 0, 0, false,
		verb_doctor},
	{"version", NULL, "", N_("the version and the libraries"), NULL,
		{"fyr version", "fyr -V"}, 0, 0, 0, false, verb_version},
	{"completion", NULL, N_("SHELL"),
		N_("what bash, zsh or fish needs to complete fyr's words"),
		N_("Prints a script for the shell: eval \"$(fyr completion "
		   "bash)\" in ~/.bashrc, the same with zsh in ~/.zshrc, fyr "
		   "completion fish | source in config.fish. Verbs, options, "
		   "notes and queries are completed. The script asks fyr "
		   "completion words -- WORD..., which prints what the last "
		   "WORD may become."),
		{"fyr completion bash", "fyr completion words -- show ai-"}, 0,
		1, -1, false, verb_completion},
	{"help", NULL, N_("[VERB]"), N_("help for a verb"), NULL,
		{"fyr help search", "fyr search --help"},
		OPTION_BIT(OPTION_MAN), 0, 1, false, verb_help},
	{"worker", NULL, "", "", NULL, {"", ""}, 0, 1, 3, true, verb_worker},
};

const size_t verb_count = sizeof(verb_table) / sizeof(verb_table[0]);
