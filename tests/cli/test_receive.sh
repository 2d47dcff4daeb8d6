# fyr check --pre-receive: a real bare repository with the hook, and git push.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
git config --global advice.pushUpdateRejected false

fyr init seed
sed -i 's/^editors: .*/editors: [editor@example.org]/' seed/fyr.yaml
git -C seed commit -qam 'Editors'
git -C seed branch -M main
git clone -q --bare seed server.git
cat >server.git/hooks/pre-receive <<END
#!/bin/sh
exec "$FYR_PROGRAM" check --pre-receive
END
chmod +x server.git/hooks/pre-receive
git clone -q server.git work 2>/dev/null
tip() { git -C server.git rev-parse "${1:-main}"; }

# push [ENVIRONMENT...]: git push of work; output in $err, status in $status.
push() {
	env "$@" git -C work push -q origin "HEAD:${branch:-main}" >out.txt 2>err.txt
	status=$?
	out=$(cat out.txt)
	err=$(cat err.txt)
}
undo() { git -C work fetch -q && git -C work reset -q --hard origin/main && git -C work clean -qfd; }
contributor='REMOTE_USER=someone@example.org'
editor='REMOTE_USER=Editor@example.org'

# What anybody may do.
cat >work/methods/new.md <<'END'
---
title: A draft
lang: en
status: draft
---
Text.
END
echo 'A better word.' >>work/guides/ethics.sv.md
git -C work add -A && git -C work commit -qm 'Draft and text'
push "$contributor"
is 'a draft and better words: taken' "$status" 0
is 'a draft and better words: there' "$(tip)" "$(git -C work rev-parse HEAD)"

sed -i 's/^registration_by: .*/registration_by: 2027-03-08/' work/events/show-and-tell-2027-03-18.sv.md
git -C work commit -qam 'Register later'
push "$contributor"
is 'another day to register by is no publication' "$err" ''

# What breaks the hub.
echo 'See [[no-such-note]].' >>work/guides/ethics.sv.md
git -C work commit -qam 'Broken'
before=$(tip)
push "$editor"
is 'a broken link: refused' "$((status != 0))" 1
has 'a broken link: with place and reason' "$err" 'guides/ethics.sv.md:'
has 'a broken link: the rule' "$err" 'error: broken-link: The link to no-such-note'
is 'a broken link: the branch stays' "$(tip)" "$before"
branch=topic push "$contributor"
is 'another branch is not the hub' "$status" 0
unset branch
undo
git -C work rm -q feeds.yaml && git -C work commit -qm 'No feeds'
push "$editor"
has 'the list of feeds is gone: refused' "$err" 'fyr.yaml: error: feeds: "feeds" names feeds.yaml'
undo
sed -i 's/^maturity: .*/maturity: reserch/' work/templates/method.sv.md
git -C work commit -qam 'Template'
push "$contributor"
has 'a template that makes broken notes: refused' "$err" 'templates/method.sv.md:'
undo
git -C work rm -q partners/imy.md && git -C work commit -qm 'Gone'
push "$editor"
has 'links of other notes break: refused' "$err" 'There is no note imy'
undo
ln -s /etc/passwd work/guides/evil.md
git -C work add -A && git -C work commit -qm 'Link' && git -C work rm -q guides/evil.md && git -C work commit -qm 'No link'
push "$editor"
has 'a link in between: refused' "$err" 'guides/evil.md may not stand in a hub'
undo
echo 'Åsa 19121212-1212' >>work/methods/new.md
git -C work commit -qam 'Number'
push "$editor"
has 'a personal number: refused' "$err" 'error: personal-number'
hasnt 'a personal number: not repeated' "$err" '1212-1212'
undo
git -C work commit -q --amend -m 'Rewritten' && git -C work push -qf origin HEAD:main 2>err.txt
has 'a rewind: refused' "$(cat err.txt)" 'would lose commits'
undo
git -C server.git config receive.denyDeleteCurrent ignore
git -C work push -q origin :main 2>err.txt
has 'the branch deleted: refused' "$(cat err.txt)" 'cannot be deleted'

# Publishing.
refused() { # name, reason
	before=$(tip)
	push "$contributor"
	is "$1: refused" "$((status != 0))" 1
	has "$1: why" "$err" "$2"
	has "$1: who" "$err" 'someone@example.org is none'
	is "$1: the branch stays" "$(tip)" "$before"
	push "$editor"
	is "$1: an editor may" "$status" 0
	is "$1: there" "$(tip)" "$(git -C work rev-parse HEAD)"
}
sed -i 's/^status: draft/status: archived/' work/methods/new.md
git -C work commit -qam 'Archived'
push "$contributor"
is 'a draft archived: taken' "$status" 0
sed -i 's/^status: archived/status: published\nfamily: text\ndata: [x]\nmaturity: research\nowner: x/' work/methods/new.md
git -C work commit -qam 'Publish'
refused 'a note published' 'it is published by this push'
sed -i 's/^stage: proposal/stage: adopted/' work/regulations/mdr-revision.sv.md
git -C work commit -qam 'Stage'
refused 'a stage' 'its stage changes'
sed -i 's/date: 2027-12-02/date: 2028-12-02/' work/regulations/ai-act.sv.md
git -C work commit -qam 'Dates'
refused 'a date' 'its dates change'
echo 'Silently.' >>work/updates/2026-11-23-december-dates.sv.md
git -C work commit -qam 'Silent edit'
refused 'a published change' 'a published change is altered'
sed -i 's/^editors: .*/editors: [editor@example.org, someone@example.org]/' work/fyr.yaml
git -C work commit -qam 'Me too'
printf -- '---\ntitle: Mine\nlang: en\n---\nx\n' >work/methods/mine.md
before=$(tip)
push "$contributor"
has 'a push cannot make its own editor' "$err" 'it holds the rules of the hub'
is 'a push cannot make its own editor: the branch stays' "$(tip)" "$before"
undo
# published and taken back within one push: history keeps it
sed -i 's/^status: published/status: draft/' work/methods/new.md
git -C work commit -qam 'Withdrawn' && git -C work revert --no-edit -q HEAD >/dev/null 2>&1 || git -C work revert --no-edit HEAD >/dev/null
push "$contributor"
has 'withdrawn and put back' "$err" 'it is withdrawn by this push'
undo
# a merge that takes back what an editor published
git -C work checkout -q -b side HEAD~1
echo 'Side.' >>work/guides/buying-ai.sv.md
git -C work commit -qam 'Side'
git -C work merge -q -s ours -m 'Merge' origin/main
push "$contributor"
is 'a merge that takes back: refused' "$((status != 0))" 1
has 'a merge that takes back: why' "$err" 'december-dates.sv.md'
git -C work checkout -q main 2>/dev/null || git -C work checkout -q -
undo

# Who pushes.
sed -i 's/^status: published/status: draft/' work/methods/new.md
git -C work commit -qam 'Withdrawn'
push X=1
has 'a server that does not say who' "$err" 'does not say who pushes'
push GL_USERNAME=nobody
has 'GitLab' "$err" 'nobody is none'
push GITEA_PUSHER_NAME=nobody "$editor"
has 'Gitea is asked before the web server' "$err" 'nobody is none'
push GIT_AUTHOR_EMAIL=editor@example.org "$contributor"
has 'an author is nobody' "$err" 'is none'
push "$contributor" LANGUAGE=sv
has 'in Swedish' "$err" 'får bara redaktörer'
sed -i 's/--pre-receive/--pre-receive --pusher editor@example.org/' server.git/hooks/pre-receive
push "$contributor"
is '--pusher comes first' "$status" 0
sed -i 's/ --pusher editor@example.org//' server.git/hooks/pre-receive

# Signed commits, where the hub wants them.
ssh-keygen -q -t ed25519 -N '' -C '' -f key && ssh-keygen -q -t ed25519 -N '' -C '' -f other
mkdir work/.fyr
printf 'editor@example.org namespaces="git" %s\n' "$(cat key.pub)" >work/.fyr/allowed_signers
echo 'signers: .fyr/allowed_signers' >>work/fyr.yaml
git -C work add -A && git -C work commit -qm 'Signed from now on'
push "$editor"
is 'signers: set by an editor' "$status" 0
git -C work config gpg.format ssh
git -C work config user.signingkey "$PWD/key"
sed -i 's/^status: draft/status: published/' work/methods/new.md
git -C work commit -qam 'Unsigned'
push "$editor"
has 'unsigned: refused' "$err" 'it is not signed'
git -C work reset -q --soft HEAD~1
git -C work -c user.signingkey="$PWD/other" commit -qS -m 'Wrong key'
push "$editor"
has 'wrong key: refused' "$err" 'of nobody who may sign'
git -C work reset -q --soft HEAD~1
printf 'editor@example.org namespaces="git" %s\n' "$(cat other.pub)" >>work/.fyr/allowed_signers
git -C work add -A
git -C work -c user.signingkey="$PWD/other" commit -qS -m 'Forged signers'
push "$editor"
has 'signers of the push do not count' "$err" 'of nobody who may sign'
git -C work reset -q --soft HEAD~1 && git -C work checkout -q HEAD -- .fyr
git -C work commit -qS -m 'Signed'
push "$contributor"
has 'signed, pushed by another: refused' "$err" 'is none'
push X=1
is 'signed, the server does not say who: taken' "$status" 0
sed -i 's/^status: published/status: draft/' work/methods/new.md
git -C work commit -qS -am 'Signed again'
push "$editor"
is 'signed by an editor: taken' "$status" 0
echo 'Words.' >>work/guides/ethics.sv.md
git -C work commit -qam 'Words need no signature'
push "$contributor"
is 'words need no signature' "$status" 0

# A merge of what an editor published with one's own words publishes nothing.
sed -i '/^signers:/d' work/fyr.yaml && git -C work commit -qS -am 'No signatures'
push "$editor"
is 'signers: taken away by an editor' "$status" 0
git -C work checkout -q -b words
echo 'More words.' >>work/regulations/mdr-revision.sv.md
git -C work commit -qam 'Words'
git -C work checkout -q main
sed -i 's/^stage: adopted/stage: in-force/' work/regulations/mdr-revision.sv.md
git -C work commit -qam 'In force'
push "$editor"
is 'an editor publishes a stage' "$status" 0
git -C work checkout -q words && git -C work merge -q --no-edit main 2>/dev/null
branch=main push "$contributor"
is 'words merged with a stage that was published: taken' "$err" ''
unset branch
git -C work checkout -q main && undo

# Four eyes, with the program as both editors use it.
sed -i 's/^editors: .*/editors: [editor@example.org, second@example.org]\nfour_eyes: true/' work/fyr.yaml
git -C work commit -qam 'Four eyes'
push "$editor"
is 'four eyes: set by an editor' "$status" 0
second='REMOTE_USER=second@example.org'
publish() { # who, arguments
	who=$1
	shift
	GIT_AUTHOR_EMAIL=$who GIT_COMMITTER_EMAIL=$who fyr --hub work publish "$@" --yes --no-send
}
git -C work config user.name Editor
git -C work config user.email editor@example.org
sed -i 's/^stage: in-force/stage: applies/' work/regulations/mdr-revision.sv.md
git -C work commit -qam 'Alone'
before=$(tip)
push "$editor"
has 'four eyes: without review refused, with the reason' "$err" 'does not end with a line "Reviewed-by: Name <e-mail>"'
has 'four eyes: without review, the way out' "$err" 'Propose it with fyr publish'
is 'four eyes: without review, the branch stays' "$(tip)" "$before"
unset GIT_AUTHOR_EMAIL GIT_COMMITTER_EMAIL
git -C work commit -q --amend --reset-author -m 'Alone' -m 'Reviewed-by: Editor <editor@example.org>'
push "$editor"
has 'four eyes: reviewed by oneself' "$err" 'editor@example.org made it and reviewed it'
git -C work commit -q --amend -m 'Alone' -m 'Reviewed-by: Guest <guest@example.org>'
push "$editor"
has 'four eyes: reviewed by no editor' "$err" 'guest@example.org, who is to have reviewed it, is no editor'
git -C work commit -q --amend -m 'Alone' -m 'Reviewed-by: Second <second@example.org>'
push "$editor"
has 'four eyes: a name alone is no review' "$err" 'comes from Editor@example.org; who reviewed it pushes it'
git -C work commit -q --amend -m 'Alone' -m 'Reviewed-by: Second <second@example.org>

It is so.'
push "$second"
has 'four eyes: words after it' "$err" 'does not end with a line'
git -C work commit -q --amend -m 'Together' -m 'Reviewed-by: Second <Second@example.org>'
push "$second"
is 'four eyes: made by one, pushed by the other' "$err" ''
sed -i '/^four_eyes:/d' work/fyr.yaml && git -C work commit -qam 'Two eyes'
push "$editor"
has 'four eyes: not ended by one' "$err" 'does not end with a line'
undo
publish editor@example.org mdr-revision --stage repealed --alert act --summary 'Repealed.' --source https://example.org/r
is 'four eyes: proposed' "$status" 0
push "$second"
has 'four eyes: proposed in the name of another' "$err" 'in the name of editor@example.org, but comes from second@example.org'
push "$editor"
is 'four eyes: a proposal is pushed' "$err" ''
git -C work config user.email second@example.org
publish second@example.org 2026-11-23-repealed
is 'four eyes: published by the other' "$status" 0
push "$editor"
has 'four eyes: not pushed by who proposed it' "$err" 'as the reviewer, but comes from Editor@example.org'
push "$second"
is 'four eyes: pushed by who reviewed it' "$err" ''
is 'four eyes: there' "$(git -C server.git show main:regulations/mdr-revision.sv.md | grep '^stage:')" 'stage: repealed'
push LANGUAGE=sv "$contributor"
git -C work commit -q --allow-empty -m 'Empty'
sed -i 's/^stage: repealed/stage: withdrawn/' work/regulations/mdr-revision.sv.md
git -C work commit -qam 'Alone'
push LANGUAGE=sv "$second"
has 'four eyes: in Swedish' "$err" 'en annan redaktör'
undo

# What git does not say.
printf 'nonsense\n' | (cd server.git && GIT_DIR=. "$FYR_PROGRAM" check --pre-receive) 2>err.txt
is 'nonsense on standard input: exit 2' "$?" 2
fyr check --pusher x
is '--pusher alone: exit 2' "$status" 2
finish
