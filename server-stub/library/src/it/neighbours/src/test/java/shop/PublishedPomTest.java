package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What comes with the stub, by its published pom. */
class PublishedPomTest {
  @Test
  void dependencies_thatPartnersGet_areTheseOnly() throws Exception {
    assertThat(dependencies())
        .filteredOn(
            dependency ->
                Set.of("compile", "runtime", "").contains(text(dependency, "scope"))
                    && !text(dependency, "optional").equals("true"))
        .extracting(
            dependency -> text(dependency, "groupId") + ":" + text(dependency, "artifactId"))
        .containsExactlyInAnyOrder(
            "io.customersession:contract-stub-kit",
            "io.customersession:contract-stub-control",
            "com.google.code.gson:gson",
            "org.snakeyaml:snakeyaml-engine",
            "jakarta.ws.rs:jakarta.ws.rs-api",
            "jakarta.validation:jakarta.validation-api");
  }

  private static List<Element> dependencies() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Library.pom().toFile());
    NodeList found = pom.getElementsByTagName("dependency");
    List<Element> dependencies = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      if (found.item(i).getParentNode().getParentNode().equals(pom.getDocumentElement())) {
        dependencies.add((Element) found.item(i));
      }
    }
    return dependencies;
  }

  private static String text(Element dependency, String name) {
    NodeList found = dependency.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
