#!/bin/sh
# A person's own git in the work clone while it is synced: add, commit, checkout
# and switch again and again. What git said is done stays done, and what is
# staged stays staged. BESIDE_ROUNDS makes it longer.
. "$FYR_ROOT/tests/net/net.sh"
in_memory
cat >beside.pl <<'PL'
use strict;
use warnings;
my ($rounds) = @ARGV;
my $tool = $ENV{tool_program};
my ($turn, $switched) = (0, 0);
my %outcomes;

sub spit {
	my ($file, $text) = @_;
	open my $f, '>', $file or die "$file: $!";
	print $f $text;
	close $f;
}
# What git did not do for a lock of ours it is asked again, as a person would.
sub git {
	my @args = @_;
	for (1 .. 50) {
		return 1 if system("git -C w @args >git.out 2>&1") == 0;
		open my $f, '<', 'git.out';
		return 0 unless join('', <$f>) =~ /\.lock/;
		select undef, undef, undef, 0.01;
	}
	return 0;
}
sub person {
	open my $log, '>', 'done.log' or die;
	$log->autoflush;
	for (my $n = 1; !-e 'stop'; $n++) {
		spit("w/staged-$n.md", "Staged $n.\n");
		print $log "staged staged-$n.md\n" if git("add staged-$n.md");
		spit("w/own-$n.md", "Own $n.\n");
		print $log "commit own-$n.md\n"
			if git("add own-$n.md") && git("commit -q -m Own own-$n.md");
		git('checkout -q -- drive.md');
		select undef, undef, undef, rand 0.3;
		print $log "switch\n" if $n % 3 == 0 && git("switch -q -c aside-$n") && git('switch -q main');
	}
	exit 0;
}
my $pid = fork;
person() unless $pid;
for (1 .. $rounds) {
	$turn++;
	for my $note (qw(drive badge devices/scanner)) {
		open my $f, '>>', "other/$note.md" or die;
		print $f "others $turn\n";
	}
	system 'git -C other add -A; git -C other commit -q -m Others; git -C other pull -q --no-rebase --no-edit; git -C other push -q';
	my $out = `'$tool' sync w`;
	my ($outcome) = $out =~ /^(?:outcome )?(\S+.*)/;
	$outcomes{$outcome}++;
	print "$turn: $out" unless $out =~ /^outcome|meanwhile|holds|no branch aside/m;
}
spit('stop', '');
waitpid $pid, 0;
for (1 .. 3) {
	my $out = `'$tool' sync w`;
	print "at last: $out" if $_ == 3 && $out !~ /^outcome nothing-new/m;
}
my %index = map { $_ => 1 } split /\n/, `git -C w ls-files`;
my %own = map { $_ => 1 } split /\n/, `git -C w log --all --name-only --format= `;
my ($staged, $commits) = (0, 0);
open my $log, '<', 'done.log' or die;
while (<$log>) {
	chomp;
	if (/^staged (.*)/) { $staged++; print "no longer staged: $1\n" unless $index{$1} }
	if (/^commit (.*)/) { $commits++; print "commit is gone: $1\n" unless $own{$1} }
	$switched++ if /^switch/;
}
for (split /\n/, `git -C w status --porcelain`) {
	print "status: $_\n" unless /^A  (own|staged)-\d+\.md$|^\?\? (own|staged)-\d+\.md$/;
}
print "heads differ\n" if `git -C w rev-parse HEAD` ne `git -C hub.git rev-parse main`;
print "lock: $_" for `find w/.git -name '*.lock'`;
print "damaged: $_" for `git -C w fsck --full --no-dangling 2>&1`;
print STDERR "$rounds rounds, $staged staged, $commits commits, $switched switches; ",
	join(', ', map { "$outcomes{$_} $_" } sort keys %outcomes), "\n";
PL
export tool_program
upstream up
git clone -q --bare up hub.git
git clone -q "$PWD/hub.git" w
git clone -q "$PWD/hub.git" other
found=$(perl -MIO::Handle beside.pl "${BESIDE_ROUNDS:-25}" 2>said)
is "git beside: $(tail -1 said)" "$found" ''
finish
