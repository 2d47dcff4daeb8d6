#!/bin/sh
# Editors that save the very notes a sync is bringing in: every save that was
# done is found afterwards in the tree, in displaced/ or in a commit, and git
# sees each edit. Longer: tests/run.sh RACE_SAVES=2400 sh tests/net/test_race.sh;
# RACE_SEED repeats one.
. "$FYR_ROOT/tests/net/net.sh"
with_faults
cat >race.pl <<'PL'
use strict;
use warnings;
use Time::HiRes qw(sleep time);
# how: swap (a round brings in what the editors save) or round (commits, merges
# and sends while they do).
my ($how, $saves, $seed) = @ARGV;
my $notes = 24;
my $tool = $ENV{tool_program};
srand $seed;
my ($done, $rounds, $caught, $word, @lost) = (0, 0, 0, 0);

sub slurp {
	my ($file) = @_;
	open my $f, '<', $file or return '';
	local $/;
	my $text = <$f>;
	return $text // '';
}
sub spit {
	my ($file, $text) = @_;
	open my $f, '>', $file or die "$file: $!";
	print $f $text;
	close $f or die;
}
sub git { system('git', '-C', @_) == 0 or die "git @_" }
sub note { sprintf 'n%02d.md', $_[0] }

# As editors do: cut and write, or write beside and rename.
sub save {
	my ($file, $text, $way) = @_;
	my $to = $way ? "$file.tmp$$" : $file;
	open my $f, '>', $to or return 0;
	print $f $text;
	close $f or return 0;
	return !$way || rename $to, $file;
}
# One editor: its half of the notes, once each, in any order.
sub editor {
	my ($own, $first, $span) = @_;
	srand $seed * 1000 + $first + $own;
	my @mine = sort { rand() <=> 0.5 } grep { $_ % 2 == $own } 1 .. $notes;
	open my $log, '>>', "acked.$own" or die;
	until (-s 'w/.git/fyr/journal' || -e 'over') { sleep 0.0002 }
	for my $n (@mine) {
		my $text = sprintf "save%06d.\n", $first + $n;
		sleep rand $span if $span;
		print $log "$n $text" if save('w/' . note($n), $text, int rand 2);
	}
	close $log;
	exit 0;
}
# An editor that adds a line to what it finds, again and again.
sub adder {
	my ($own, $first, $span) = @_;
	srand $seed * 1000 + $first + $own;
	open my $log, '>>', "acked.$own" or die;
	for my $n (1 .. $notes) {
		next if $n % 2 != $own;
		my $file = 'w/' . note(1 + int(rand 4) * 2 + $own);
		my $text = sprintf "save%06d.\n", $first + $n;
		sleep rand $span;
		print $log "$n $text" if save($file, slurp($file) . $text, int rand 2);
	}
	close $log;
	exit 0;
}
sub others {
	my ($turn) = @_;
	for my $n (1 .. $notes) {
		my $file = 'other/' . note($n);
		if ($n == 23 && -e $file) { unlink $file; next }
		spit($file, slurp($file) . "others $turn.\n");
	}
	git('other', 'add', '-A');
	git('other', 'commit', '-q', '-m', "Others $turn");
	git('other', 'push', '-q') if $how eq 'swap';
	system 'git -C other pull -q --no-rebase --no-edit -s recursive -X theirs >/dev/null 2>&1; git -C other push -q 2>/dev/null'
		if $how eq 'round';
}
sub acked {
	my @all;
	for my $own (0, 1) {
		push @all, map { /(save\d+\.)/ } split /\n/, slurp("acked.$own");
		unlink "acked.$own";
	}
	return @all;
}
# All that is in the tree, in .git/fyr, and in commits.
sub found {
	my $text = join '', map { slurp($_) } glob('w/*'), glob('w/.git/fyr/displaced/*'), glob('w/.git/fyr/stage/*');
	$text .= `git -C w rev-list --objects --all | cut -d' ' -f1 | git -C w cat-file --batch`
		if $how eq 'round';
	return $text;
}
# Files that are not as the commit has them, and that git does not tell.
sub hidden {
	my %told = map { (substr($_, 3) => 1) } split /\n/, `git -C w status --porcelain`;
	my @wrong;
	for (split /\n/, `git -C w ls-tree -r HEAD`) {
		my ($id, $name) = /^\S+ blob (\S+)\t(.*)/ or next;
		my $now = -e "w/$name" ? `git -C w hash-object --no-filters '$name'` : "none\n";
		push @wrong, $name if $now ne "$id\n" && !$told{$name};
	}
	return @wrong;
}
sub one_round {
	$rounds++;
	others($rounds) if $how eq 'swap' || $rounds % 3 == 1;
	my $first = $rounds * 100;
	my $span = $ENV{SPAN} // 0;
	my @pids;
	unlink 'over';
	for my $own (0, 1) {
		my $pid = fork;
		if (!$pid) { $how eq 'swap' ? editor($own, $first, $span) : adder($own, $first, $span || 0.008) }
		push @pids, $pid;
	}
	if ($how eq 'swap') {
		my $out = `@{[$ENV{SHIM} // '']} '$tool' pull w`;
		$caught++ if $out =~ /Edited during/;
		print "$rounds: $out" if $out !~ /^outcome (forwarded|left-alone)/m;
	} else {
		for (1 .. 4) {
			my $out = `@{[$ENV{SHIM} // '']} TOOL_SYNC=edited '$tool' sync w`;
			$caught++ if $out =~ /^outcome (sent|merged)/m;
			print "$rounds: $out" if $out !~ /^outcome|^error \d+: .*(not committed|way here)/m;
		}
	}
	spit('over', '');
	waitpid $_, 0 for @pids;
	my @acked = acked();
	my $text = found();
	$done += @acked;
	push @lost, grep { index($text, $_) < 0 } @acked;
	print "$rounds: hidden: $_\n" for hidden();
	print "$rounds: lock: $_\n" for split /\n/, `find w/.git -name '*.lock'`;
	return if $how eq 'round';
	unlink 'w/.git/fyr/kept', glob 'w/.git/fyr/displaced/*';
	git('w', 'reset', '-q', '--hard');
	git('w', 'clean', '-fdq');
	system "'$tool' pull w >again.out";
	print "$rounds: ", slurp('again.out') if `git -C w status --porcelain`;
}

git('.', 'init', '-q', 'seed');
spit("seed/" . note($_), "one\ntwo\nthree\n") for 1 .. $notes;
git('seed', 'add', '-A');
git('seed', 'commit', '-q', '-m', 'Begin');
system 'git clone -q --bare seed hub.git; git clone -q hub.git w; git clone -q hub.git other';
one_round() while $done < $saves && $rounds < $saves;
print "lost: @lost\n" if @lost;
print "damaged: $_" for `git -C w fsck --full --no-dangling 2>&1`;
print STDERR "$done saves, $rounds rounds, caught in $caught, lost ${\ scalar @lost}\n";
PL
export tool_program
saves=${RACE_SAVES:-300}
seed=${RACE_SEED:-$(date +%j)}
race() { # name, how, saves, what comes before the program, spread of the saves
	rm -rf seed hub.git w other over
	found=$(SHIM=$4 SPAN=$5 perl race.pl "$2" "$3" "$seed" 2>said)
	is "$1: $(tail -1 said)" "$found" ''
}
race 'saved as files are swapped' swap "$saves" '' 0
race 'with more time between' swap $((saves / 2)) "LD_PRELOAD=$shim FAULT_MODE=delay" 0.008
race 'where names cannot be exchanged' swap $((saves / 2)) "LD_PRELOAD=$shim FAULT_NOSWAP=1 FAULT_MODE=delay" 0.012
race 'while it commits, merges and sends' round $((saves / 2)) '' 0
race 'the same with more time between' round $((saves / 2)) "LD_PRELOAD=$shim FAULT_MODE=delay" 0.03
finish
