package sample;

import io.customersession.contract.binary.BinaryData;
import io.customersession.contract.stub.http.HttpError;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The handlers of the stub that {@link BodyCalls} calls. */
final class BodyResources {
  private BodyResources() {}

  static final class Jobs implements sample.stub.api.JobsApi {
    @Override
    public sample.stub.api.StartJobResult startJob(sample.stub.model.Job job) {
      return switch (job.getName()) {
        case "200" -> sample.stub.api.StartJobResult.status200(job);
        case "201" ->
            sample.stub.api.StartJobResult.status201(job)
                .withLocation("/jobs/1")
                .withXLeft(7)
                .withXTags(List.of("a", "b"));
        case "202" ->
            sample.stub.api.StartJobResult.status202(
                sample.stub.model.Ticket.builder().number(1L).build());
        case "204" -> sample.stub.api.StartJobResult.status204();
        case "bare" -> sample.stub.api.StartJobResult.status201(job);
        case "409" ->
            throw HttpError.of(409, sample.stub.model.Problem.builder().title("taken").build())
                .withHeader("Retry-After", "5");
        default -> throw HttpError.withBody(418, "I am a teapot");
      };
    }

    @Override
    public sample.stub.api.GetRangeResult getRange() {
      return sample.stub.api.GetRangeResult.of(203, job());
    }

    @Override
    public sample.stub.model.Job getDefault() {
      return job();
    }

    @Override
    public sample.stub.api.GetMovedResult getMoved() {
      return sample.stub.api.GetMovedResult.of().withHeader("Location", "/jobs");
    }

    @Override
    public void getSilence() {}

    @Override
    public sample.stub.api.LookAtResult lookAt() {
      return sample.stub.api.LookAtResult.of().withEtag("\"1\"");
    }

    private static sample.stub.model.Job job() {
      return sample.stub.model.Job.builder().name("j").build();
    }
  }

  static final class Flavors implements sample.stub.api.FlavorsApi {
    @Override
    public sample.stub.model.Job putFlavor(sample.stub.model.Job job) {
      return job;
    }
  }

  static final class Texts implements sample.stub.api.TextsApi {
    @Override
    public String sendCsv(String kind, String body) {
      return "<job>" + body + "</job>";
    }

    @Override
    public String sendNumber(String kind, Integer body) {
      return "<b>" + (body + 1) + "</b>";
    }

    @Override
    public String sendLines(String kind, String body) {
      return "data: " + body.lines().count() + "\n\n";
    }

    @Override
    public BinaryData sendOdd(String kind, String body) {
      return BinaryData.of(body + "!");
    }
  }

  static final class Files implements sample.stub.api.FilesApi {
    @Override
    public BinaryData sendFile(BinaryData body) {
      if (body.length() == 4) {
        throw HttpError.of(404, sample.stub.model.Problem.builder().title("none").build());
      }
      return body;
    }
  }

  static final class Forms implements sample.stub.api.FormsApi {
    @Override
    public sample.stub.model.Form sendForm(sample.stub.model.Form form) {
      return form;
    }

    @Override
    public List<String> sendParts(sample.stub.model.Parts parts) {
      byte[] file = parts.getUpload().toByteArray();
      BinaryData photo = parts.getPhoto();
      return List.of(
          parts.getTitle(),
          String.valueOf(parts.getCount()),
          String.valueOf(parts.getPair()),
          String.valueOf(parts.getPairs()),
          String.valueOf(parts.getOdd()),
          file.length + " " + java.util.Arrays.equals(file, BodyCalls.octets(BodyCalls.LARGE)) + " " + parts.getUpload().fileName()
              + " " + parts.getUpload().contentType(),
          photo.contentType() + " " + photo.fileName() + " " + new String(photo.toByteArray(), StandardCharsets.UTF_8),
          parts.getFiles().stream().map(each -> new String(each.toByteArray(), StandardCharsets.UTF_8)).toList().toString());
    }
  }

  static final class People implements sample.stub.api.PeopleApi {
    @Override
    public sample.stub.model.Account putAccount(String id, sample.stub.model.Account account) {
      return account;
    }

    @Override
    public sample.stub.model.Profile patchProfile(String id, sample.stub.model.Profile change) {
      if (id.equals("lost")) {
        throw HttpError.of(404, sample.stub.model.Problem.builder().title("lost").build());
      }
      return change;
    }

    @Override
    public sample.stub.model.User addUser(sample.stub.model.User user) {
      sample.stub.model.User.Builder added = sample.stub.model.User.builder().name(user.getName());
      return user.getName().equals("nobody") ? added.build() : added.id(7L).build();
    }
  }
}
