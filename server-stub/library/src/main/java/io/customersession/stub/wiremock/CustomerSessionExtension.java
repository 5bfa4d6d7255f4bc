package io.customersession.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.extension.MappingsLoaderExtension;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.stubbing.StubMappings;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.UnservedOperation;
import io.customersession.contract.stub.control.ControlApi;
import io.customersession.contract.stub.http.Delivery;
import io.customersession.contract.stub.http.StubResponse;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.StubEngine;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.api.Dispatcher;
import io.customersession.stub.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
 * handled by the stub, which remembers. WireMock's journal, verification and scenarios see the
 * API's calls like any others.
 *
 * <p>A mapping that responds with {@link #customerSessionApi()} lets the stub carry out the request
 * and adds what WireMock has for it: delays, faults, a scenario's next state, further headers.
 *
 * <p>Whenever WireMock resets its mappings, the stub forgets its sessions as well.
 */
public final class CustomerSessionExtension
    implements ResponseTransformerV2,
        MappingsLoaderExtension,
        StubLifecycleListener,
        AdminApiExtension {
  /** The name that a mapping's list of transformers gives to the stub. */
  public static final String NAME = "customer-session-stub";

  /** Where WireMock's admin API, which starts with /__admin, has the report of violations. */
  public static final String VIOLATIONS = "/customer-session-stub/violations";

  /** After every mapping whose priority is not chosen on purpose to be the very last. */
  private static final int LAST = Integer.MAX_VALUE;

  private final StubEngine engine;
  private volatile @Nullable StubMappings server;

  /**
   * Creates the extension with default settings; WireMock may call this by the name of the class.
   */
  public CustomerSessionExtension() {
    this(CustomerSessionStub.builder());
  }

  /** Creates the extension; host, port and timeouts are those of WireMock, not of the settings. */
  public CustomerSessionExtension(CustomerSessionStub.Builder settings) {
    this.engine = settings.embed();
  }

  /**
   * Starts the response of a mapping whose requests the stub handles. Its status, body and headers
   * are the stub's; headers that the stub does not send, delays and faults are added.
   */
  public static ResponseDefinitionBuilder customerSessionApi() {
    return aResponse().withTransformers(NAME);
  }

  /** Returns the stub itself: its worlds with their sessions, clock, journal and violations. */
  public StubEngine stub() {
    return engine;
  }

  /**
   * Returns the violations of the contract in the main world, oldest first. WireMock's admin API
   * has the report of them under {@value #VIOLATIONS}, and of another world with {@code
   * ?world=name}.
   */
  public List<ContractViolation> violations() {
    return engine.violations();
  }

  @Override
  public String getName() {
    return NAME;
  }

  /** Releases what the store uses; the extension cannot be used in another server then. */
  @Override
  public void stop() {
    engine.close();
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public Response transform(Response mapped, ServeEvent event) {
    StubResponse response = engine.handle(new JournaledRequest(event.getRequest()));
    Delivery delivery = response.delivery();
    Response.Builder rendered =
        Response.Builder.like(mapped)
            .but()
            .status(response.status())
            .headers(headers(mapped.getHeaders(), response))
            .body(response.body())
            .incrementInitialDelay(delivery.delay().toMillis());
    switch (delivery.manner()) {
      // WireMock cannot stream, so a live response ends after what its body has.
      case WHOLE, LIVE -> {}
      // Its headers promise the whole.
      case TRUNCATED -> rendered.body(Arrays.copyOf(response.body(), response.body().length / 2));
      case DROPPED -> rendered.fault(Fault.EMPTY_RESPONSE);
    }
    return rendered.build();
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

  @Override
  public void contributeAdminApiRoutes(Router router) {
    router.add(RequestMethod.GET, VIOLATIONS, (admin, event, parameters) -> list(event));
  }

  private ResponseDefinition list(ServeEvent event) {
    QueryParameter named = event.getRequest().queryParameter("world");
    World world =
        engine.worlds().find(named.isPresent() ? named.firstValue() : engine.world().name());
    return world == null ? ResponseDefinition.notFound() : okJson(world.report().toJson()).build();
  }

  private static void add(StubMappings mappings) {
    Stream.concat(
            Stream.of(mapping("stub's control API", urlPathMatching(ControlApi.PREFIX + "(/.*)?"))),
            Stream.concat(
                    Stream.of(ApiOperation.values()).map(Operation::path),
                    Dispatcher.UNSERVED_OPERATIONS.stream().map(UnservedOperation::path))
                .distinct()
                .map(path -> mapping("API " + path, urlPathTemplate(path))))
        .filter(mapping -> mappings.get(mapping.getId()).isEmpty())
        .forEach(mappings::addMapping);
  }

  private static StubMapping mapping(String what, UrlPattern paths) {
    String name = "customer session " + what;
    return any(paths)
        .withId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .withName(name)
        .atPriority(LAST)
        .willReturn(customerSessionApi())
        .build();
  }

  private static HttpHeaders headers(HttpHeaders chosen, StubResponse response) {
    Map<String, String> ours = new LinkedHashMap<>(response.headers());
    if (response.body().length > 0) {
      ours.put("Content-Type", response.contentType());
      if (response.delivery().manner() == Delivery.Manner.TRUNCATED) {
        ours.put("Content-Length", String.valueOf(response.body().length));
      }
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
