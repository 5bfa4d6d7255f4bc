package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonParser;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.stub.control.client.api.ClockApi;
import io.customersession.stub.control.client.api.FaultsApi;
import io.customersession.stub.control.client.api.JournalApi;
import io.customersession.stub.control.client.api.SessionsApi;
import io.customersession.stub.control.client.api.SnapshotsApi;
import io.customersession.stub.control.client.api.ViolationsApi;
import io.customersession.stub.control.client.api.WorldsApi;
import org.junit.jupiter.api.AfterEach;

/** A stub, and a client generated from the document of its control API. */
abstract class ControlScenario {
  final CustomerSessionStub stub = Stubs.builder().maxWorlds(3).maxSessions(5).start();
  final WorldsApi worlds;
  final ClockApi clock;
  final FaultsApi faults;
  final SessionsApi sessions;
  final SnapshotsApi snapshots;
  final JournalApi journal;
  final ViolationsApi violations;
  private final ApiClient client = ApiClient.builder().baseUrl(stub.url()).build();

  ControlScenario() {
    worlds = new WorldsApi(client);
    clock = new ClockApi(client);
    faults = new FaultsApi(client);
    sessions = new SessionsApi(client);
    snapshots = new SnapshotsApi(client);
    journal = new JournalApi(client);
    violations = new ViolationsApi(client);
  }

  @AfterEach
  void stop() {
    client.close();
    stub.close();
  }

  ApiClient client() {
    return client;
  }

  Api in(String world) {
    return new Api(stub).header("X-Stub-World", world);
  }

  static void refused(int status, String message, Runnable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call::run);
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(
            JsonParser.parseString(refusal.bodyText())
                .getAsJsonObject()
                .get("message")
                .getAsString())
        .isEqualTo(message);
  }
}
