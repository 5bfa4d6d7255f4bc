package io.customersession.contract.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.json.Codecs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {
  @ParameterizedTest
  @CsvSource({
    "application/json, application/json, true",
    "application/json, Application/JSON; charset=utf-8, true",
    "application/json, application/vnd.x+json, false",
    "application/*, application/pdf, true",
    "application/*+json, application/problem+json, true",
    "image/*, text/plain, false",
    "*/*, text/plain, true",
    "application/json; v=2, application/json; v=2, true",
    "application/json; v=2, application/json; v=\"2\", true",
    "application/json; v=2, application/json, false",
    "odd, text/plain, true",
    "application/json, odd, false",
  })
  void includes_typesRangesAndParameters(String range, String type, boolean isIncluded) {
    assertThat(MediaType.of(range).includes(MediaType.of(type))).isEqualTo(isIncluded);
  }

  @Test
  void accepted_isWhatTheMostSpecificRangePrefers() {
    BodyDefinition body = BodyDefinition.json(Codecs.any("#"), "application/json", "text/json");

    assertThat(accepted(body)).isEqualTo("application/json");
    assertThat(accepted(body, "*/*")).isEqualTo("application/json");
    assertThat(accepted(body, "*/*; q=0.1", "text/json")).isEqualTo("text/json");
    assertThat(accepted(body, "text/*; q=0.9", "*/*; q=0.5")).isEqualTo("text/json");
    assertThat(accepted(body, "application/json; q=0", "*/*")).isEqualTo("text/json");
    assertThat(body.accepted(List.of(MediaType.of("image/png")))).isNull();
  }

  @Test
  void contentType_ofARange_isAUsualOne_orHasToBeGiven() {
    assertThat(BodyDefinition.binary("*/*").preferred().contentType())
        .isEqualTo("application/octet-stream");
    assertThat(BodyDefinition.text(Codecs.string("#"), "application/*").preferred().contentType())
        .isEqualTo("application/octet-stream");
    BodyDefinition.Variant image = BodyDefinition.binary("image/*").preferred();
    assertThatThrownBy(image::contentType)
        .hasMessage(
            "the body needs a content type of its own, because the document declares image/*");
  }

  private static String accepted(BodyDefinition body, String... ranges) {
    List<MediaType> accept = java.util.Arrays.stream(ranges).map(MediaType::of).toList();
    return String.valueOf(java.util.Objects.requireNonNull(body.accepted(accept)).type());
  }
}
