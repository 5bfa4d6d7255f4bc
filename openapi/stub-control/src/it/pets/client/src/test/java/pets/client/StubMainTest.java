package pets.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.customersession.contract.client.ApiClient;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import pets.client.api.PetsApi;
import pets.client.model.Pet;

/** The main class of the project that was created, in a process of its own. */
class StubMainTest {
  @Test
  void main_servesTheDocument() throws Exception {
    Process main =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "pets.stub.StubMain",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = main.inputReader();
        ApiClient client = ApiClient.builder().baseUrl(output.readLine()).build()) {
      PetsApi pets = new PetsApi(client);
      Pet created = pets.createPet(Pet.builder().name("Tom").build());

      assertEquals(List.of(created), pets.findPets());
      assertEquals(created, pets.getPet(created.getId()));
    } finally {
      main.destroy();
    }
  }
}
