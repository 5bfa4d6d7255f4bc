package io.customersession.codegen;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.operation.UnservedOperation;
import io.customersession.contract.stub.StubApi;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of a generated stub, all implemented by one handler and called by the generated
 * dispatcher. One request at a time.
 */
final class StubMethods implements StubApi {
  /** Implements every operation. */
  interface Handler {
    /**
     * Handles a request.
     *
     * @param arguments the arguments of the interface's method but the body, by the keys of their
     *     parameters, without those that are null
     * @param body null if there is none
     */
    @Nullable Object handle(
        Operation operation, Map<String, Object> arguments, @Nullable Object body);
  }

  private final Handler handler;
  private final StubApi dispatcher;
  private final Map<Operation, Method> methods = new HashMap<>();

  /** The operation that the dispatcher is asked for; null while its methods are looked for. */
  private @Nullable Operation current;

  private @Nullable Method called;

  /** Implements the interfaces of a stub. */
  StubMethods(ClassLoader stub, Handler handler) {
    this.handler = handler;
    try {
      Class<?> type = stub.loadClass(Generated.BASE + ".api.Dispatcher");
      List<Object> resources = new ArrayList<>();
      for (Class<?> each : interfaces(type)) {
        resources.add(Proxy.newProxyInstance(stub, new Class<?>[] {each}, this::invoke));
      }
      dispatcher = (StubApi) type.getConstructor(List.class).newInstance(resources);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the generated dispatcher", e);
    }
    for (Operation operation : dispatcher.operations()) {
      dispatcher.call(operation, Map.of(), null);
      methods.put(operation, Objects.requireNonNull(called, operation.id()));
      called = null;
    }
  }

  private static Class<?>[] interfaces(Class<?> dispatcher) {
    return Arrays.stream(dispatcher.getMethods())
        .filter(method -> method.getName().equals("of"))
        .findFirst()
        .orElseThrow()
        .getParameterTypes();
  }

  @Override
  public List<? extends Operation> operations() {
    return dispatcher.operations();
  }

  @Override
  public List<UnservedOperation> unservedOperations() {
    return dispatcher.unservedOperations();
  }

  @Override
  public @Nullable Object call(
      Operation operation, Map<String, Object> parameters, @Nullable Object body) {
    current = operation;
    try {
      return dispatcher.call(operation, parameters, body);
    } finally {
      current = null;
    }
  }

  /** Returns the method that the dispatcher calls for an operation. */
  Method method(String operation) {
    return methods.entrySet().stream()
        .filter(each -> each.getKey().id().equals(operation))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** Returns the key of the parameter that each argument of a method is; null for the body. */
  static @Nullable String[] keys(Method method, Operation operation) {
    Annotation[][] annotations = method.getParameterAnnotations();
    @Nullable String[] keys = new @Nullable String[annotations.length];
    for (int index = 0; index < keys.length; index++) {
      for (Annotation annotation : annotations[index]) {
        String key = key(annotation, operation);
        keys[index] = key == null ? keys[index] : key;
      }
    }
    return keys;
  }

  private static @Nullable String key(Annotation annotation, Operation operation) {
    if (annotation instanceof PathParam path) {
      return key(Parameter.In.PATH, path.value(), operation);
    }
    if (annotation instanceof QueryParam query) {
      return key(Parameter.In.QUERY, query.value(), operation);
    }
    if (annotation instanceof HeaderParam header) {
      return key(Parameter.In.HEADER, header.value(), operation);
    }
    return annotation instanceof CookieParam cookie
        ? key(Parameter.In.COOKIE, cookie.value(), operation)
        : null;
  }

  private static String key(Parameter.In in, String name, Operation operation) {
    return operation.parameters().stream()
        .filter(each -> each.in() == in && each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(operation + " has no parameter " + name))
        .key();
  }

  private @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] values) {
    Operation operation = current;
    if (operation == null) {
      called = method;
      return null;
    }
    @Nullable String[] keys = keys(method, operation);
    Map<String, Object> arguments = new HashMap<>();
    Object body = null;
    for (int index = 0; index < keys.length; index++) {
      Object value = Objects.requireNonNull(values)[index];
      if (keys[index] == null) {
        body = value;
      } else if (value != null) {
        arguments.put(keys[index], value);
      }
    }
    return handler.handle(operation, arguments, body);
  }
}
