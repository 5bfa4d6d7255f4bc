package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.Requests;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules in a jar, for users of the runnable jar; the example is that of the README. */
class RulesJarTest extends CommandLineScenario {
  private static final String SERVICE = "io.customersession.stub.lifecycle.TransitionRule";
  private static final String CLOSE_WITH_COUPON =
      "{\"customerSession\":{\"state\":\"closed\",\"couponCodes\":[\"TEN\"]}}";

  @TempDir private Path folder;

  private static String example() throws Exception {
    Matcher block =
        Pattern.compile("```java\n(package shop;.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../README.md")));
    assertThat(block.find()).as("the README has the example of a rule").isTrue();
    return block.group(1);
  }

  /** Builds a jar with the tools of the JDK, as the README does. */
  private Path jar(String source, String service, String className) throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    if (!source.isEmpty()) {
      Path file = Files.createDirectories(folder.resolve("shop")).resolve("CouponRule.java");
      Files.writeString(file, source);
      List<String> command = command();
      String classPath = command.get(command.indexOf("-cp") + 1);
      runTool(
          "javac", "--release", "17", "-cp", classPath, "-d", classes.toString(), file.toString());
    }
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(service), className + "\n");
    Path jar = folder.resolve("my-rules.jar");
    runTool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
    return jar;
  }

  private static void runTool(String tool, String... args) {
    ToolProvider provider = ToolProvider.findFirst(tool).orElseThrow();
    assertThat(provider.run(System.out, System.err, args)).as(tool).isZero();
  }

  private static StubProcess serve(String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of("serve", "--port", "0"));
    args.addAll(List.of(more));
    return StubProcess.serve(List.of(), args.toArray(String[]::new));
  }

  @Test
  void rule_ofTheReadme_refusesWithItsReason() throws Exception {
    Path jar = jar(example(), SERVICE, "shop.CouponRule");
    try (StubProcess stub = serve("--rules", jar.toString())) {
      URI url = stub.url();
      Requests.Response refused =
          Requests.send(url, "PUT", "/v2/customer_sessions/a", CLOSE_WITH_COUPON);
      Requests.Response open =
          Requests.send(url, "PUT", "/v2/customer_sessions/a", "{\"customerSession\":{}}");

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body())
          .contains("\"title\":\"CouponRule\"", "A session with a coupon needs an identifier");
      assertThat(open.status()).isEqualTo(200);
    }
  }

  @Test
  void class_thatIsMissing_isNamedWithItsJar() throws Exception {
    Path jar = jar("", SERVICE, "shop.NoSuchRule");

    Ended ended = end("serve", "--port", "0", "--rules", jar.toString());

    assertThat(ended.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .isEqualTo("--rules " + jar + ": " + SERVICE + ": Provider shop.NoSuchRule not found");
  }

  @Test
  void class_thatCannotBeCreated_isNamedWithItsReason() throws Exception {
    String broken =
        example()
            .replace(
                "  @Override\n",
                "  public CouponRule() {\n    throw new IllegalStateException(\"no policy\");\n  }\n\n"
                    + "  @Override\n");
    Path jar = jar(broken, SERVICE, "shop.CouponRule");

    Ended ended = end("serve", "--port", "0", "--rules", jar.toString());

    assertThat(ended.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.err())
        .startsWith("--rules " + jar + ": ")
        .contains("shop.CouponRule", "java.lang.IllegalStateException: no policy");
  }

  @Test
  void jar_withoutRules_saysWhatItNeeds() throws Exception {
    Path jar = jar("", "some.other.Service", "shop.Other");

    Ended ended = end("serve", "--port", "0", "--rules", jar.toString());

    assertThat(ended.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.err()).contains("the jar has no rule", "META-INF/services/" + SERVICE);
  }

  @Test
  void file_thatIsNoJar_isRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.jar"), "no jar");

    for (String name : List.of(file.toString(), folder.resolve("missing.jar").toString())) {
      Ended ended = end("serve", "--port", "0", "--rules", name);

      assertThat(ended.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
      assertThat(ended.err()).startsWith("--rules " + name + ": the file is not a jar");
    }
  }
}
