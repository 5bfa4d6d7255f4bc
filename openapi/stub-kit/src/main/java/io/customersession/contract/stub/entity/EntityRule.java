package io.customersession.contract.stub.entity;

import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hand-written rule that refuses some of the transitions that the document's table allows. It
 * cannot allow what the table refuses.
 *
 * <p>Rules are called after the table, in their order, for every creation, change, transition and
 * deletion of an entity. The first refusal ends the request, which violates {@link
 * io.customersession.contract.stub.violation.ContractRule#REJECTED_TRANSITION}, and nothing is
 * stored. A rule runs while the entities of its world are locked, and must not call the stub. If it
 * throws anything, the response is a 500, and nothing is stored.
 */
@FunctionalInterface
public interface EntityRule {
  /**
   * Decides about a transition.
   *
   * @return the reason to refuse it, as one sentence for the caller, or empty to allow it
   */
  Optional<String> refuse(Move move);

  /**
   * A move that is about to be made; a change that keeps the state is one too, and so is a
   * deletion.
   *
   * @param operation the operation called
   * @param entity the name of the entity's schema
   * @param from the state that is left, or null if the entity is being created or has no state
   * @param to the state that the entity will be in, or null if it has none or is being deleted
   * @param before the entity as stored, in JSON, or null if it is being created
   * @param after the entity as it will be stored, in JSON; empty if it is being deleted
   */
  record Move(
      Operation operation,
      String entity,
      @Nullable String from,
      @Nullable String to,
      @Nullable Map<String, Object> before,
      Map<String, Object> after) {
    /** Returns true if the entity is being deleted. */
    public boolean isDeletion() {
      return before != null && after.isEmpty();
    }

    /** Returns the entity as stored, or null if it is being created. */
    public <T> @Nullable T before(ModelCodec<T> codec) {
      return before == null ? null : JsonTrees.value(codec, before);
    }

    /** Returns the entity as it will be stored; one without properties if it is being deleted. */
    public <T> T after(ModelCodec<T> codec) {
      return Objects.requireNonNull(JsonTrees.value(codec, after), entity);
    }
  }
}
