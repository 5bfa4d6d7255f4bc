package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.NOBODY;

import io.customersession.contract.Compatibility.Direction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what parameters and headers have in common: a value, and how it is written. */
final class ValueHolderDiff {
  /** Compares what is under {@code content} of two nodes. */
  interface ContentDiff {
    void compare(String subject, DocumentNode old, DocumentNode now, Direction direction);
  }

  private final Changes changes;
  private final SchemaDiff schemas;
  private final WordingDiff wording;
  private final ContentDiff contents;

  ValueHolderDiff(Changes changes, SchemaDiff schemas, WordingDiff wording, ContentDiff contents) {
    this.changes = changes;
    this.schemas = schemas;
    this.wording = wording;
    this.contents = contents;
  }

  /**
   * Compares two parameters or headers.
   *
   * @param in where the value is: path, query, header or cookie
   */
  void compare(String subject, String in, DocumentNode old, DocumentNode now, Direction direction) {
    if (old.text("$ref") != null || now.text("$ref") != null) {
      unresolved(subject, old, now);
      return;
    }
    wording.compare(old, now);
    if (!in.equals("path")) {
      required(subject, old, now, direction);
    }
    deprecated(subject, old, now);
    boolean empty = JsonValues.isTrue(now, "allowEmptyValue");
    if (JsonValues.isTrue(old, "allowEmptyValue") != empty) {
      changes.add(
          now.keyLocation("allowEmptyValue"),
          subject + (empty ? " may now be empty" : " must no longer be empty"),
          direction.changed(!empty));
    }
    if ((old.get("content") == null) != (now.get("content") == null)) {
      changes.add(
          now.location(),
          subject
              + (now.get("content") == null ? " no longer has a" : " now has a")
              + " media type",
          CLIENTS_AND_SERVERS);
      return;
    }
    if (now.get("content") != null) {
      contents.compare(subject, old, now, direction);
      return;
    }
    style(subject, in, old, now);
    schemas.compare(subject, old.get("schema"), now.get("schema"), now, direction);
  }

  /** Compares references that cannot be resolved, by their text. */
  void unresolved(String subject, DocumentNode old, DocumentNode now) {
    if (!Objects.equals(old.text("$ref"), now.text("$ref"))) {
      changes.add(
          now.location(),
          subject + ": cannot be compared; a reference is not resolved",
          CLIENTS_AND_SERVERS);
    }
  }

  void required(String subject, DocumentNode old, DocumentNode now, Direction direction) {
    boolean is = JsonValues.isTrue(now, "required");
    if (JsonValues.isTrue(old, "required") != is) {
      changes.add(
          now.keyLocation("required"),
          subject + (is ? " is now required" : " is now optional"),
          is ? direction.required() : direction.optional());
    }
  }

  void deprecated(String subject, DocumentNode old, DocumentNode now) {
    boolean is = JsonValues.isTrue(now, "deprecated");
    if (JsonValues.isTrue(old, "deprecated") != is) {
      changes.add(
          now.keyLocation("deprecated"),
          subject + (is ? " is now deprecated" : " is no longer deprecated"),
          NOBODY);
    }
  }

  /** Compares how values are written, with the defaults of OpenAPI. */
  void style(String subject, String in, DocumentNode old, DocumentNode now) {
    String was = style(old, in);
    String is = style(now, in);
    if (!was.equals(is)) {
      changes.add(now.keyLocation("style"), subject + ": style " + was + " is now " + is, CLIENTS);
    }
    boolean explodes = explodes(now, is);
    if (explodes(old, was) != explodes && was.equals(is) && !schemas.areSimple(old, now)) {
      changes.add(
          now.keyLocation("explode"),
          subject + ": explode " + !explodes + " is now " + explodes,
          CLIENTS);
    }
    boolean reserved = JsonValues.isTrue(now, "allowReserved");
    if (JsonValues.isTrue(old, "allowReserved") != reserved) {
      changes.add(
          now.keyLocation("allowReserved"),
          subject
              + (reserved
                  ? ": reserved characters may now be sent as they are"
                  : ": reserved characters must now be escaped"),
          reserved ? NOBODY : CLIENTS);
    }
  }

  private static String style(DocumentNode holder, String in) {
    String style = holder.text("style");
    return style != null ? style : in.equals("query") || in.equals("cookie") ? "form" : "simple";
  }

  private static boolean explodes(DocumentNode holder, String style) {
    @Nullable DocumentNode explode = holder.get("explode");
    return explode == null ? style.equals("form") : explode.isTrue();
  }
}
