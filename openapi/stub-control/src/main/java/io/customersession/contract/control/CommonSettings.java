package io.customersession.contract.control;

import io.customersession.contract.control.model.ExpectedViolation;
import io.customersession.contract.control.model.Severity;
import io.customersession.contract.json.Codecs;
import io.customersession.contract.stub.control.WorldSetting;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.contract.stub.world.StubWorld;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings that the worlds of every stub have. */
final class CommonSettings {
  private static final String PATH = "#/components/schemas/Settings/properties/";
  private static final String EVERY = "*";

  static final List<WorldSetting<StubWorld, ?>> ALL =
      List.of(
          WorldSetting.checked(
              "severities",
              Codecs.map(PATH + "severities", Severity.Codec.INSTANCE),
              CommonSettings::severities,
              (world, chosen) -> {
                Severities severities = changed(world.severities(), chosen);
                return () -> world.severities(severities);
              }),
          WorldSetting.checked(
              "expectedViolations",
              Codecs.list(PATH + "expectedViolations", ExpectedViolation.Codec.INSTANCE),
              CommonSettings::expectedViolations,
              (world, chosen) -> {
                List<io.customersession.contract.stub.violation.ExpectedViolation> expected =
                    chosen.stream().map(CommonSettings::expected).distinct().toList();
                return () -> world.expectedViolations(expected);
              }),
          WorldSetting.of(
              "magicValues",
              Codecs.bool(PATH + "magicValues"),
              world -> world.faults().magicValues(),
              (world, on) -> world.faults().magicValues(on)));

  private CommonSettings() {}

  private static Map<String, Severity> severities(StubWorld world) {
    Map<String, Severity> severities = new LinkedHashMap<>();
    for (ContractRule rule : ContractRule.values()) {
      severities.put(rule.key(), Severity.valueOf(world.severities().of(rule).name()));
    }
    return severities;
  }

  /** Every rule comes first, so that rules with a name keep their own severity. */
  private static Severities changed(Severities before, Map<String, Severity> chosen) {
    Severities severities = before;
    if (chosen.containsKey(EVERY)) {
      severities = severities.with(EVERY + "=" + chosen.get(EVERY));
    }
    for (Map.Entry<String, Severity> choice : chosen.entrySet()) {
      if (!choice.getKey().equals(EVERY)) {
        severities = severities.with(choice.getKey() + "=" + choice.getValue());
      }
    }
    return severities;
  }

  private static List<ExpectedViolation> expectedViolations(StubWorld world) {
    return world.expectedViolations().stream()
        .map(
            each ->
                ExpectedViolation.builder()
                    .rule(each.rule().key())
                    .location(each.location())
                    .build())
        .toList();
  }

  private static io.customersession.contract.stub.violation.ExpectedViolation expected(
      ExpectedViolation sent) {
    return io.customersession.contract.stub.violation.ExpectedViolation.of(
        sent.getRule(), sent.getLocation());
  }
}
