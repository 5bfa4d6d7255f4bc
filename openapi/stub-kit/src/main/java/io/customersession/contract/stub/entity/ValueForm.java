package io.customersession.contract.stub.entity;

import java.math.BigDecimal;

/** The JSON type of a property that has the value of a path parameter. */
public enum ValueForm {
  /** A text. */
  TEXT,
  /** A number. */
  NUMBER,
  /** True or false. */
  BOOLEAN;

  /** Returns the text of a parameter in this type, or as it is if it cannot be read so. */
  Object json(String text) {
    try {
      return switch (this) {
        case TEXT -> text;
        case NUMBER -> new BigDecimal(text);
        case BOOLEAN -> Boolean.valueOf(text);
      };
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
