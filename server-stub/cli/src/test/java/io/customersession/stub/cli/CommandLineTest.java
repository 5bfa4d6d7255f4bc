package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.ContractDiff;
import io.customersession.stub.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments, help and the other commands. */
class CommandLineTest extends CommandLineScenario {
  @ParameterizedTest
  @ValueSource(strings = {"--help", "serve --help", "--version"})
  void help_andVersion_endWell(String args) throws Exception {
    Ended ended = end(args.split(" ", -1));

    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).contains("customer-session-stub");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void serveHelp_listsEverySetting() throws Exception {
    String help = end("serve", "--help").out();

    assertThat(SessionSettings.all())
        .allSatisfy(
            setting ->
                assertThat(help)
                    .containsAnyOf(
                        setting.option() + "=" + setting.type().label(),
                        setting.option().replace("--", "--[no-]")));
    assertThat(ServeSettings.all())
        .allSatisfy(
            setting -> assertThat(help).contains(setting.option() + "=" + setting.type().label()));
    assertThat(help).contains("--api-key-file=FILE", "--control-token-file=FILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port x",
        "--port 70000",
        "--colour red",
        "serve --report violations.txt",
        "serve --report no-such-folder/violations.json",
        "serve --max-sessions 0",
        "serve --max-worlds 0",
        "serve --severity mood=good",
        "serve --expected-violation mood",
        "serve --expected-violation=unknown-property\u00a0/a",
        "serve --max-idempotency-bytes -1",
        "serve --max-exchange-bytes -1",
        "serve --stop-timeout 0",
        "serve --port 1 --port 2",
        "serve --max-threads many",
        "--control-token short",
        "--store nowhere",
        "--store unknown:place",
        "sevre",
        "--api-key nonsense",
        "--management-key nonsense",
        "--api-key-file no-such-file",
        "--cors nonsense",
        "serve --repeated-move perhaps",
        "serve --response-version newest",
        "serve --response-version v26_05"
      })
  void arguments_wrong_endWithTwoAndSayWhy(String args) throws Exception {
    Ended ended = end(args.split(" ", -1));

    assertThat(ended.exit()).as(ended.err()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isNotEmpty().doesNotContain("Exception in thread");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--api-key topsecret",
        "--api-key=topsecret",
        "--api-key topsecret=one",
        "--api-key right=1 topsecret=2",
        "--apikey topsecret=1",
        "--api-kye=topsecret=1",
        "--api-keytopsecret=1",
        "--store topsecret",
        "--store unknown://stub:topsecret@db/stub",
        "--management-key topsecret",
        "--management-keytopsecret",
        "topsecret=1",
        "serve topsecret=1",
        "--api-key top\u00e4secret=1",
        "--control-token topsecret=",
        "--control-tokentopsecret"
      })
  void arguments_wrong_showNoKey(String args) throws Exception {
    Ended ended = end(args.split(" ", -1));

    assertThat(ended.exit()).as(ended.err()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.out() + ended.err()).isNotEmpty().doesNotContain("secret=", "topsecret");
  }

  @Test
  void check_documentWithoutErrors_exitsWithZero() throws Exception {
    Ended ended = end("check", "--strict", DOCUMENT.toString());

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo(DOCUMENT + ": no errors" + System.lineSeparator());
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void check_documentWithErrors_printsEachWithItsPlaceAndExitsWithOne(@TempDir Path directory)
      throws Exception {
    Path edited =
        Files.writeString(
            directory.resolve("edited.yaml"),
            Files.readString(DOCUMENT)
                .replace("by: [reopenCustomerSession]", "by: [reopenSession]")
                .replace("'#/components/schemas/CartItem'", "'#/components/schemas/CartItems'"));

    Ended ended = end("check", edited.toString());

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().toList())
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).matches("error: .*edited\\.yaml:\\d+:\\d+: .*"))
        .anySatisfy(line -> assertThat(line).contains("reopenSession"))
        .anySatisfy(line -> assertThat(line).contains("CartItems"));
  }

  @Test
  void check_warning_isAnErrorOnlyIfStrict(@TempDir Path directory) throws Exception {
    String file =
        Files.writeString(
                directory.resolve("edited.yaml"),
                Files.readString(DOCUMENT).replace("maxItems: 5\n", "maxItem: 5\n"))
            .toString();

    Ended lenient = end("check", file);

    assertThat(lenient.exit()).isZero();
    assertThat(lenient.err()).startsWith("warning: ").contains("maxItem");
    assertThat(end("check", "--strict", file).exit()).isEqualTo(1);
  }

  @Test
  void checkAndPlan_partOfADocument_ignoreTheRest(@TempDir Path directory) throws Exception {
    String file =
        Files.writeString(
                directory.resolve("edited.yaml"),
                Files.readString(DOCUMENT)
                    .replace("'#/components/schemas/CartItem'", "'#/components/schemas/CartItems'"))
            .toString();

    assertThat(end("check", "--include", "health", file).exit()).isZero();
    assertThat(end("check", "--omit-invalid", file).err())
        .startsWith("warning: ")
        .contains("CartItems", "left out");
    assertThat(end("check", "--include", "nothing", file))
        .satisfies(ended -> assertThat(ended.exit()).isEqualTo(1))
        .satisfies(ended -> assertThat(ended.err()).startsWith("error: ").contains("nothing"));
    assertThat(end("plan", "--include", "health", file).out())
        .contains("health (GET /v1/status/health): none")
        .doesNotContain("returnCartItems");
  }

  @Test
  void check_unreadableDocument_exitsWithTwo(@TempDir Path directory) throws Exception {
    assertThat(end("check", directory.resolve("none.yaml").toString()).exit()).isEqualTo(2);
  }

  @Test
  void diff_breakingEdit_namesItAndExitsWithOne(@TempDir Path directory) throws Exception {
    String document = Files.readString(DOCUMENT);
    Path old = Files.writeString(directory.resolve("old.yaml"), document);
    Path now =
        Files.writeString(
            directory.resolve("new.yaml"), document.replace("maxItems: 5\n", "maxItems: 4\n"));

    Ended ended = end("diff", old.toString(), now.toString());

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out())
        .contains("breaks clients")
        .contains("NewCustomerSessionV2.identifiers: maxItems 5 is now 4");
  }

  @Test
  void diff_unreadableDocument_exitsWithTwo(@TempDir Path directory) throws Exception {
    Path old = Files.writeString(directory.resolve("old.yaml"), Files.readString(DOCUMENT));
    Path broken = Files.writeString(directory.resolve("broken.yaml"), "openapi: [\n");

    assertThat(end("diff", old.toString(), broken.toString()).exit()).isEqualTo(2);
    assertThat(end("diff", old.toString(), directory.resolve("none.yaml").toString()).exit())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --prt 8080 | Unknown option '--prt'; did you mean '--port'? | serve",
        "--prot=8080 | Unknown option '--prot'; did you mean '--port'? | serve",
        "serve --colour red | Unknown option '--colour' | serve",
        "sevre --port 0 | Unknown command 'sevre'; did you mean 'serve'? | serve",
        "daigram --format svg | Unknown command 'daigram'; did you mean 'diagram'? | serve",
        "diff --halp a b | Unknown option '--halp'; did you mean '--help'? | diff",
        "serve --max-sessions 0 | --max-sessions must be between 1 and 2147483647, not 0 | serve",
        "serve topsecret=1 | Unknown argument; it is not shown, as it may be a key | serve"
      })
  void arguments_mistyped_getASentenceAndASuggestionInsteadOfTheHelp(
      String args, String sentence, String command) throws Exception {
    Ended ended = end(args.split(" ", -1));

    assertThat(ended.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.err().lines())
        .containsExactly(
            sentence, "'customer-session-stub " + command + " --help' lists all options.");
  }

  @Test
  void diff_help_namesWhatIsNotCompared() throws Exception {
    String help = end("diff", "--help").out().replaceAll("\\s+", " ");

    assertThat(help).contains(ContractDiff.NOT_COMPARED);
  }

  @Test
  void diff_same_exitsWithZero(@TempDir Path directory) throws Exception {
    Path old = Files.writeString(directory.resolve("old.yaml"), Files.readString(DOCUMENT));

    Ended ended = end("diff", old.toString(), old.toString());

    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).isEqualTo("no changes\n");
  }

  @Test
  void plan_document_printsEveryChoice(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("document.yaml"), Files.readString(DOCUMENT));

    Ended ended = end("plan", file.toString());

    assertThat(ended.exit()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("returnCartItems (POST /v2/customer_sessions/{customerSessionId}/returns): move")
        .contains("health (GET /v1/status/health): none; it returns no entity and no list of one");
  }

  @Test
  void diagram_formats_drawTheStateMachine(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("document.yaml"), Files.readString(DOCUMENT));

    assertThat(end("diagram", file.toString()).out())
        .startsWith("stateDiagram-v2\n")
        .contains("  closed --> open: reopenCustomerSession\n");
    assertThat(end("diagram", file.toString(), "--format", "dot").out()).startsWith("digraph ");
    assertThat(end("diagram", file.toString(), "--format", "svg").out()).startsWith("<svg ");
  }
}
