<?php
// The code under test: a shop that sends its orders to the promotion engine.

function put(string $url, string $order, array $session): void
{
    $body = json_encode(['customerSession' => $session], JSON_PRESERVE_ZERO_FRACTION);
    $options = ['http' => [
        'method' => 'PUT',
        'header' => ['Authorization: ApiKey-v1 secret', 'Content-Type: application/json'],
        'content' => $body,
    ]];
    $address = "$url/v2/customer_sessions/" . rawurlencode($order);
    if (file_get_contents($address, false, stream_context_create($options)) === false) {
        throw new RuntimeException('the order was not accepted');
    }
}

function pay(string $url, string $order, array $items): void
{
    put($url, $order, ['cartItems' => $items]);
    put($url, $order, ['state' => 'closed']);
}
