<?php
// Tests of a shop against the stub. They need PHP 8 or later, Java 17 or later, and no packages:
// STUB_JAR=customer-session-stub.jar php shop_test.php
// With PHPUnit, start and stop belong into setUpBeforeClass and tearDownAfterClass.

require __DIR__ . '/shop.php';

$jar = getenv('STUB_JAR') ?: 'customer-session-stub.jar';

// snippet
$stub = proc_open(['java', '-jar', $jar, 'serve', '--port', '0'], [1 => ['pipe', 'w']], $pipes);
register_shutdown_function(fn () => proc_terminate($stub));
$url = trim(substr(fgets($pipes[1]), strlen('listening on ')));

function control(string $method, string $operation): string
{
    global $url;
    $context = stream_context_create(['http' => ['method' => $method]]);
    return file_get_contents("$url/__stub/worlds/main/$operation", false, $context);
}

function test(string $name, callable $body): void
{
    control('POST', 'reset');
    $body();
    $report = json_decode(control('GET', 'violations'), true);
    check($report['errors'] === 0, "$name: {$report['summary']}");
    echo "ok: $name\n";
}
// end

function check(bool $holds, string $message): void
{
    if (!$holds) {
        fwrite(STDERR, "$message\n");
        exit(1);
    }
}

function read(string $order): ?array
{
    global $url;
    $options = ['http' => ['header' => 'Authorization: ApiKey-v1 secret', 'ignore_errors' => true]];
    $address = "$url/v2/customer_sessions/$order";
    $body = json_decode(file_get_contents($address, false, stream_context_create($options)), true);
    return $body['customerSession'] ?? null;
}

test('a paid order is closed', function () use ($url) {
    pay($url, 'order-1', [['name' => 'Mug', 'sku' => 'mug', 'quantity' => 2, 'price' => 10.5]]);

    $session = read('order-1');
    check($session['state'] === 'closed', 'the order is ' . $session['state']);
    check($session['total'] == 21, 'the total is ' . $session['total']);
});

test('each test starts without sessions', function () {
    check(read('order-1') === null, 'the order of the test before is still there');
});
