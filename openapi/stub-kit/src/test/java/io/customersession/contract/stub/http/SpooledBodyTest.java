package io.customersession.contract.stub.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What large bodies leave behind. */
class SpooledBodyTest {
  @Test
  void files_ofAJvmThatHasEnded_areDeleted(@TempDir Path temporary) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                SpoolingProgram.class.getName())
            .redirectErrorStream(true)
            .start();

    byte[] printed = program.getInputStream().readAllBytes();

    assertThat(program.waitFor()).isZero();
    assertThat(new String(printed, StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("100000");
    assertThat(temporary).isEmptyDirectory();
  }
}
