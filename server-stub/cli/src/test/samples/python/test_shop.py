"""Tests of a shop against the stub. They need Python 3.8 or later, Java 17 or later, and no packages:

STUB_JAR=customer-session-stub.jar python3 -m unittest
"""

import json
import os
import subprocess
import unittest
import urllib.error
import urllib.request

from shop import pay

JAR = os.environ.get("STUB_JAR", "customer-session-stub.jar")


# snippet
class StubTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = ["java", "-jar", JAR, "serve", "--port", "0"]
        cls.stub = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        cls.url = cls.stub.stdout.readline().split()[-1]  # listening on http://127.0.0.1:54321

    @classmethod
    def tearDownClass(cls):
        cls.stub.terminate()
        cls.stub.communicate()

    def setUp(self):
        self.control("POST", "reset")

    def tearDown(self):
        report = json.loads(self.control("GET", "violations"))
        self.assertEqual(0, report["errors"], report["summary"])

    def control(self, method, operation):
        url = self.url + "/__stub/worlds/main/" + operation
        with urllib.request.urlopen(urllib.request.Request(url, method=method)) as response:
            return response.read()
# end


class ShopTest(StubTest):
    def read(self, order):
        request = urllib.request.Request(
            self.url + "/v2/customer_sessions/" + order,
            headers={"Authorization": "ApiKey-v1 secret"},
        )
        with urllib.request.urlopen(request) as response:
            return json.load(response)["customerSession"]

    def test_paid_order_is_closed(self):
        pay(self.url, "order-1", [{"name": "Mug", "sku": "mug", "quantity": 2, "price": 10.5}])

        session = self.read("order-1")
        self.assertEqual("closed", session["state"])
        self.assertEqual(21, session["total"])

    def test_starts_without_sessions(self):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.read("order-1")
        self.assertEqual(404, refused.exception.code)
        refused.exception.close()
