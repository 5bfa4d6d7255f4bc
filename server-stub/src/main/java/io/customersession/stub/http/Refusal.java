package io.customersession.stub.http;

import io.customersession.stub.journal.ContractRule;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused before it reaches a resource, for a reason that HTTP has a status for.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;
  private final @Nullable ContractRule rule;
  private final transient Supplier<@Nullable String> rightForm;
  private final String documented;

  /** Makes a refusal. */
  public Refusal(int status, String message) {
    this(status, message, Map.of());
  }

  /** Makes a refusal. */
  public Refusal(int status, String message, Map<String, String> headers) {
    this(status, message, headers, null, (String) null, "#");
  }

  /**
   * Makes a refusal.
   *
   * @param rule what the request broke, or null if it broke nothing of the contract
   * @param rightForm the nearest right form, or null
   * @param documented where the document states the rule
   */
  Refusal(
      int status,
      String message,
      Map<String, String> headers,
      @Nullable ContractRule rule,
      @Nullable String rightForm,
      String documented) {
    this(status, message, headers, rule, () -> rightForm, documented);
  }

  /**
   * Makes a refusal.
   *
   * @param rule what the request broke, or null if it broke nothing of the contract
   * @param rightForm finds the nearest right form if it is reported, or null
   * @param documented where the document states the rule
   */
  Refusal(
      int status,
      String message,
      Map<String, String> headers,
      @Nullable ContractRule rule,
      Supplier<@Nullable String> rightForm,
      String documented) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
    this.rule = rule;
    this.rightForm = rightForm;
    this.documented = documented;
  }

  /** Returns the status to answer with. */
  public int status() {
    return status;
  }

  /** Returns headers of the answer. */
  public Map<String, String> headers() {
    return headers;
  }

  @Nullable ContractRule rule() {
    return rule;
  }

  @Nullable String rightForm() {
    return rightForm.get();
  }

  String documented() {
    return documented;
  }
}
