#!/bin/sh
# Three people who add, change, rename and remove notes by chance, and whose
# rounds are now and then killed: nothing that nobody removed is gone. MODEL_SEED
# and MODEL_RUNS repeat and extend it.
. "$FYR_ROOT/tests/net/net.sh"
in_memory
cat >model.pl <<'PL'
use strict;
use warnings;
my ($seed, $steps) = @ARGV;
srand $seed;
my $tool = $ENV{tool_program};
my @people = qw(a b w);
my ($word, $killed, $rounds) = (0, 0, 0);
my %removed; # words that somebody took away on purpose
my @words;

sub lines_of {
	my ($who, $file) = @_;
	open my $f, '-|', 'git', '-C', $who, 'show', "HEAD:$file" or die;
	my @lines = <$f>;
	return @lines;
}
sub files_of {
	my ($who) = @_;
	my @files = `git -C $who ls-tree -r --name-only HEAD`;
	chomp @files;
	return @files;
}
sub new_word {
	push @words, 'word' . ++$word . '.';
	return $words[-1];
}
sub note_removed { $removed{$_}++ for map { /(word\d+\.)/g } @_; }
sub save {
	my ($who, @files) = @_;
	my $out = `'$tool' recover $who`;
	open my $f, '-|', $tool, 'save', $who, 'Change', @files or die;
	my $text = join '', <$f>;
	return $text =~ /^commit/m ? 1 : 0;
}
sub change {
	my ($who) = @_;
	my @files = files_of($who);
	my $file = $files[rand @files];
	my @lines = lines_of($who, $file);
	my $how = rand;
	if ($how < 0.2 || !@files) {
		save($who, 'n' . ($word + 1) . '.md', join '', map { "line $_ " . new_word() . "\n" } 1 .. 5);
	} elsif ($how < 0.3 && @files > 2) {
		note_removed(@lines) if save($who, $file, '-');
	} elsif ($how < 0.4) {
		save($who, "moved/$seed-" . ++$word . '.md', join('', @lines), $file, '-');
	} elsif ($how < 0.6 && @lines) {
		my $at = int rand @lines;
		my $old = $lines[$at];
		$lines[$at] = 'instead ' . new_word() . "\n";
		note_removed($old) if save($who, $file, join '', @lines);
	} else {
		splice @lines, rand(@lines + 1), 0, 'more ' . new_word() . "\n";
		save($who, $file, join '', @lines);
	}
}
sub round {
	my ($who) = @_;
	$rounds++;
	my $pid = fork;
	if (!$pid) {
		open STDOUT, '>', "$who.out";
		exec $tool, 'sync', $who;
	}
	if (rand() < 0.2) {
		select undef, undef, undef, rand 0.1;
		kill 'KILL', $pid and $killed++;
	}
	waitpid $pid, 0;
}
sub whole_round {
	my ($who) = @_;
	my $out = `'$tool' sync $who`;
	print "$who: $out" unless $out =~ /^outcome (nothing-new|forwarded|sent|merged)/m;
}

for (1 .. $steps) {
	my $who = $people[rand @people];
	change($who) for 0 .. rand 2;
	round($people[rand @people]) if rand() < 0.6;
}
whole_round($_) for (@people, @people);
my %heads = map { $_ => 1 } map { `git -C $_ rev-parse HEAD` } (@people, 'hub.git');
print "heads differ\n" if keys %heads != 1;
print "edited: $_" for `git -C w status --porcelain`;
print "damaged: $_" for map { `git -C $_ fsck --full --no-dangling 2>&1` } (@people, 'hub.git');

my $history = join '', `git -C hub.git rev-list --objects main | cut -d' ' -f1 | git -C hub.git cat-file --batch`;
my $now = join '', map { lines_of('hub.git', $_) } files_of('hub.git');
for my $mine (`git -C hub.git log --format=%B main` =~ /^Fyr-Conflict: .* mine=([0-9a-f]{40}) /mg) {
	$now .= `git -C hub.git cat-file blob $mine`;
}
my ($kept, $gone) = (0, 0);
for my $one (@words) {
	print "never arrived: $one\n" if index($history, $one) < 0;
	next if $removed{$one};
	index($now, $one) < 0 ? print("lost: $one\n") : $kept++;
}
print "markers\n" if $now =~ /^<<<<<<< /m;
my $clashes = () = `git -C hub.git log --format=%B main` =~ /^Fyr-Conflict/mg;
print STDERR "$word words, $kept kept, $rounds rounds, $killed killed, $clashes clashes\n";
PL
export tool_program
seed=${MODEL_SEED:-$(date +%j)}
runs=${MODEL_RUNS:-2}
while [ "$runs" -gt 0 ]; do
	rm -rf up hub.git a b w
	upstream up
	git clone -q --bare up hub.git
	for one in a b; do "$tool_program" clone "$PWD/hub.git" $one >/dev/null; done
	git clone -q "$PWD/hub.git" w
	found=$(perl model.pl "$seed" 40 2>said)
	is "seed $seed: $(tail -1 said)" "$found" ''
	seed=$((seed + 1))
	runs=$((runs - 1))
done
finish
