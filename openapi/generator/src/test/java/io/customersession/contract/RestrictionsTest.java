package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The values of enums that a limit beside them excludes. */
class RestrictionsTest {
  @TempDir private Path directory;

  @Test
  void enumWithAStateMachine_keepsTheStatesThatALimitExcludes() throws IOException {
    Document document =
        Document.load(
            Files.writeString(
                directory.resolve("document.yaml"),
                """
                openapi: 3.0.3
                info: {title: Limits, version: 1.0.0}
                components:
                  schemas:
                    Phase: {type: string, enum: [new, finished], maxLength: 5, x-state-machine: {initial: {new: {by: [a]}}, transitions: {new: {}, finished: {}}}}
                    Width: {type: string, enum: [big, small], maxLength: 3}
                """));

    CanonicalView view = new CanonicalView(document, Selection.ALL);
    assertThat(view.schema("Phase")).containsEntry("enum", List.of("new", "finished"));
    assertThat(view.schema("Width")).containsEntry("enum", List.of("big"));
  }
}
