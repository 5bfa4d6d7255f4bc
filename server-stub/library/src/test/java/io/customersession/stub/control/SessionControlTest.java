package io.customersession.stub.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.control.WorldSetting;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The composed document has what the stub adds to the control API. */
class SessionControlTest {
  private static Map<?, ?> properties(String schema) throws IOException {
    try (InputStream document = new SessionControl().document().openStream()) {
      Map<String, Object> root = new Yaml().load(document);
      Map<?, ?> schemas = (Map<?, ?>) ((Map<?, ?>) root.get("components")).get("schemas");
      return (Map<?, ?>) ((Map<?, ?>) schemas.get(schema)).get("properties");
    }
  }

  @Test
  void settings_areDeclaredInTheDocument() throws IOException {
    Set<String> keys =
        new SessionControl().settings().stream().map(WorldSetting::key).collect(Collectors.toSet());

    assertThat(properties("Settings").keySet())
        .isEqualTo(
            java.util.stream.Stream.concat(
                    keys.stream(),
                    java.util.stream.Stream.of("severities", "expectedViolations", "magicValues"))
                .collect(Collectors.toSet()));
  }

  @Test
  void resources_areSessionsInTheDocument() throws IOException {
    for (String schema : new String[] {"FaultRule", "ExchangeFilter", "Exchange"}) {
      assertThat(properties(schema).keySet().stream().map(String::valueOf))
          .contains(new SessionControl().resourceProperty())
          .doesNotContain("resource");
    }
  }
}
