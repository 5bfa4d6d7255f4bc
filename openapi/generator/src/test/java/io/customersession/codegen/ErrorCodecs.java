package io.customersession.codegen;

import io.customersession.contract.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/** Finds the codecs of the schemas of errors among generated classes. */
final class ErrorCodecs {
  private final ClassLoader loader;

  ErrorCodecs(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns the codec of the class with the name of a schema, or null if there is none. */
  @Nullable JsonCodec<?> codec(@Nullable String schema) {
    try {
      return schema == null
          ? null
          : (JsonCodec<?>)
              loader
                  .loadClass(Generated.BASE + ".model." + schema + "$Codec")
                  .getField("INSTANCE")
                  .get(null);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(schema, e);
    }
  }
}
