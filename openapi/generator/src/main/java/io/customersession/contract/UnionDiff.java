package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.EVERYBODY;

import io.customersession.contract.SchemaView.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares the branches of unions, which have no order: a branch is found again by its name, by its
 * value of the discriminator, or by what it looks like.
 */
final class UnionDiff {
  private final SchemaPair pair;
  private final SchemaDiff schemas;
  private final Discriminator was;
  private final Discriminator is;

  UnionDiff(SchemaPair pair, SchemaDiff schemas) {
    this.pair = pair;
    this.schemas = schemas;
    was = Discriminator.of(pair.old());
    is = Discriminator.of(pair.now());
  }

  /**
   * Compares a union with a schema that is none, as a union of one branch or of one for each type.
   *
   * @return false if the schemas have to be compared otherwise
   */
  boolean compareWithSingle() {
    boolean oldOnly = pair.old().isOnlyUnion() && pair.now().unions().isEmpty();
    boolean newOnly = pair.now().isOnlyUnion() && pair.old().unions().isEmpty();
    SchemaView single = oldOnly ? pair.now() : pair.old();
    if (oldOnly == newOnly || single.isAnything() || single.isNothing()) {
      return false;
    }
    List<SchemaView> old = branches(pair.old());
    List<SchemaView> now = branches(pair.now());
    if (old.stream().noneMatch(one -> now.stream().anyMatch(other -> isAlike(one, other)))) {
      return false;
    }
    branches(
        pair.now().location(oldOnly ? "type" : pair.now().unions().get(0).keyword()), old, now);
    return true;
  }

  private static boolean isAlike(SchemaView one, SchemaView other) {
    Set<String> types = one.types();
    return (one.name() != null && one.name().equals(other.name()))
        || Fingerprint.of(one).equals(Fingerprint.of(other))
        || (types != null && !types.contains("object") && types.equals(other.types()));
  }

  private static List<SchemaView> branches(SchemaView schema) {
    if (!schema.unions().isEmpty()) {
      return schema.unions().get(0).branches();
    }
    Set<String> types = schema.types();
    return types != null && types.size() > 1
        ? types.stream().map(schema::only).toList()
        : List.of(schema.asBranch());
  }

  void compare() {
    List<Union> old = pair.old().unions();
    List<Union> now = pair.now().unions();
    int both = Math.min(old.size(), now.size());
    for (int i = 0; i < both; i++) {
      Union union = now.get(i);
      String keyword = old.get(i).keyword();
      if (!keyword.equals(union.keyword())) {
        String text = keyword + " is now " + union.keyword();
        if (keyword.equals("anyOf")) {
          pair.narrower(union.location(), text);
        } else {
          pair.wider(union.location(), text);
        }
      }
      branches(union.location(), old.get(i).branches(), union.branches());
    }
    for (Union union : old.subList(both, old.size())) {
      pair.wider(union.location(), union.keyword() + " was removed");
    }
    for (Union union : now.subList(both, now.size())) {
      pair.narrower(union.location(), union.keyword() + " is new");
    }
    discriminators();
  }

  private void branches(
      SourceLocation location, List<SchemaView> oldBranches, List<SchemaView> newBranches) {
    List<SchemaView> old = new ArrayList<>(oldBranches);
    List<SchemaView> now = new ArrayList<>(newBranches);
    match(old, now, (one, other) -> one.name() != null && one.name().equals(other.name()));
    match(old, now, this::shareValue);
    match(old, now, (one, other) -> Fingerprint.of(one).equals(Fingerprint.of(other)));
    match(
        old,
        now,
        (one, other) ->
            (one.name() == null || other.name() == null)
                && Objects.equals(one.types(), other.types()));
    for (SchemaView branch : old) {
      pair.narrower(branch.usage(), "may no longer be " + word(branch));
    }
    for (SchemaView branch : now) {
      pair.wider(
          branch.usage().file().equals(location.file()) ? branch.usage() : location,
          "may now be " + word(branch));
    }
  }

  private void match(
      List<SchemaView> old, List<SchemaView> now, BiPredicate<SchemaView, SchemaView> same) {
    old.removeIf(
        branch -> {
          SchemaView match =
              now.stream().filter(other -> same.test(branch, other)).findFirst().orElse(null);
          if (match == null) {
            return false;
          }
          now.remove(match);
          compareValues(branch, match);
          compareTitles(branch, match);
          schemas.enqueue(pair.name() + " (" + word(match) + ")", branch, match, pair.direction());
          return true;
        });
  }

  /** A schema of a union that has no name is named by its title in generated code. */
  private void compareTitles(SchemaView old, SchemaView now) {
    String was = UnionNames.title(old.first());
    String is = UnionNames.title(now.first());
    if (!Objects.equals(was, is)) {
      pair.changes()
          .add(
              now.usage(),
              pair.name()
                  + ": the title of a schema to choose "
                  + (is == null ? "is gone" : "now makes " + is + " its name")
                  + ", and so generated names change");
    }
  }

  private static String word(SchemaView branch) {
    String name = branch.name();
    Set<String> types = branch.types();
    return name != null ? name : types == null ? "any value" : String.join(" or ", types);
  }

  private boolean shareValue(SchemaView old, SchemaView now) {
    Set<String> values = new TreeSet<>(was.values(old));
    values.retainAll(is.values(now));
    return !values.isEmpty();
  }

  private void compareValues(SchemaView old, SchemaView now) {
    if (was.property() != null && is.property() != null) {
      values(was.values(old), is.values(now));
    }
  }

  private void values(Set<String> old, Set<String> now) {
    SourceLocation location = pair.now().location("discriminator");
    for (String value : old) {
      if (!now.contains(value)) {
        pair.narrower(location, "the value " + value + " of the discriminator was removed");
      }
    }
    for (String value : now) {
      if (!old.contains(value)) {
        pair.wider(location, "the value " + value + " of the discriminator is new");
      }
    }
  }

  private void discriminators() {
    String old = was.property();
    String now = is.property();
    if (!Objects.equals(old, now)) {
      pair.report(
          pair.location("discriminator"),
          "the discriminator %s is now %s".formatted(none(old), none(now)),
          old == null || now == null ? CLIENTS_AND_SERVERS : EVERYBODY);
    } else if (now != null && pair.old().unions().isEmpty() && pair.now().unions().isEmpty()) {
      values(was.heirs().keySet(), is.heirs().keySet());
      was.heirs()
          .forEach(
              (value, heir) -> {
                DocumentNode other = is.heirs().get(value);
                if (other != null) {
                  schemas.enqueue(
                      pair.name() + " (" + value + ")",
                      SchemaView.of(pair.old().references(), heir),
                      SchemaView.of(pair.now().references(), other),
                      pair.direction());
                }
              });
    }
  }

  private static String none(@Nullable String property) {
    return property == null ? "none" : property;
  }
}
