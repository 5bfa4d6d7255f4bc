package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads values that no schema describes. */
final class FreeForm {
  private final JsonInput in;
  private final JsonTokens tokens;
  private final Violations violations;

  FreeForm(JsonInput in) {
    this.in = in;
    tokens = in.tokens();
    violations = in.violations();
  }

  @Nullable Object read() {
    if (tokens.isString()) {
      return tokens.nextString();
    }
    if (tokens.isNumber()) {
      return decimal();
    }
    if (tokens.isBoolean()) {
      return tokens.nextBoolean();
    }
    if (tokens.isObject()) {
      return Collections.unmodifiableMap(object());
    }
    if (tokens.isArray()) {
      return Collections.unmodifiableList(array());
    }
    tokens.nextNull();
    return null;
  }

  /** Skips a value; an object in it that names a member twice is recorded all the same. */
  void skip() {
    if (tokens.isObject()) {
      in.beginObject("#");
      Set<String> names = new HashSet<>();
      for (String name = in.nextName(); name != null; name = in.nextName()) {
        if (!names.add(name)) {
          violations.add(Rule.DUPLICATE, "#", name + " is given more than once");
        }
        skip();
      }
    } else if (tokens.isArray()) {
      tokens.beginArray();
      violations.enter(0);
      for (int i = 0; tokens.hasItem(); i++) {
        violations.move(i);
        skip();
      }
      tokens.endArray();
      violations.leave();
    } else {
      tokens.skipValue();
    }
  }

  private Map<String, @Nullable Object> object() {
    in.beginObject("#");
    Map<String, @Nullable Object> members = new LinkedHashMap<>(JsonInput.FEW);
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      if (members.containsKey(name)) {
        violations.add(Rule.DUPLICATE, "#", name + " is given more than once");
      }
      members.put(name, read());
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> items = new ArrayList<>();
    tokens.beginArray();
    violations.enter(0);
    for (int i = 0; tokens.hasItem(); i++) {
      violations.move(i);
      items.add(read());
    }
    tokens.endArray();
    violations.leave();
    return items;
  }

  private @Nullable BigDecimal decimal() {
    return tokens.simpleNumber()
        ? BigDecimal.valueOf(tokens.unscaled, tokens.scale)
        : NumericCodec.decimal(tokens.nextDigits(), violations, "#");
  }
}
