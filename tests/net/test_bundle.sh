#!/bin/sh
# Bundles as remotes, and making a folder a repository.
. "$FYR_ROOT/tests/net/net.sh"

upstream up
git -C up bundle create -q "$PWD/one.bundle" HEAD main
first=$(head_of up)
echo more >>up/drive.md
commit up 'More'
git -C up bundle create -q "$PWD/two.bundle" "$first..main" HEAD 2>/dev/null
git -C up bundle create -q --version=3 "$PWD/three.bundle" --all
git -C up bundle create -q "$PWD/branch.bundle" main

tool clone "$PWD/one.bundle" b.git
is 'clone of a bundle' "$(outcome)" 'done'
is 'clone of a bundle: head' "$(head_of b.git)" "$first"
is_sound 'clone of a bundle' b.git
tool pull b.git
is 'nothing new' "$(outcome)" nothing-new
cp two.bundle one.bundle
tool pull b.git
is 'one that builds on what is here' "$(outcome)" forwarded
is 'head' "$(head_of b.git)" "$(head_of up)"
is_sound 'after it' b.git
tool clone "$PWD/two.bundle" c.git
has 'one that builds on what is not here' "$out" 'not here'
is 'nothing left' "$(ls -d c.git* 2>/dev/null)" ''
tool clone "$PWD/three.bundle" d.git
is 'version 3' "$(outcome)" 'done'
tool clone "file://$PWD/branch.bundle" g.git
is 'without HEAD, by file://' "$(head_of g.git)" "$(head_of up)"
head -c 400 three.bundle >cut.bundle
tool clone "$PWD/cut.bundle" e.git
is 'one that was cut: refused' "$status" 6
has 'one that was cut: said' "$out" 'damaged'
printf '# v3 git bundle\n@filter=blob:none\n\n' >filter.bundle
tool clone "$PWD/filter.bundle" e.git
has 'an unknown capability: said' "$out" 'filter=blob:none'
printf '# v2 git bundle\nzzz\n\n' >bad.bundle
tool clone "$PWD/bad.bundle" e.git
has 'a garbled one: said' "$out" 'damaged'

git -C up bundle create -q "$PWD/work.bundle" HEAD main
git clone -q "$PWD/work.bundle" w 2>/dev/null
tool pull w
is 'a work clone of a bundle' "$(outcome)" nothing-new
echo even >>up/badge.md
commit up 'Even more'
git -C up bundle create -q "$PWD/work.bundle" HEAD main
tool pull w
is 'a work clone of a bundle: forward' "$(outcome)" forwarded
is_sound 'a work clone of a bundle' w
with=TOOL_BYTES=100
tool clone "$PWD/three.bundle" l.git
has 'more bytes than allowed' "$out" 'more than the'

# ---- init ----
mkdir -p hub/devices
echo a >hub/a.md
echo b >hub/devices/b.md
echo 'tmp/' >hub/.gitignore
mkdir hub/tmp
echo no >hub/tmp/no.md
tool init hub
is 'init' "$(outcome)" 'done'
is_sound 'init' hub
is 'init: files' "$(git -C hub ls-files | tr '\n' ' ')" '.gitignore a.md devices/b.md '
is 'init: branch' "$(git -C hub symbolic-ref --short HEAD)" main
is 'init: author' "$(git -C hub log -1 --format='%an <%ae>')" 'Test unit <unit@example.org>'
tool init hub
is 'init twice is refused' "$status" 2
mkdir other
git init -q other
echo x >other/x.md
tool init other
is 'one without commits is taken up' "$(outcome)" 'done'
rm "$HOME/.gitconfig"
mkdir nobody
echo x >nobody/x.md
tool init nobody
is 'init without a name' "$(git -C nobody log -1 --format='%an <%ae>')" 'fyr <fyr@localhost>'
tool init nowhere
is 'no folder' "$status" 2
finish
