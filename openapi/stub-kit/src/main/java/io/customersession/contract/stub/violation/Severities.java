package io.customersession.contract.stub.violation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The severities of the rules of the contract. Immutable. */
public final class Severities {
  private static final String EVERY = "*";
  private static final Severities DEFAULTS = new Severities(new EnumMap<>(ContractRule.class));

  private final Map<ContractRule, Severity> changed;

  private Severities(Map<ContractRule, Severity> changed) {
    this.changed = changed;
  }

  /** Returns the {@linkplain ContractRule#severity default severities}. */
  public static Severities defaults() {
    return DEFAULTS;
  }

  /** Returns the severity of a rule. */
  public Severity of(ContractRule rule) {
    return changed.getOrDefault(rule, rule.severity());
  }

  /** Returns these severities with another one for a rule. */
  public Severities with(ContractRule rule, Severity severity) {
    Map<ContractRule, Severity> all = new EnumMap<>(ContractRule.class);
    all.putAll(changed);
    all.put(rule, Objects.requireNonNull(severity, "severity"));
    return new Severities(all);
  }

  /**
   * Returns these severities with others from a text such as {@code empty-list=off,
   * old-version=error}; {@code *} stands for every rule.
   *
   * @throws IllegalArgumentException if it names a rule or severity that does not exist
   */
  public Severities with(String text) {
    Severities all = this;
    for (String choice : text.split(",", -1)) {
      int equals = choice.indexOf('=');
      String key = (equals < 0 ? choice : choice.substring(0, equals)).strip();
      Severity severity = severity(key, equals < 0 ? "" : choice.substring(equals + 1).strip());
      List<ContractRule> rules =
          key.equals(EVERY) ? Arrays.asList(ContractRule.values()) : List.of(rule(key));
      for (ContractRule rule : rules) {
        all = all.with(rule, severity);
      }
    }
    return all;
  }

  /** Returns those that were changed as a text that {@link #parse} reads. */
  public String text() {
    return changed.entrySet().stream()
        .map(each -> each.getKey().key() + "=" + each.getValue().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  /**
   * Returns the severities with a {@link #text}.
   *
   * @throws IllegalArgumentException if it names a rule or severity that does not exist
   */
  public static Severities parse(String text) {
    return text.isEmpty() ? DEFAULTS : DEFAULTS.with(text);
  }

  /**
   * Returns the rule with a key.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ContractRule rule(String key) {
    return ContractRule.of(key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no rule \""
                        + key
                        + "\"; the rules are "
                        + Arrays.stream(ContractRule.values())
                            .map(ContractRule::key)
                            .collect(Collectors.joining(", "))));
  }

  private static Severity severity(String key, String text) {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(text)) {
        return severity;
      }
    }
    throw new IllegalArgumentException(
        "the severity of \"" + key + "\" must be error, warning or off, after an equals sign");
  }
}
