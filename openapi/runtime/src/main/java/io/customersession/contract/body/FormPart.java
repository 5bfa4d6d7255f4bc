package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A field of a form as it is sent: a name and octets, of a file or of a text. */
final class FormPart {
  private final String name;
  private final BinaryData data;

  FormPart(String name, BinaryData data) {
    this.name = name;
    this.data = data;
  }

  static FormPart text(String name, String text, @Nullable String contentType) {
    return new FormPart(name, BinaryData.of(text).withContentType(contentType));
  }

  String name() {
    return name;
  }

  BinaryData data() {
    return data;
  }

  String text() {
    String type = data.contentType();
    Charset charset = type == null ? StandardCharsets.UTF_8 : MediaType.of(type).charset();
    return new String(data.toByteArray(), charset == null ? StandardCharsets.UTF_8 : charset);
  }
}
