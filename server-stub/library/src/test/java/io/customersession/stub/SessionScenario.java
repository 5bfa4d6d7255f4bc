package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stub for one test, which can be replaced by one with other settings. */
abstract class SessionScenario {
  CustomerSessionStub stub;

  Api api;

  @BeforeEach
  void start() {
    use(Stubs.start());
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  void use(CustomerSessionStub other) {
    if (stub != null) {
      stub.close();
    }
    stub = other;
    api = new Api(stub);
  }
}
