package io.customersession.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.StubEngine;
import io.customersession.stub.http.Answer;
import io.customersession.stub.journal.ContractViolation;
import io.customersession.stub.runtime.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the customer session API inside a WireMock server, beside the mappings that are there
 * already. A mapping of the partner's goes before it wherever both match; what none matches is
 * answered by the stub, which remembers. WireMock's journal, verification and scenarios see the
 * API's calls like any others.
 *
 * <p>A mapping that answers with {@link #customerSessionApi()} lets the stub carry out the request
 * and adds what WireMock has for it: delays, faults, a scenario's next state, further headers.
 *
 * <p>Whenever WireMock resets its mappings, the stub forgets its sessions as well.
 */
public final class CustomerSessionExtension
    implements ResponseTransformerV2, MappingsLoaderExtension, StubLifecycleListener {
  /** The name that a mapping's list of transformers gives to the stub. */
  public static final String NAME = "customer-session-stub";

  /** After every mapping whose priority is not chosen on purpose to be the very last. */
  private static final int LAST = Integer.MAX_VALUE;

  /** Where the stub can be told what to do. */
  private static final String ADMIN = "/__stub";

  private final StubEngine engine;
  private volatile @Nullable StubMappings server;

  /** Makes the extension with all settings of the stub as they are; WireMock may do it by name. */
  public CustomerSessionExtension() {
    this(CustomerSessionStub.builder());
  }

  /** Makes the extension; what the settings say of hosts, ports and timeouts is WireMock's here. */
  public CustomerSessionExtension(CustomerSessionStub.Builder settings) {
    this.engine = settings.embed();
  }

  /**
   * Starts the answer of a mapping by which the stub carries out the request. Its status, body and
   * headers are the stub's; headers that the stub does not send, delays and faults are added.
   */
  public static ResponseDefinitionBuilder customerSessionApi() {
    return aResponse().withTransformers(NAME);
  }

  /** Returns the stub itself: its worlds with their sessions, clock, journal and violations. */
  public StubEngine stub() {
    return engine;
  }

  /** Returns what requests did against the contract, oldest first. */
  public List<ContractViolation> violations() {
    return engine.violations();
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public Response transform(Response response, ServeEvent event) {
    Answer answer = engine.answer(new JournaledRequest(event.getRequest()));
    Response.Builder delivered =
        Response.Builder.like(response)
            .but()
            .status(answer.status())
            .headers(headers(response.getHeaders(), answer))
            .body(answer.body())
            .incrementInitialDelay(answer.delivery().delay().toMillis());
    // WireMock cannot cut a body in two; a broken chunk is the nearest that it has.
    return switch (answer.delivery().manner()) {
      case WHOLE -> delivered.build();
      case TRUNCATED -> delivered.fault(Fault.MALFORMED_RESPONSE_CHUNK).build();
      case DROPPED -> delivered.fault(Fault.EMPTY_RESPONSE).build();
    };
  }

  @Override
  public void loadMappingsInto(StubMappings mappings) {
    server = mappings;
    add(mappings);
  }

  /** Forgets everything and stays in place, whichever way mappings are reset. */
  @Override
  public void afterStubsReset() {
    engine.reset();
    StubMappings mappings = server;
    if (mappings != null) {
      add(mappings);
    }
  }

  private static void add(StubMappings mappings) {
    Stream.concat(
            Stream.of(Operation.values()).map(Operation::path).distinct(),
            Stream.of(ADMIN, ADMIN + "/.*"))
        .map(CustomerSessionExtension::mapping)
        .filter(mapping -> mappings.get(mapping.getId()).isEmpty())
        .forEach(mappings::addMapping);
  }

  private static StubMapping mapping(String path) {
    return any(path.startsWith(ADMIN) ? urlPathMatching(path) : urlPathTemplate(path))
        .withId(UUID.nameUUIDFromBytes((NAME + path).getBytes(StandardCharsets.UTF_8)))
        .withName("customer session API " + path)
        .atPriority(LAST)
        .willReturn(customerSessionApi())
        .build();
  }

  private static HttpHeaders headers(HttpHeaders chosen, Answer answer) {
    Map<String, String> ours = new LinkedHashMap<>(answer.headers());
    if (answer.body().length > 0) {
      ours.put("Content-Type", answer.contentType());
    }
    List<HttpHeader> all = new ArrayList<>();
    for (HttpHeader header : Objects.requireNonNullElse(chosen, new HttpHeaders()).all()) {
      if (ours.keySet().stream().noneMatch(header::keyEquals)) {
        all.add(header);
      }
    }
    ours.forEach((name, value) -> all.add(new HttpHeader(name, value)));
    return new HttpHeaders(all);
  }
}
