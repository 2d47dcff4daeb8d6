# Somebody between us and a server. Prints its port, then serves until killed;
# each connection is a line in the file relay.log.
#   connect                 an http proxy that knows only CONNECT
#   socks                   a SOCKS proxy, version 5, without passwords
#   stall|close|reset N P   to port P of this machine; after N bytes of its answer:
#                           silence (then a line "silent"), the end, or a reset
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use Socket qw(SOL_SOCKET SO_LINGER);
my ($mode, $limit, $to) = @ARGV;
$| = 1;
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
alarm 300; # whatever happens to the test, this ends
my $server = IO::Socket::INET->new(Listen => 16, LocalAddr => '127.0.0.1',
	ReuseAddr => 1) or die "listen: $!";
print $server->sockport, "\n";
close STDOUT;

sub get { # exactly so many bytes
	my ($from, $count) = @_;
	my $data = '';
	while (length $data < $count) {
		sysread($from, $data, $count - length $data, length $data) or exit 0;
	}
	return $data;
}

sub note {
	open my $log, '>>', 'relay.log' or die "relay.log: $!";
	print $log "@_\n";
	close $log;
}

# Only to this machine, whatever the name: nothing leaves it.
sub way {
	my ($name, $port) = @_;
	note("$mode $name:$port");
	return IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port);
}

sub ask_connect {
	my ($client) = @_;
	my $head = '';
	$head .= get($client, 1) until $head =~ /\r\n\r\n/;
	my $there = $head =~ /^CONNECT ([^ :]+):(\d+) / ? way($1, $2) : undef;
	syswrite $client, $there ? "HTTP/1.1 200 Here\r\n\r\n"
		: "HTTP/1.1 502 No way\r\nContent-Length: 0\r\n\r\n";
	return $there;
}

sub ask_socks {
	my ($client) = @_;
	my (undef, $ways) = unpack 'CC', get($client, 2);
	get($client, $ways);
	syswrite $client, "\5\0";
	my (undef, undef, undef, $kind) = unpack 'CCCC', get($client, 4);
	my $name = $kind == 1 ? join '.', unpack 'C4', get($client, 4)
		: $kind == 3 ? get($client, unpack 'C', get($client, 1))
		: get($client, 16);
	my $there = way($name, unpack 'n', get($client, 2));
	syswrite $client, $there ? "\5\0\0\1\0\0\0\0\0\0" : "\5\4\0\1\0\0\0\0\0\0";
	return $there;
}

while (my $client = $server->accept) {
	if (fork) {
		close $client;
		next;
	}
	alarm 120;
	my $there = $mode eq 'connect' ? ask_connect($client)
		: $mode eq 'socks' ? ask_socks($client)
		: way('relayed', $to);
	exit 0 unless $there;
	my $both = IO::Select->new($client, $there);
	my $left = $mode =~ /^(stall|close|reset)$/ ? $limit : 1 << 60;
	while (my @ready = $both->can_read) {
		for my $from (@ready) {
			my $back = $from == $there;
			my $got = sysread $from, my $data, $back && $left < 65536 ? $left : 65536;
			exit 0 unless $got;
			my $put = 0;
			while ($put < $got) {
				$put += syswrite($back ? $client : $there, $data, $got - $put, $put) || exit 0;
			}
			$left -= $got if $back;
			next if $left > 0;
			if ($mode eq 'stall') {
				note('silent');
				sleep 1000;
			}
			setsockopt $client, SOL_SOCKET, SO_LINGER, pack 'II', 1, 0 if $mode eq 'reset';
			exit 0;
		}
	}
}
