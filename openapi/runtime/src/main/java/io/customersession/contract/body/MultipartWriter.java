package io.customersession.contract.body;

import io.customersession.contract.binary.BinaryData;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes the parts of a {@code multipart/form-data} body one after the other, files unread. */
final class MultipartWriter {
  private MultipartWriter() {}

  static BinaryData write(List<FormPart> parts) {
    String boundary = UUID.randomUUID().toString();
    List<BinaryData> pieces = new ArrayList<>();
    for (FormPart part : parts) {
      pieces.add(BinaryData.of("--" + boundary + "\r\n" + head(part) + "\r\n"));
      pieces.add(part.data());
      pieces.add(BinaryData.of("\r\n"));
    }
    pieces.add(BinaryData.of("--" + boundary + "--\r\n"));
    return concatenation(pieces)
        .withContentType(MediaType.MULTIPART_FORM + "; boundary=" + boundary);
  }

  private static String head(FormPart part) {
    StringBuilder head = new StringBuilder("Content-Disposition: form-data; name=\"");
    head.append(quoted(part.name())).append('"');
    String fileName = part.data().fileName();
    if (fileName != null) {
      head.append("; filename=\"").append(quoted(fileName)).append('"');
    }
    head.append("\r\n");
    String type = part.data().contentType();
    if (type != null) {
      head.append("Content-Type: ").append(type.replaceAll("[\r\n]", " ")).append("\r\n");
    }
    return head.toString();
  }

  /** As browsers write names. */
  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static BinaryData concatenation(List<BinaryData> pieces) {
    long length = 0;
    boolean isRepeatable = true;
    for (BinaryData piece : pieces) {
      length =
          length == BinaryData.UNKNOWN_LENGTH || piece.length() == BinaryData.UNKNOWN_LENGTH
              ? BinaryData.UNKNOWN_LENGTH
              : length + piece.length();
      isRepeatable &= piece.isRepeatable();
    }
    BinaryData.Source source = () -> new ConcatenatedStream(pieces);
    return isRepeatable ? BinaryData.of(source, length) : BinaryData.once(source, length);
  }
}
