"""The code under test: a shop that sends its orders to the promotion engine."""

import json
import urllib.parse
import urllib.request


def put(url, order, session):
    request = urllib.request.Request(
        url + "/v2/customer_sessions/" + urllib.parse.quote(order, safe=""),
        data=json.dumps({"customerSession": session}).encode(),
        headers={"Authorization": "ApiKey-v1 secret", "Content-Type": "application/json"},
        method="PUT",
    )
    urllib.request.urlopen(request).close()


def pay(url, order, items):
    put(url, order, {"cartItems": items})
    put(url, order, {"state": "closed"})
