package io.customersession.contract.stub.junit;

import io.customersession.contract.stub.Stub;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.ExpectedViolationCount;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.contract.stub.world.StubWorld;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts one stub for each test class, on a free port, and stops it when the class is done. Nested
 * classes share it. Works with JUnit 5.8.1 and newer.
 *
 * <p>Tests, their constructors and life-cycle methods get as parameters a {@link Stub}, a {@link
 * StubWorld}, both by the types that the subclass names, and, marked with {@link StubUrl}, the base
 * URL as a {@code String} or {@code URI}. Where tests of one class run at the same time, what a
 * test gets is a view of the stub that no other test shares; otherwise it is the stub, which is
 * reset after each test. Before JUnit 5.12, constructors of such tests cannot have these
 * parameters, and the tests fail with a message that says so.
 *
 * <p>Requests sent before all tests count for the first test, and the reset after it deletes them.
 * If tests run at the same time, they are checked after all tests.
 *
 * <p>After each test, violations of the contract that are errors fail it with a {@link
 * ContractViolationError}; warnings are published as a report entry. {@link ContractSeverity} sets
 * the severities. {@link ExpectedViolations} and expected violations of the stub's settings do not
 * fail a test: they are published with their counts, and after all tests those that never occurred.
 *
 * <p>{@link #url()} and {@link #stub()} start the stub if it is not running yet, so frameworks that
 * need the URL before JUnit runs anything can call them, from a static initializer or a method with
 * Spring's {@code @DynamicPropertySource} for instance.
 *
 * <p>A field of a base class is shared by the classes that extend it, but each class still has its
 * own stub, on its own port. Frameworks that keep for the next class what they made of the URL, as
 * Spring does with application contexts, need an extension that keeps one stub across classes.
 *
 * @param <S> the type of the stubs
 */
public abstract class StubExtension<S extends Stub>
    implements BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(StubExtension.class);
  private static final String CONSTRUCTED = "constructed";
  private static final String VIEW = "view";
  private static final AtomicLong TESTS = new AtomicLong();

  private final Class<S> stubType;
  private final Class<? extends StubWorld> worldType;
  private final Supplier<? extends S> start;
  private final boolean acrossClasses;
  private final Object lock = new Object();

  /** The stubs that classes use now, and the one that was started before any class. */
  private final Set<S> running = new LinkedHashSet<>();

  private @Nullable S early;

  /**
   * Creates an extension.
   *
   * @param stubType the type of parameters that take a stub
   * @param worldType the type of parameters that take a world
   * @param start starts a stub
   * @param acrossClasses true to keep one stub for all classes that the extension is registered in,
   *     and to stop it after the last test of the run; it is still reset between tests, and
   *     requests outside of tests are checked after the class in which they arrive
   */
  protected StubExtension(
      Class<S> stubType,
      Class<? extends StubWorld> worldType,
      Supplier<? extends S> start,
      boolean acrossClasses) {
    JUnitVersion.check();
    this.stubType = stubType;
    this.worldType = worldType;
    this.start = Objects.requireNonNull(start, "start");
    this.acrossClasses = acrossClasses;
  }

  /**
   * Returns the base URL of {@link #stub()}.
   *
   * @throws IllegalStateException as {@link #stub()} does
   */
  public String url() {
    return stub().url();
  }

  /**
   * Returns the stub, which is started if it is not running yet. The first class that the extension
   * is registered in uses that stub and stops it. Tests that run at the same time share it, unlike
   * the stub that they get as a parameter.
   *
   * @throws IllegalStateException if classes that run at the same time use this extension, so that
   *     it has several stubs
   */
  public S stub() {
    synchronized (lock) {
      if (running.size() > 1) {
        throw new IllegalStateException(
            "several classes use this extension now, each with its own stub; take the stub as a"
                + " parameter, or register the extension with acrossClasses()");
      }
      if (running.isEmpty()) {
        early = start.get();
        running.add(early);
      }
      return running.iterator().next();
    }
  }

  /** Resets {@link #stub()}, as {@link Stub#reset()} does. */
  public void reset() {
    stub().reset();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    requireOwnConstructor(context);
    StubWorld world = stub(context).world();
    Severities severities = world.severities();
    for (ContractSeverity annotation : annotations(context, ContractSeverity.class)) {
      severities = severities.with(annotation.value());
    }
    world.severities(severities);
    List<ExpectedViolation> expected = new ArrayList<>(world.expectedViolations());
    annotations(context, ExpectedViolations.class)
        .forEach(
            annotation ->
                Arrays.stream(annotation.value())
                    .map(ExpectedViolation::parse)
                    .forEach(expected::add));
    world.expectedViolations(expected.stream().distinct().toList());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    S stub = stub(context);
    ViolationReport report = stub.world().report();
    if (isIsolated(context)) {
      stub.worlds().drop(stub.world().name());
    } else {
      stub.reset();
    }
    count(report, context);
    judge(report, context);
  }

  /** Checks requests outside of tests: those of methods that run once for the class. */
  @Override
  public void afterAll(ExtensionContext context) {
    if (context == outermost(context)) {
      ViolationReport report = stub(context).world().report();
      publish(
          context,
          "contract-never-occurred",
          count(report, context).values().stream().filter(each -> each.count() == 0));
      judge(report, context);
    }
  }

  private static void judge(ViolationReport report, ExtensionContext context) {
    if (!report.warnings().isEmpty()) {
      context.publishReportEntry("contract", ViolationReport.of(report.warnings()).explained());
    }
    publish(
        context, "contract-expected", report.expected().stream().filter(each -> each.count() > 0));
    if (!report.errors().isEmpty()) {
      ContractViolationError error = new ContractViolationError(report);
      Optional<Throwable> failure = context.getExecutionException();
      if (failure.isPresent()) {
        failure.get().addSuppressed(error);
      } else {
        throw error;
      }
    }
  }

  private static void publish(
      ExtensionContext context, String key, Stream<ExpectedViolationCount> counts) {
    String lines =
        counts.map(ExpectedViolationCount::toString).sorted().collect(Collectors.joining("\n"));
    if (!lines.isEmpty()) {
      context.publishReportEntry(key, lines);
    }
  }

  /** Adds the expected violations of a test to those of all tests so far, which it returns. */
  private static Map<ExpectedViolation, ExpectedViolationCount> count(
      ViolationReport report, ExtensionContext context) {
    Counts counts =
        store(outermost(context))
            .getOrComputeIfAbsent(Counts.class, unused -> new Counts(), Counts.class);
    report
        .expected()
        .forEach(each -> counts.all.merge(each.expected(), each, ExpectedViolationCount::plus));
    return counts.all;
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    // A constructor's parameters belong to the test that the object is made for.
    return ExtensionContextScope.TEST_METHOD;
  }

  /** Fails a test whose constructor had to take a stub that other tests use at the same time. */
  private void requireOwnConstructor(ExtensionContext context) {
    if (isIsolated(context)
        && !isOneInstanceForAll(context)
        && store(outermost(context)).get(CONSTRUCTED) != null) {
      throw new ExtensionConfigurationException(
          "a constructor of tests that run at the same time can take the stub, a world or a"
              + " @StubUrl as a parameter since JUnit "
              + JUnitVersion.WITH_CONSTRUCTOR_SCOPE
              + "; take it in the test or in a @BeforeEach method, or raise the version of"
              + " org.junit:junit-bom");
    }
  }

  private static boolean isOneInstanceForAll(ExtensionContext context) {
    return context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == stubType
        || type == worldType
        || (parameter.isAnnotated(StubUrl.class) && (type == String.class || type == URI.class));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getDeclaringExecutable() instanceof Constructor
        && context.getTestMethod().isEmpty()
        && !isOneInstanceForAll(context)) {
      store(outermost(context)).put(CONSTRUCTED, true);
    }
    S stub = stub(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == stubType) {
      return stub;
    }
    if (type == worldType) {
      return stub.world();
    }
    return type == URI.class ? URI.create(stub.url()) : stub.url();
  }

  /**
   * Returns the stub that tests share, before those that run at the same time get views of it. It
   * is started on first use, and stopped when its tests are done. Subclasses override this if
   * something else starts and stops the stub.
   *
   * @param context the test or class that needs it
   */
  protected S whole(ExtensionContext context) {
    return stubType.cast(
        home(context).getOrComputeIfAbsent(this, unused -> adopted(), RunningStub.class).stub());
  }

  /** Returns the stub as this context sees it. */
  private S stub(ExtensionContext context) {
    S whole = whole(context);
    if (!isIsolated(context)) {
      return whole;
    }
    return store(context)
        .getOrComputeIfAbsent(
            VIEW, unused -> stubType.cast(whole.in("test-" + TESTS.incrementAndGet())), stubType);
  }

  /** Returns the store that a stub is closed with. */
  private Store home(ExtensionContext context) {
    return store(acrossClasses ? context.getRoot() : outermost(context));
  }

  /** Returns the stub that was started early, or else a new one. */
  private RunningStub<S> adopted() {
    synchronized (lock) {
      S stub = early == null ? start.get() : early;
      early = null;
      running.add(stub);
      return new RunningStub<>(stub, () -> forget(stub));
    }
  }

  private void forget(S stub) {
    synchronized (lock) {
      running.remove(stub);
    }
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  /** Returns the context of the class that all others of its file are nested in. */
  private static ExtensionContext outermost(ExtensionContext context) {
    ExtensionContext found = context;
    for (ExtensionContext at : lineage(context)) {
      if (at.getTestClass().isPresent()) {
        found = at;
      }
    }
    return found;
  }

  /** Returns true if other tests of the same stub may run at the same time as this one. */
  private boolean isIsolated(ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      return false;
    }
    ExtensionContext outermost = outermost(context);
    return lineage(context).stream()
        .filter(at -> (acrossClasses || at != outermost) && at.getTestClass().isPresent())
        .anyMatch(at -> at.getExecutionMode() == ExecutionMode.CONCURRENT);
  }

  /** Returns the annotations of a test's classes and of the test itself, in this order. */
  private static <A extends Annotation> List<A> annotations(
      ExtensionContext context, Class<A> type) {
    List<A> all = new ArrayList<>();
    for (ExtensionContext at : lineage(context)) {
      at.getElement()
          .flatMap(element -> AnnotationSupport.findAnnotation(element, type))
          .ifPresent(all::add);
    }
    Collections.reverse(all);
    return all;
  }

  /** Returns a context and those around it, from the inside out. */
  private static List<ExtensionContext> lineage(ExtensionContext context) {
    List<ExtensionContext> all = new ArrayList<>();
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      all.add(at.get());
    }
    return all;
  }

  /** The counts of expected violations in all tests of a class. */
  private static final class Counts {
    private final ConcurrentMap<ExpectedViolation, ExpectedViolationCount> all =
        new ConcurrentHashMap<>();
  }
}
