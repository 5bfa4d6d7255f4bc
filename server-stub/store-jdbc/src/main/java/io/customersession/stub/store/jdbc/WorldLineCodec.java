package io.customersession.stub.store.jdbc;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.json.JsonInput;
import io.customersession.contract.json.JsonOutput;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import io.customersession.stub.model.CustomerProfile;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Sequence;
import io.customersession.stub.store.Session;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes lines of an exported world: objects with one member, whose name is the kind of
 * the line. Models of the document have their generated codecs.
 */
final class WorldLineCodec implements JsonCodec<WorldLine> {
  private static final JsonCodec<String> TEXT = Codecs.string("#");
  private static final JsonCodec<Long> NUMBER = Codecs.int64("#");
  private static final JsonCodec<Integer> COUNT = Codecs.int32("#");
  private static final JsonCodec<OffsetDateTime> TIME = Codecs.dateTime("#");

  static final WorldLineCodec INSTANCE = new WorldLineCodec();

  /**
   * A kind of lines.
   *
   * @param members the codecs of its members
   * @param optional the name of the only member that may be absent; empty if all are required
   * @param line returns the line with these members
   */
  private record Kind(
      Map<String, JsonCodec<?>> members, String optional, Function<Members, WorldLine> line) {}

  /** The values of the members of a line, each of the type of its codec. */
  private record Members(Map<String, Object> values) {
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> @Nullable T find(String name) {
      return (T) values.get(name);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T get(String name) {
      return Objects.requireNonNull(this.<T>find(name));
    }
  }

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  private WorldLineCodec() {
    kinds.put(
        "customerSessionWorld",
        new Kind(
            members("version", COUNT, "id", TEXT, "world", TEXT, "exported", TIME),
            "",
            of ->
                new WorldLine.Header(
                    of.get("version"), of.get("id"), of.get("world"), of.get("exported"))));
    Map<String, JsonCodec<?>> sequences = new LinkedHashMap<>();
    for (Sequence sequence : Sequence.values()) {
      sequences.put(name(sequence), NUMBER);
    }
    kinds.put("ids", new Kind(sequences, "", WorldLineCodec::ids));
    kinds.put(
        "session",
        new Kind(
            members(
                "facts", CustomerSessionV2.Codec.INSTANCE,
                "totalOfV1", Codecs.decimal("#"),
                "effects", StoredForm.EFFECTS,
                "redemptions", Codecs.list("#", Codecs.any("#")),
                "returns", StoredForm.RETURNS),
            "totalOfV1",
            WorldLineCodec::session));
    kinds.put(
        "profile",
        new Kind(
            members("application", NUMBER, "facts", CustomerProfile.Codec.INSTANCE),
            "",
            of -> {
              var profile = StoredForm.profile(of.<CustomerProfile>get("facts"));
              return new WorldLine.OfProfile(
                  new ProfileKey(of.get("application"), profile.integrationId()), profile);
            }));
    kinds.put(
        "counter",
        new Kind(
            members(
                "subject", TEXT, "by", TEXT, "application", NUMBER, "value", TEXT, "used", COUNT),
            "",
            WorldLineCodec::counter));
    kinds.put(
        "response",
        new Kind(
            members(
                "application",
                NUMBER,
                "resource",
                TEXT,
                "id",
                TEXT,
                "key",
                TEXT,
                "fingerprint",
                TEXT,
                "body",
                TEXT,
                "at",
                TIME),
            "",
            WorldLineCodec::response));
    kinds.put(
        "end", new Kind(members("lines", NUMBER), "", of -> new WorldLine.End(of.get("lines"))));
  }

  private static Map<String, JsonCodec<?>> members(Object... namesAndCodecs) {
    Map<String, JsonCodec<?>> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndCodecs.length; i += 2) {
      members.put((String) namesAndCodecs[i], (JsonCodec<?>) namesAndCodecs[i + 1]);
    }
    return members;
  }

  private static String name(Sequence sequence) {
    return sequence.name().toLowerCase(Locale.ROOT);
  }

  private static WorldLine ids(Members of) {
    Map<Sequence, Long> last = new EnumMap<>(Sequence.class);
    for (Sequence sequence : Sequence.values()) {
      last.put(sequence, of.get(name(sequence)));
    }
    return new WorldLine.Ids(last);
  }

  private static WorldLine session(Members of) {
    return new WorldLine.OfSession(
        new Session(
            of.get("facts"),
            of.find("totalOfV1"),
            new AppliedPromotions(of.get("effects"), StoredForm.ofListed(of.get("redemptions"))),
            of.get("returns")));
  }

  private static WorldLine counter(Members of) {
    int used = of.get("used");
    if (used < 0) {
      throw new IllegalArgumentException("used must not be negative");
    }
    return new WorldLine.OfCounter(
        new RedemptionCounters.Key(
            of.get("subject"),
            RedemptionCounters.By.valueOf(of.get("by")),
            of.get("application"),
            of.get("value")),
        used);
  }

  private static WorldLine response(Members of) {
    return new WorldLine.OfRecord(
        new IdempotencyKey(
            of.get("application"),
            IdempotencyKey.Resource.valueOf(of.get("resource")),
            of.get("id"),
            of.get("key")),
        new IdempotencyRecord(
            of.get("fingerprint"),
            Base64.getDecoder().decode(of.<String>get("body")),
            of.<OffsetDateTime>get("at").toInstant()));
  }

  @Override
  public @Nullable WorldLine read(JsonInput in) {
    if (!in.beginObject("#")) {
      return null;
    }
    WorldLine line = null;
    int members = 0;
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      Kind kind = kinds.get(name);
      if (kind == null || ++members > 1) {
        in.violations()
            .add(
                Rule.ADDITIONAL_PROPERTIES,
                "#",
                "a line must be one of " + String.join(", ", kinds.keySet()));
        in.any();
      } else {
        line = read(in, "#/" + name, kind);
      }
    }
    if (members == 0 && in.violations().acceptable()) {
      in.violations()
          .add(
              Rule.MIN_PROPERTIES,
              "#",
              "a line must be one of " + String.join(", ", kinds.keySet()));
    }
    return line;
  }

  private static @Nullable WorldLine read(JsonInput in, String path, Kind kind) {
    if (!in.beginObject(path)) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonCodec<?> codec = kind.members().get(name);
      if (codec == null || values.containsKey(name)) {
        Rule rule = codec == null ? Rule.ADDITIONAL_PROPERTIES : Rule.DUPLICATE;
        in.violations()
            .add(rule, path, name + (codec == null ? " is unknown" : " is given more than once"));
        in.any();
      } else {
        Object value = read(in, codec);
        if (value != null) {
          values.put(name, value);
        }
      }
    }
    for (String name : kind.members().keySet()) {
      if (!values.containsKey(name) && !name.equals(kind.optional())) {
        in.violations().add(Rule.REQUIRED, name, path, name + " is required");
      }
    }
    return in.violations().acceptable() ? line(in, path, kind, values) : null;
  }

  /** What a reader of responses accepts is not always complete, so the value is checked as well. */
  private static <T> @Nullable T read(JsonInput in, JsonCodec<T> codec) {
    T value = codec.read(in);
    if (value != null && in.violations().acceptable()) {
      codec.check(value, in.violations().ofResponse());
    }
    return value;
  }

  private static @Nullable WorldLine line(
      JsonInput in, String path, Kind kind, Map<String, Object> values) {
    try {
      return kind.line().apply(new Members(values));
    } catch (RuntimeException e) {
      // Names of constants, octets, or lists that are not as they were written.
      in.violations().add(Rule.NOT_ALLOWED, path, "a value is not one of an export: " + e);
      return null;
    }
  }

  @Override
  public void write(JsonOutput out, WorldLine line) {
    Map<String, Object> values = new LinkedHashMap<>();
    String name;
    if (line instanceof WorldLine.Header header) {
      name = "customerSessionWorld";
      values.put("version", header.version());
      values.put("id", header.id());
      values.put("world", header.world());
      values.put("exported", header.exported());
    } else if (line instanceof WorldLine.Ids ids) {
      name = "ids";
      ids.last().forEach((sequence, last) -> values.put(name(sequence), last));
    } else if (line instanceof WorldLine.OfSession of) {
      name = "session";
      Session session = of.session();
      values.put("facts", session.facts());
      if (session.totalOfV1() != null) {
        values.put("totalOfV1", session.totalOfV1());
      }
      values.put("effects", session.appliedPromotions().effects());
      values.put("redemptions", StoredForm.listed(session.appliedPromotions().redemptions()));
      values.put("returns", session.returns());
    } else if (line instanceof WorldLine.OfProfile of) {
      name = "profile";
      values.put("application", of.key().application());
      values.put("facts", StoredForm.model(of.profile()));
    } else if (line instanceof WorldLine.OfCounter of) {
      name = "counter";
      values.put("subject", of.key().subject());
      values.put("by", of.key().by().name());
      values.put("application", of.key().application());
      values.put("value", of.key().value());
      values.put("used", of.count());
    } else if (line instanceof WorldLine.OfRecord of) {
      name = "response";
      values.put("application", of.key().application());
      values.put("resource", of.key().resource().name());
      values.put("id", of.key().id());
      values.put("key", of.key().key());
      values.put("fingerprint", of.record().fingerprint());
      values.put("body", Base64.getEncoder().encodeToString(of.record().body()));
      values.put("at", of.record().at().atOffset(ZoneOffset.UTC));
    } else {
      name = "end";
      values.put("lines", ((WorldLine.End) line).lines());
    }
    out.beginObject();
    out.name(name);
    write(out, Objects.requireNonNull(kinds.get(name)), values);
    out.endObject();
  }

  // Each value is of the type of its codec.
  @SuppressWarnings("unchecked")
  private static void write(JsonOutput out, Kind kind, Map<String, Object> values) {
    out.beginObject();
    for (Map.Entry<String, JsonCodec<?>> member : kind.members().entrySet()) {
      Object value = values.get(member.getKey());
      if (value != null) {
        out.name(member.getKey());
        ((JsonCodec<Object>) member.getValue()).write(out, value);
      }
    }
    out.endObject();
  }

  @Override
  public void check(WorldLine value, Violations violations) {
    // What was written is what was stored.
  }
}
