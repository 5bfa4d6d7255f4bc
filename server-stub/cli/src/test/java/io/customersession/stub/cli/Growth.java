package io.customersession.stub.cli;

import io.customersession.stub.Requests;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Something that grows with each request, without any bound of its own. */
enum Growth {
  SESSIONS {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      return session(url, "s" + i, "\"attributes\":{\"a\":\"" + "x".repeat(size / 40) + "\"}");
    }
  },
  ATTRIBUTES_OF_A_SESSION {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      return session(url, "s", "\"attributes\":{\"a" + i + "\":\"" + "x".repeat(size / 4) + "\"}");
    }
  },
  ATTRIBUTES_OF_A_PROFILE {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      return profile(url, "\"attributes\":{\"a" + i + "\":\"" + "x".repeat(size / 4) + "\"}");
    }
  },
  AUDIENCES {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      int count = size / 20;
      String ids =
          IntStream.range(i * count, (i + 1) * count)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(","));
      return profile(url, "\"audiencesChanges\":{\"adds\":[" + ids + "],\"deletes\":[]}");
    }
  },
  COUPON_CODES {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      int count = Math.min(180_000, size);
      String codes =
          IntStream.range(i * count, (i + 1) * count)
              .mapToObj(code -> "\"c" + code + "\"")
              .collect(Collectors.joining(","));
      return session(url, "s" + i, "\"couponCodes\":[" + codes + "]");
    }
  },
  STORED_EFFECTS {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      return session(
          url,
          "s" + i,
          "\"couponCodes\":[\"ITEM\"],\"cartItems\":[{\"sku\":\"mug\",\"price\":1,\"quantity\":"
              + Math.min(10_000, size / 2_000)
              + "}]");
    }
  },
  SNAPSHOTS {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      if (i == 0) {
        for (int session = 0; session < 20; session++) {
          session(url, "s" + session, "\"attributes\":{\"a\":\"" + "x".repeat(size / 40) + "\"}");
        }
      }
      return Requests.send(url, "PUT", "/__stub/snapshots/n" + i, "{\"world\":\"main\"}");
    }
  },
  FAULT_RULES {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      return Requests.send(
          url,
          "POST",
          "/__stub/worlds/main/faults",
          "{\"fault\":\"status=503\",\"path\":\"/nowhere" + i + "x".repeat(size / 20) + "\"}");
    }
  },
  WORLDS {
    @Override
    Requests.Response send(URI url, int i, int size) throws IOException {
      return Requests.send(
          url,
          "PUT",
          "/v2/customer_sessions/s",
          "{\"customerSession\":{\"attributes\":{\"a\":\"" + "x".repeat(size / 40) + "\"}}}",
          "X-Stub-World",
          "w" + i);
    }
  };

  /** Returns a response of the status 507 as soon as the quota is exhausted. */
  abstract Requests.Response send(URI url, int i, int size) throws IOException;

  private static Requests.Response session(URI url, String id, String content) throws IOException {
    return Requests.send(
        url, "PUT", "/v2/customer_sessions/" + id, "{\"customerSession\":{" + content + "}}");
  }

  private static Requests.Response profile(URI url, String content) throws IOException {
    return Requests.send(url, "PUT", "/v2/customer_profiles/p", "{" + content + "}");
  }
}
