package io.customersession.codegen;

import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.operation.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls the methods of a generated client, which have the names and arguments of the stub's. */
final class ClientMethods {
  private final ClassLoader loader;
  private final ApiClient client;
  private final StubMethods stub;
  private final Map<String, Object> apis = new HashMap<>();

  ClientMethods(ClassLoader loader, ApiClient client, StubMethods stub) {
    this.loader = loader;
    this.client = client;
    this.stub = stub;
  }

  /** Returns the call that the method {@code ...Call} of an operation makes. */
  ApiCall<?> call(Operation operation, Map<String, Object> parameters, @Nullable Object body) {
    Method like = stub.method(operation.id());
    return (ApiCall<?>)
        invoke(api(like), like.getName() + "Call", arguments(like, operation, parameters, body));
  }

  /** Sends a request by the method of an operation. */
  ApiResponse<?> send(Operation operation, Map<String, Object> parameters, @Nullable Object body) {
    Method like = stub.method(operation.id());
    Object api = invoke(api(like), "withResponse");
    return (ApiResponse<?>)
        invoke(api, like.getName(), arguments(like, operation, parameters, body));
  }

  private Object api(Method like) {
    return apis.computeIfAbsent(
        like.getDeclaringClass().getName(),
        name -> {
          try {
            return loader.loadClass(name).getConstructor(ApiClient.class).newInstance(client);
          } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
          }
        });
  }

  private static @Nullable Object[] arguments(
      Method like, Operation operation, Map<String, Object> parameters, @Nullable Object body) {
    return Arrays.stream(StubMethods.keys(like, operation))
        .map(key -> key == null ? body : parameters.get(key))
        .toArray();
  }

  private static Object invoke(Object target, String name, @Nullable Object... arguments) {
    Method method =
        Arrays.stream(target.getClass().getMethods())
            .filter(each -> each.getName().equals(name))
            .filter(each -> each.getParameterCount() == arguments.length)
            .findFirst()
            .orElseThrow(() -> new AssertionError("the client has no method " + name));
    try {
      return Objects.requireNonNull(method.invoke(target, arguments), name);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new LinkageError(name, e);
    } catch (IllegalAccessException e) {
      throw new LinkageError(name, e);
    }
  }
}
