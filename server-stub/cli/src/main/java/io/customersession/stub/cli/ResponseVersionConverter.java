package io.customersession.stub.cli;

import io.customersession.stub.session.ResponseVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the value of {@code --response-version}. */
final class ResponseVersionConverter implements ITypeConverter<ResponseVersion> {
  @Override
  public ResponseVersion convert(String value) {
    try {
      return ResponseVersion.of(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + value + "' " + e.getMessage());
    }
  }
}
