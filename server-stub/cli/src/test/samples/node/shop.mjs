// The code under test: a shop that sends its orders to the promotion engine.

async function put(url, order, customerSession) {
  const response = await fetch(`${url}/v2/customer_sessions/${encodeURIComponent(order)}`, {
    method: 'PUT',
    headers: { Authorization: 'ApiKey-v1 secret', 'Content-Type': 'application/json' },
    body: JSON.stringify({ customerSession }),
  });
  if (!response.ok) {
    throw new Error(`the order was not accepted: ${response.status}`);
  }
}

export async function pay(url, order, cartItems) {
  await put(url, order, { cartItems });
  await put(url, order, { state: 'closed' });
}
