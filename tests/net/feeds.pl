# A web server with feeds, good and hostile, on loopback. Prints its port, then
# serves until killed. The path says what is answered; each request is logged to
# the file given.
use strict;
use warnings;
use IO::Socket::INET;
my ($log) = @ARGV;
$| = 1;
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
alarm 300;
my $server = IO::Socket::INET->new(Listen => 16, LocalAddr => '127.0.0.1', ReuseAddr => 1)
	or die "listen: $!";
my $port = $server->sockport;
print "$port\n";
close STDOUT;

sub item { my ($n, $more) = @_;
	return "<item><title>Item $n</title><link>https://example.org/$n</link>"
		. "<guid>g$n</guid>" . ($more // '') . "</item>"; }
sub rss { return '<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>' . join('', @_)
		. '</channel></rss>'; }

while (my $client = $server->accept) {
	if (fork) { close $client; next; }
	alarm 60;
	my ($path, %head) = ('');
	while (my $line = <$client>) {
		$path = $1 if $line =~ m{^\w+ (\S+)};
		$head{lc $1} = $2 if $line =~ m{^([\w-]+): (.*?)\r};
		last if $line eq "\r\n";
	}
	open my $out, '>>', $log; print $out "$path ", $head{'if-none-match'} // '-', "\n"; close $out;
	my ($status, $type, $more, $body) = ('200 OK', 'application/xml', '', '');
	if ($path eq '/rss2') {
		if (($head{'if-none-match'} // '') eq '"one"') { $status = '304 Not Modified'; }
		$more = "ETag: \"one\"\r\nLast-Modified: Mon, 23 Nov 2026 10:00:00 GMT\r\n";
		$body = rss(item(1, '<description>&lt;p&gt;Text &amp;amp; more&lt;/p&gt;</description>'
			. '<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>'), item(2));
	} elsif ($path eq '/atom') {
		$body = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>'
			. '<entry><title type="html">Atom &lt;b&gt;one&lt;/b&gt;</title><id>urn:a1</id>'
			. '<link rel="self" href="/self"/><link href="/a/1"/><updated>2026-11-19T08:00:00Z</updated></entry>'
			. '<entry><title>Same as item 1</title><id>urn:a2</id>'
			. '<link href="http://www.example.org/1/?utm_source=x#top"/></entry></feed>';
	} elsif ($path eq '/rss1') {
		$body = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
			. ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R</title></channel>'
			. '<item rdf:about="https://example.org/r1"><title>RDF one</title><dc:date>2026-11-18</dc:date></item></rdf:RDF>';
	} elsif ($path eq '/bomb') {
		$body = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
			. '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>';
	} elsif ($path eq '/bomb16') {
		$body = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>';
		$body = "\xFF\xFE" . join('', map { "$_\0" } split //, $body);
	} elsif ($path eq '/latin1') {
		$body = "<rss><channel><item><title>F\xF6rslag om v\xE5rd</title><link>https://example.org/l</link></item></channel></rss>";
	} elsif ($path eq '/wrong') {
		$body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss><channel><item><title>F\xF6r</title></item></channel></rss>";
	} elsif ($path eq '/nodates') {
		$body = rss(item(70), item(71, '<pubDate>yesterday, more or less</pubDate>'), item(72, '<pubDate>30 Feb 2026</pubDate>'));
	} elsif ($path eq '/deep') {
		$body = '<rss>' . ('<a>' x 5000) . ('</a>' x 5000) . '</rss>';
	} elsif ($path eq '/escape') {
		$body = rss("<item><title>Bad \xC2\x9B31m name</title><link>javascript:alert(1)</link><guid>https://example.org/esc</guid></item>");
	} elsif ($path eq '/html') {
		$body = '<html><body>Moved.</body></html>';
	} elsif ($path eq '/loop') {
		($status, $more) = ('302 Found', "Location: /loop\r\n");
	} elsif ($path eq '/file') {
		($status, $more) = ('302 Found', "Location: file:///etc/passwd\r\n");
	} elsif ($path eq '/moved') {
		($status, $more) = ('301 Moved', "Location: http://127.0.0.1:$port/nodates\r\n");
	} elsif ($path eq '/gone') {
		$status = '410 Gone';
	} elsif ($path eq '/huge') {
		print $client "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss><channel>";
		for (1 .. 1600) { print $client ' ' x 65536 or exit 0; }
		exit 0;
	} elsif ($path eq '/huge-said') {
		print $client "HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n<rss>";
		exit 0;
	} elsif ($path eq '/endless') {
		print $client "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss><channel>";
		for (1 .. 600) { print $client ' ' or exit 0; select undef, undef, undef, 0.1; }
		exit 0;
	} else { $status = '404 Not Found'; }
	$body = '' if $status =~ /^304/;
	print $client "HTTP/1.1 $status\r\nContent-Type: $type\r\n${more}Content-Length: ", length $body,
		"\r\nConnection: close\r\n\r\n$body";
	exit 0;
}
