package io.customersession.contract;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Schemas that all apply to a value, each of them once. */
final class SchemaParts extends AbstractList<SchemaPart> {
  private final List<SchemaPart> parts = new ArrayList<>();
  private final Set<DocumentNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Adds a schema unless it is there: several schemas can consist of the same one. */
  @Override
  public boolean add(SchemaPart part) {
    return nodes.add(part.node()) && parts.add(part);
  }

  @Override
  public SchemaPart get(int index) {
    return parts.get(index);
  }

  @Override
  public int size() {
    return parts.size();
  }
}
