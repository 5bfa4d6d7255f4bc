package io.customersession.contract.stub.http;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.body.BodyDecoder;
import io.customersession.contract.body.BodyDefinition;
import io.customersession.contract.body.MediaType;
import io.customersession.contract.json.Decoded;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.UnservedOperation;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Steps of a {@link RequestPipeline} that any stub can use. */
public final class RequestSteps {
  private static final String PATHS = "#/paths";

  private RequestSteps() {}

  /**
   * Refuses a request target that is a URL or has a fragment.
   *
   * @throws HttpError with status 400
   */
  public static void checkTarget(RequestContext context) {
    String query = context.request().rawQuery();
    String path = context.request().rawPath();
    if (!path.startsWith("/")
        || path.indexOf('#') >= 0
        || (query != null && query.indexOf('#') >= 0)) {
      throw HttpError.of(400, "The request target must be a path and perhaps a query")
          .because(
              HttpError.Reason.UNDECLARED_OPERATION,
              () -> "A target that starts with / and has no #",
              PATHS);
    }
  }

  /** Looks the operation up, without refusing anything yet. */
  public static void find(RequestContext context, Router router) {
    Router.Route route = router.find(context.path());
    if (route != null) {
      context.found(route);
    }
  }

  /**
   * Refuses an unknown path and a method that the path does not have.
   *
   * @param nearest suggests a path that is near an unknown one, or null
   * @throws HttpError with status 404 or 405
   */
  public static void requireOperation(
      RequestContext context, Function<String, @Nullable String> nearest) {
    Router.Route route = context.route();
    if (route == null) {
      throw HttpError.of(404, "There is no such path")
          .because(
              HttpError.Reason.UNDECLARED_OPERATION, () -> nearest.apply(context.path()), PATHS);
    }
    if (context.operationId() == null) {
      String served = String.join(", ", route.methods());
      throw HttpError.of(405, "The method is not allowed for this path")
          .withHeader("Allow", served)
          .because(
              HttpError.Reason.UNDECLARED_OPERATION,
              () -> served.isEmpty() ? null : "The path has " + served,
              PATHS);
    }
  }

  /**
   * Reads the body to its end, also where the operation has none.
   *
   * @param maxBodySize the maximum size in bytes
   * @throws HttpError with status 413 if the body is larger
   * @throws RequestAbortedException if the sender stopped before its end
   */
  public static void readBody(RequestContext context, int maxBodySize) {
    Operation operation = context.routedOperation();
    BodyDefinition declared = operation == null ? null : operation.definition().request();
    if (declared != null && declared.isLarge()) {
      SpooledBody body = SpooledBody.read(context.request(), maxBodySize);
      context.data(body.data());
      context.bytes(body.beginning());
    } else {
      context.bytes(BodyReader.read(context.request(), maxBodySize));
    }
  }

  /**
   * Refuses an operation that is known but not served.
   *
   * @throws HttpError with status 501
   */
  public static void refuseUnserved(RequestContext context) {
    UnservedOperation unserved = context.unserved();
    if (unserved != null) {
      throw HttpError.of(501, unserved.message())
          .because(
              HttpError.Reason.UNSERVED_OPERATION,
              () -> null,
              documented(unserved.method(), unserved.path()));
    }
  }

  /**
   * Checks the headers about the body if the operation has one.
   *
   * @throws HttpError with status 415 if its media type is not declared
   */
  public static void checkMediaType(RequestContext context) {
    BodyDefinition declared = context.operation().definition().request();
    if (declared != null) {
      context.variant(BodyReader.variant(context.request(), declared));
    }
  }

  /** Decodes and checks parameters and body, and adds their violations to the context. */
  public static void decode(RequestContext context) {
    Operation operation = context.operation();
    Router.Route route = context.route();
    context.parameters(
        ParameterReader.read(context, route == null ? List.of() : route.rawValues()));
    byte[] bytes = context.bytes();
    BodyDefinition declared = operation.definition().request();
    if (declared == null || (bytes.length == 0 && !operation.requestBodyRequired())) {
      return;
    }
    BodyDefinition.Variant variant =
        context.variant() == null ? declared.preferred() : context.variant();
    if (variant.format() != BodyDefinition.Format.JSON || context.data() != null) {
      BinaryData data = context.data() == null ? BinaryData.of(bytes) : context.data();
      MediaType type =
          BodyReader.hasType(context.request())
              ? MediaType.of(context.request().header("Content-Type").get(0))
              : variant.type();
      context.body(
          BodyDecoder.decodeRequest(
              variant, type, data, context.violations(), context.extraMembers()));
    } else {
      JsonCodec<?> codec = variant.codec();
      ExtraMembers extras = context.extraMembers();
      Decoded<?> decoded =
          extras == null
              ? Json.decodeRequest(codec, bytes, context.violations())
              : Json.decodeRequest(codec, bytes, context.violations(), extras);
      context.body(decoded.value());
    }
  }

  /**
   * Refuses a request that breaks the document.
   *
   * @throws InvalidRequestException with every violation
   */
  public static void check(RequestContext context) {
    if (!context.violations().acceptable()) {
      throw new InvalidRequestException(
          context.violations().all().stream()
              .filter(violation -> violation.rule().refuses())
              .toList());
    }
  }

  /** Returns the JSON pointer of an operation in its document. */
  public static String documented(String method, String path) {
    return PATHS
        + "/"
        + path.replace("~", "~0").replace("/", "~1")
        + "/"
        + method.toLowerCase(Locale.ROOT);
  }
}
