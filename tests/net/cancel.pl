# How long a cancel takes: cancel.pl SIGNAL RUNS FILE PATTERN COUNT COMMAND...
# Runs the command after `sh reset`, waits until FILE has COUNT lines with
# PATTERN, and a moment; sends SIGNAL to it, and waits until it has ended and all
# that it has started. Prints the longest and the middle time in milliseconds,
# then the different ways it ended.
use strict;
use warnings;
use POSIX ();
use Time::HiRes qw(time sleep);
my ($signal, $runs, $file, $pattern, $count, @command) = @ARGV;

# Its children inherit the mark, whoever is their parent by then.
sub others {
	my ($mark) = @_;
	my @found;
	for my $dir (glob '/proc/[0-9]*') {
		open my $from, '<', "$dir/environ" or next;
		local $/;
		my $text = <$from> // '';
		push @found, $dir if $text =~ /\bCANCEL_MARK=$mark\b/;
	}
	return @found;
}

sub seen {
	open my $from, '<', $file or return 0;
	return scalar grep { /$pattern/ } <$from>;
}

my (@took, %ends);
for my $run (1 .. $runs) {
	system('sh', 'reset') == 0 or die 'reset';
	unlink $file;
	my $mark = "$$-$run";
	my $pid = fork;
	if (!$pid) {
		$ENV{CANCEL_MARK} = $mark;
		$SIG{INT} = 'DEFAULT';
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', 'cancel.out';
		open STDERR, '>', 'cancel.err';
		exec @command or POSIX::_exit(99);
	}
	my $limit = time + 20;
	my $early = 0;
	until (seen() >= $count || time > $limit) {
		if (waitpid($pid, POSIX::WNOHANG()) == $pid) {
			$early = 1;
			last;
		}
		sleep 0.004;
	}
	if ($early) {
		$ends{'ended before'}++;
		next;
	}
	$ends{'never so far'}++ if time > $limit;
	sleep rand 0.05;
	my $start = time;
	kill $signal, $pid;
	waitpid $pid, 0;
	$ends{$? & 127 ? 'signal ' . ($? & 127) : 'exit ' . ($? >> 8)}++;
	my $last = time + 10;
	sleep 0.004 while others($mark) && time < $last;
	$ends{'left behind'}++ if others($mark);
	push @took, (time - $start) * 1000;
}
@took = sort { $a <=> $b } @took;
printf "%.0f %.0f %s\n", $took[-1] // 99999, $took[@took / 2] // 99999, join ', ', sort keys %ends;
