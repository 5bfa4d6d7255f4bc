package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stub that invalid requests are sent to. */
abstract class BadInputScenario {
  static CustomerSessionStub stub;

  static Api api;

  @BeforeAll
  static void start() {
    stub = Stubs.builder().maxBodySize(2_000_000).start();
    api = new Api(stub);
    api.putV2(
            "s",
            "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":1}],\"attributes\":{\"k\":1}}")
        .expect(200);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }
}
