package io.customersession.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The BOM lists what the modules publish. */
class BomTest {
  private static final Path ROOT = Path.of("../..");

  @Test
  void bom_ofTheProject_listsEveryPublishedArtifact() throws Exception {
    List<String> published = new ArrayList<>();
    collect(ROOT, published);
    Element bom = read(ROOT.resolve("openapi/bom"));
    List<String> listed = new ArrayList<>();
    NodeList dependencies = bom.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      assertThat(child(dependency, "version")).isEqualTo("${project.version}");
      listed.add(child(dependency, "artifactId"));
    }

    assertThat(listed)
        .contains("customer-session-client")
        .containsExactlyInAnyOrderElementsOf(published);
  }

  /** Adds the artifacts that a module and those below it publish, aggregators apart. */
  private static void collect(Path module, List<String> artifacts) throws Exception {
    Element project = read(module);
    if (!"pom".equals(child(project, "packaging"))) {
      artifacts.add(child(project, "artifactId"));
    }
    NodeList modules = project.getElementsByTagName("module");
    for (int i = 0; i < modules.getLength(); i++) {
      collect(module.resolve(modules.item(i).getTextContent()), artifacts);
    }
  }

  private static Element read(Path module) throws Exception {
    try (var in = Files.newInputStream(module.resolve("pom.xml"))) {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    }
  }

  /** Returns the text of an element right below another one, or nothing. */
  private static String child(Element parent, String name) {
    NodeList children = parent.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      Node child = children.item(i);
      if (name.equals(child.getNodeName())) {
        return child.getTextContent();
      }
    }
    return "";
  }
}
