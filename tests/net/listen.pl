# A server that misbehaves. Prints its port, then serves until killed.
#   silent         accept, read, never answer
#   full           never accept
#   close          accept and close
#   status N       answer any request with that status and no body
#   page           answer with a web page
#   redirect URL   answer with a redirect to URL and the rest of the path
#   refs           an endless list of branches
#   stall          a proper list of refs begun, and then nothing
#   talk TEXT      end the list of refs with an error in that text (\e allowed)
use strict;
use warnings;
use IO::Socket::INET;
my ($mode, $arg) = @ARGV;
$| = 1;
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
alarm 300; # whatever happens to the test, this ends
my $server = IO::Socket::INET->new(
	Listen => $mode eq 'full' ? 0 : 16,
	LocalAddr => '127.0.0.1',
	ReuseAddr => 1
) or die "listen: $!";
my @full;
if ($mode eq 'full') {
	# Fill the queue, so that further connections get no answer.
	for (1 .. 4) {
		push @full, IO::Socket::INET->new(PeerAddr => '127.0.0.1',
			PeerPort => $server->sockport, Blocking => 0);
	}
}
print $server->sockport, "\n";
close STDOUT;
sleep 1000 while $mode eq 'full';

sub pkt { my ($text) = @_; return sprintf('%04x%s', length($text) + 4, $text); }

sub head {
	my ($client, $length) = @_;
	print $client "HTTP/1.1 200 OK\r\nContent-Type: ",
		"application/x-git-upload-pack-advertisement\r\n",
		$length ? "Content-Length: $length\r\n" : '',
		"Connection: close\r\n\r\n";
}

while (my $client = $server->accept) {
	if (fork) {
		close $client;
		next;
	}
	alarm 120;
	my ($path, $line) = ('');
	exit 0 if $mode eq 'close';
	while ($line = <$client>) {
		$path = $1 if $line =~ m{^\w+ (\S+)};
		last if $line eq "\r\n";
	}
	my $service = pkt("# service=git-upload-pack\n") . '0000';
	if ($mode eq 'silent') {
		sleep 1000;
	} elsif ($mode eq 'status') {
		print $client "HTTP/1.1 $arg Odd\r\nContent-Length: 0\r\n\r\n";
	} elsif ($mode eq 'page') {
		print $client "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
			"Content-Length: 5\r\n\r\nhello";
	} elsif ($mode eq 'redirect') {
		$path =~ s{^.*(/info/refs)}{$1};
		print $client "HTTP/1.1 302 Found\r\nLocation: $arg$path\r\n",
			"Content-Length: 0\r\n\r\n";
	} elsif ($mode eq 'refs') {
		my $line = pkt(('1' x 40) . " refs/heads/x\0ofs-delta\n");
		head($client);
		print $client $service;
		for (my $i = 0; ; $i++) {
			print $client $line or exit 0;
			$line = join '', map {
				pkt(sprintf("%s refs/heads/x%09d\n", '1' x 40, $i * 500 + $_))
			} 1 .. 500;
		}
	} elsif ($mode eq 'stall') {
		head($client);
		print $client $service, pkt(('1' x 40) . " HEAD\0ofs-delta\n");
		$client->flush;
		sleep 1000;
	} elsif ($mode eq 'talk') {
		(my $text = $arg) =~ s/\\e/\e/g;
		my $body = $service . pkt("ERR $text");
		head($client, length $body);
		print $client $body;
	}
	exit 0;
}
