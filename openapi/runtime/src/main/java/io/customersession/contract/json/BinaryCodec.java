package io.customersession.contract.json;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Octets: a file in a form, and a text in UTF-8 in JSON, which has nothing else for them. */
final class BinaryCodec implements ScalarCodec<BinaryData> {
  private final String schemaPath;

  BinaryCodec(String schemaPath) {
    this.schemaPath = schemaPath;
  }

  @Override
  public BinaryCodec under(String location) {
    return new BinaryCodec(Codecs.under(location, schemaPath));
  }

  @Override
  public @Nullable BinaryData read(JsonInput in) {
    String text = in.string(schemaPath);
    if (text == null) {
      return null;
    }
    BinaryData attached = in.attachments() == null ? null : in.attachments().get(text);
    return attached == null ? BinaryData.of(text) : attached;
  }

  @Override
  public void write(JsonOutput out, BinaryData value) {
    Attachments attachments = out.attachments();
    out.value(attachments == null ? format(value) : attachments.add(value));
  }

  @Override
  public void check(BinaryData value, Violations violations) {}

  @Override
  public BinaryData parse(String text, Violations violations) {
    return BinaryData.of(text);
  }

  @Override
  public String format(BinaryData value) {
    return new String(value.toByteArray(), StandardCharsets.UTF_8);
  }
}
