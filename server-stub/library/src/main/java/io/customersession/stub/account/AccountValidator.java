package io.customersession.stub.account;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerProfileRequest;
import io.customersession.stub.model.IntegrationRequest;
import io.customersession.stub.model.NewCustomerProfile;
import io.customersession.stub.model.NewCustomerSession;
import io.customersession.stub.model.NewCustomerSessionV2;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Validates the attributes and additional costs in requests against the account's definitions. The
 * document leaves both open.
 */
public final class AccountValidator {
  /** The prefix of the locations of these rules. */
  public static final String RULES = "fixtures#/";

  private static final String SESSION = "customerSession";
  private static final int LONGEST_VALUE = 100;

  private final Fixtures fixtures;

  /** Creates a validator for an account's fixtures. */
  public AccountValidator(Fixtures fixtures) {
    this.fixtures = fixtures;
  }

  /**
   * Adds a violation for everything in a request's body, or in the session in it, that the account
   * does not define.
   */
  public void check(@Nullable Object body, Violations violations) {
    if (body instanceof IntegrationRequest request) {
      violations.enter(SESSION);
      // What is required may be absent here: an invalid request is checked to its end.
      session(
          (NewCustomerSessionV2) IntegrationRequest.Codec.INSTANCE.property(request, SESSION),
          violations);
      violations.leave();
    } else if (body instanceof NewCustomerSessionV2 session) {
      session(session, violations);
    } else if (body instanceof NewCustomerSession session) {
      attributes(Entity.SESSION, session.getAttributes(), violations);
      items(session.getCartItems(), violations);
    } else if (body instanceof CustomerProfileRequest profile) {
      attributes(Entity.PROFILE, profile.getAttributes(), violations);
    } else if (body instanceof NewCustomerProfile profile) {
      attributes(Entity.PROFILE, profile.getAttributes(), violations);
    }
  }

  private void session(@Nullable NewCustomerSessionV2 session, Violations violations) {
    if (session != null) {
      attributes(Entity.SESSION, session.getAttributes(), violations);
      costs(Entity.SESSION, session.getAdditionalCosts(), violations);
      items(session.getCartItems(), violations);
    }
  }

  private void items(@Nullable List<CartItem> items, Violations violations) {
    if (items == null) {
      return;
    }
    violations.enter("cartItems");
    for (int i = 0; i < items.size(); i++) {
      violations.enter(i);
      attributes(Entity.CART_ITEM, items.get(i).getAttributes(), violations);
      costs(Entity.CART_ITEM, items.get(i).getAdditionalCosts(), violations);
      violations.leave();
    }
    violations.leave();
  }

  private void attributes(
      Entity entity, @Nullable Map<String, Object> sent, Violations violations) {
    Map<String, Attribute> defined = fixtures.attributes(entity);
    if (defined == null || sent == null) {
      return;
    }
    violations.enter("attributes");
    sent.forEach(
        (name, value) -> {
          violations.enter(name);
          attribute(entity, name, defined.get(name), value, violations);
          violations.leave();
        });
    violations.leave();
  }

  private static void attribute(
      Entity entity,
      String name,
      @Nullable Attribute definition,
      @Nullable Object value,
      Violations violations) {
    String rules = RULES + "attributes/" + entity.word();
    if (definition == null) {
      violations.add(
          Rule.UNKNOWN,
          rules,
          "The attribute \"" + name + "\" is not defined on " + entity.wireName() + " entities.");
    } else if (value != null && !definition.type().accepts(value)) {
      violations.add(
          Rule.TYPE,
          rules + "/" + name,
          "Value of \""
              + name
              + "\" attribute ("
              + shown(value)
              + ") is not "
              + definition.type().description());
    } else if (value != null && !definition.allows(value)) {
      violations.add(
          Rule.ENUM,
          rules + "/" + name,
          name
              + " must be one of the following: "
              + definition.allowed().stream()
                  .map(AccountValidator::shown)
                  .collect(Collectors.joining(", ")),
          definition.allowed().stream().map(String::valueOf).toList());
    }
  }

  private void costs(Entity entity, @Nullable Map<String, ?> sent, Violations violations) {
    Map<String, AdditionalCost> defined = fixtures.additionalCosts();
    if (defined == null || sent == null) {
      return;
    }
    Set<String> valid =
        defined.values().stream()
            .filter(cost -> cost.on().contains(entity))
            .map(AdditionalCost::name)
            .collect(Collectors.toSet());
    violations.enter("additionalCosts");
    for (String name : sent.keySet()) {
      if (!valid.contains(name)) {
        violations.add(
            Rule.UNKNOWN,
            name,
            RULES + "additionalCosts",
            "The additional cost \""
                + name
                + "\" is not defined on "
                + entity.wireName()
                + " entities.");
      }
    }
    violations.leave();
  }

  /** Returns a value as JSON, truncated if it is long. */
  private static String shown(Object value) {
    String text = Shown.JSON.toJson(value);
    return text.codePointCount(0, text.length()) <= LONGEST_VALUE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
  }

  /** Created lazily: it takes a third of the start-up time. */
  private static final class Shown {
    private static final Gson JSON =
        new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
  }
}
