package io.customersession.contract.stub.world;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The worlds of a stub. One exists from the start; others are created when they are first named.
 * Thread-safe.
 *
 * @param <W> the type of the worlds
 */
public final class Worlds<W extends StubWorld> {
  /** The name of the world of requests that name none. */
  public static final String MAIN = "main";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  private static final String KEY_PREFIX = "key-";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_NAME_BYTES = 8;

  private final Function<String, W> factory;
  private final MemoryBudget memory;
  private final int max;
  private final Supplier<List<String>> stored;
  private final W main;
  private final ConcurrentMap<String, Entry<W>> others = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger(1);

  /** Random, so that the name of a world does not reveal the key that it is for. */
  private volatile @Nullable SecretKeySpec secret;

  /** A world that a change may have created, which removes it again if nothing else uses it. */
  private static final class Entry<W> {
    private enum State {
      NEW,
      USED,
      REMOVED
    }

    private final W world;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    Entry(W world) {
      this.world = world;
    }

    /** Notes that the world is used, and returns false if it is removed already. */
    boolean use() {
      return isUsed() || state.compareAndSet(State.NEW, State.USED) || isUsed();
    }

    boolean isUsed() {
      return state.get() == State.USED;
    }

    /** Returns true if nothing has used the world, and nothing will. */
    boolean remove() {
      return state.compareAndSet(State.NEW, State.REMOVED);
    }
  }

  /**
   * Creates the main world.
   *
   * @param factory creates a world with a name
   * @param memory the memory of the state of all worlds
   * @param max the maximum number of worlds at a time, at least 1
   */
  public Worlds(Function<String, W> factory, MemoryBudget memory, int max) {
    this(factory, memory, max, List::of);
  }

  /**
   * Creates the main world.
   *
   * @param factory creates a world with a name, or opens it if it is stored
   * @param memory the memory of the state of all worlds
   * @param max the maximum number of worlds in this process at a time, at least 1
   * @param stored returns the names of the worlds that are stored outside of this process
   */
  public Worlds(
      Function<String, W> factory, MemoryBudget memory, int max, Supplier<List<String>> stored) {
    this.factory = factory;
    this.memory = memory;
    this.max = max;
    this.stored = stored;
    this.main = factory.apply(MAIN);
  }

  /** Returns the memory of the state of all worlds. */
  public MemoryBudget memory() {
    return memory;
  }

  /** Returns the world of requests that name none. */
  public W main() {
    return main;
  }

  /**
   * Returns a world, which is created if it does not exist.
   *
   * @param name 1 to 100 letters, digits, and {@code . _ : -}, the first a letter or digit
   * @throws IllegalArgumentException if that is not a name
   * @throws StoreFullException if there are as many worlds as allowed
   */
  public W enter(String name) {
    if (name.equals(MAIN)) {
      return main;
    }
    W known = find(name);
    if (known != null) {
      return known;
    }
    requireName(name);
    while (true) {
      Entry<W> entry = others.computeIfAbsent(name, unused -> new Entry<>(make(name)));
      if (entry.use()) {
        return entry.world;
      }
      forget(name, entry);
    }
  }

  /**
   * Changes a world. If it does not exist, a new one is changed. A change that fails neither leaves
   * a world behind nor removes one that requests have entered in the meantime.
   *
   * @param change runs again, on another world, if a request creates a world of that name in the
   *     meantime and worlds are not stored
   * @throws IllegalArgumentException if that is not a name
   * @throws StoreFullException if there are as many worlds as allowed
   */
  public <T> T change(String name, Function<W, T> change) {
    while (true) {
      W known = find(name);
      if (known != null) {
        return change.apply(known);
      }
      requireName(name);
      if (main.storedSettings() != null) {
        Entry<W> created = new Entry<>(make(name));
        Entry<W> other = others.putIfAbsent(name, created);
        if (other == null) {
          return changeNew(name, created, change);
        }
        count.decrementAndGet();
        created.world.close();
        if (!other.use()) {
          forget(name, other);
        }
        continue;
      }
      if (count.get() >= max) {
        throw full();
      }
      W fresh = factory.apply(name);
      boolean kept = false;
      try {
        T result = change.apply(fresh);
        Entry<W> entry = others.computeIfAbsent(name, unused -> new Entry<>(counted(fresh)));
        kept = entry.world == fresh;
        if (kept) {
          entry.use();
          return result;
        }
      } finally {
        if (!kept) {
          fresh.close();
        }
      }
    }
  }

  /**
   * Changes a world that requests can enter: what a change stores is stored at once, so it must not
   * run again on another one.
   */
  private <T> T changeNew(String name, Entry<W> created, Function<W, T> change) {
    boolean succeeds = false;
    try {
      T result = change.apply(created.world);
      succeeds = created.use();
      return result;
    } finally {
      if (!succeeds && created.remove()) {
        forget(name, created);
        created.world.close();
      }
    }
  }

  private void forget(String name, Entry<W> removed) {
    if (others.remove(name, removed)) {
      count.decrementAndGet();
    }
  }

  /**
   * Requires that a text can be the name of a world.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The name of a world must be 1 to 100 letters, digits, or any of . _ : -, and start with"
              + " a letter or digit");
    }
  }

  /**
   * Returns the name of the world of a key, for stubs that give each key a world of its own. The
   * name does not reveal the key, and differs from start to start.
   */
  public String nameForKey(String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret());
      byte[] digest = mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
      return KEY_PREFIX + HexFormat.of().formatHex(digest, 0, KEY_NAME_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private SecretKeySpec secret() {
    SecretKeySpec made = secret;
    if (made == null) {
      synchronized (this) {
        made = secret;
        if (made == null) {
          byte[] random = new byte[32];
          new SecureRandom().nextBytes(random);
          made = new SecretKeySpec(random, ALGORITHM);
          secret = made;
        }
      }
    }
    return made;
  }

  /** Returns a world that this process has entered, or null if there is none of that name. */
  public @Nullable W find(String name) {
    if (name.equals(MAIN)) {
      return main;
    }
    Entry<W> entry = others.get(name);
    return entry != null && entry.use() ? entry.world : null;
  }

  /** Returns true if a world of that name is stored; what else is stored has other names. */
  private boolean isStored(String name) {
    return NAME.matcher(name).matches() && stored.get().contains(name);
  }

  /**
   * Returns a world that a request names.
   *
   * @throws HttpError with status 404 if it does not exist
   * @throws StoreFullException if only other processes have entered it, and there are as many
   *     worlds as allowed
   */
  public W existing(String name) {
    W found = find(name);
    if (found == null && isStored(name)) {
      return enter(name);
    }
    if (found == null) {
      throw notFound(name);
    }
    return found;
  }

  /** Returns the error, with status 404, for a world that does not exist. */
  public static HttpError notFound(String name) {
    return HttpError.of(404, "The world \"" + name + "\" does not exist");
  }

  /** Returns the worlds that this process has entered, in the order of their names, main first. */
  public List<W> entered() {
    return Stream.concat(
            Stream.of(main),
            new TreeMap<>(others).values().stream().filter(Entry::isUsed).map(entry -> entry.world))
        .toList();
  }

  /**
   * Returns the names of all worlds, also of those that only other processes have entered, in
   * alphabetical order, the main world's first.
   */
  public List<String> names() {
    Set<String> all = new TreeSet<>();
    others.forEach(
        (name, entry) -> {
          if (entry.isUsed()) {
            all.add(name);
          }
        });
    stored.get().stream().filter(name -> NAME.matcher(name).matches()).forEach(all::add);
    all.remove(MAIN);
    return Stream.concat(Stream.of(MAIN), all.stream()).toList();
  }

  /**
   * Deletes a world with everything in it; the main world is reset instead.
   *
   * @return true if there was one of that name
   */
  public boolean drop(String name) {
    if (name.equals(MAIN)) {
      main.reset();
      return true;
    }
    Entry<W> known = others.remove(name);
    if (known != null) {
      count.decrementAndGet();
      known.world.delete();
    } else if (isStored(name)) {
      factory.apply(name).delete();
    } else {
      return false;
    }
    return true;
  }

  /** Resets the main world, and deletes all others that this process has entered. */
  public void reset() {
    others.keySet().forEach(this::drop);
    main.reset();
  }

  private W make(String name) {
    W world = factory.apply(name);
    try {
      return counted(world);
    } catch (StoreFullException e) {
      world.close();
      throw e;
    }
  }

  private W counted(W world) {
    if (count.incrementAndGet() > max) {
      count.decrementAndGet();
      throw full();
    }
    return world;
  }

  private StoreFullException full() {
    return new StoreFullException("worlds", max, "maxWorlds");
  }
}
