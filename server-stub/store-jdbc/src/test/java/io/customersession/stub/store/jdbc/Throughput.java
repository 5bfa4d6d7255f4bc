package io.customersession.stub.store.jdbc;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the updates of random sessions that stubs in processes of their own store, and, before and
 * after, upserts of rows of the same size by {@code pgbench}, which has to be on the path.
 */
final class Throughput {
  private static final int CLIENTS = 8;

  /** Updates of each process before it is measured: its JVM compiles what they run. */
  private static final int WARM_UP = 20_000;

  private static final Duration MAX_WARM_UP = Duration.ofMinutes(2);

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private final ScaledPostgres postgres;
  private final int sessions;
  private final int seconds;
  private final Path script;

  Throughput(ScaledPostgres postgres, int sessions, int seconds, Path folder) throws Exception {
    this.postgres = postgres;
    this.sessions = sessions;
    this.seconds = seconds;
    // Of the same size: a colon begins the name of a variable.
    String body = postgres.text("select body from upsert where id = 7").replace(':', ';');
    this.script =
        Files.writeString(
            folder.resolve("upsert.sql"),
            "\\set id random(2, "
                + sessions
                + ")\n"
                + "insert into upsert (id, body) values (:id, '"
                + body.replace("'", "''")
                + "') on conflict (id) do update set body = excluded.body;\n");
  }

  /** Returns the figures of a number of processes as text. */
  String measure(int processes) throws Exception {
    double before = upserts();
    Figures figures = updates(processes);
    double upserts = (before + upserts()) / 2;
    return "%d processes: %,.0f updates/s, %.2f of %,.0f upserts/s; per update %.0f us of CPU in the"
            .formatted(processes, figures.rate(), figures.rate() / upserts, upserts, figures.stub())
        + " stubs, %.0f us in PostgreSQL, %,.0f bytes of its log"
            .formatted(figures.server(), figures.log());
  }

  /** Updates in a second; microseconds of CPU and bytes of log per update. */
  private record Figures(double rate, double stub, double server, double log) {}

  private Figures updates(int processes) throws Exception {
    List<Process> running = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<URI> stubs = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        Process process = StubProgram.run(postgres.location());
        running.add(process);
        stubs.add(URI.create(process.inputReader(StandardCharsets.UTF_8).readLine()));
      }
      long warm = System.nanoTime() + MAX_WARM_UP.toNanos();
      update(threads, stubs, warm, WARM_UP * processes / CLIENTS);
      long log = log();
      Duration stubCpu = cpu(running);
      Duration serverCpu = postgres.cpu();
      long begin = System.nanoTime();
      long end = begin + TimeUnit.SECONDS.toNanos(seconds);
      double updates = update(threads, stubs, end, Integer.MAX_VALUE);
      double elapsed = (System.nanoTime() - begin) / 1e9;
      return new Figures(
          updates / elapsed,
          cpu(running).minus(stubCpu).toNanos() / 1e3 / updates,
          postgres.cpu().minus(serverCpu).toNanos() / 1e3 / updates,
          (log() - log) / updates);
    } finally {
      threads.shutdownNow();
      for (Process each : running) {
        each.destroyForcibly().waitFor();
      }
    }
  }

  /** Updates sessions, as each client does until a time or number, and returns how often. */
  private int update(ExecutorService threads, List<URI> stubs, long end, int max) throws Exception {
    List<Future<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      URI stub = stubs.get(i % stubs.size());
      clients.add(threads.submit(() -> update(stub, end, max)));
    }
    int updates = 0;
    for (Future<Integer> each : clients) {
      updates += each.get();
    }
    return updates;
  }

  private int update(URI stub, long end, int max) throws IOException {
    Random random = new Random();
    int updates = 0;
    try (RawConnection connection = new RawConnection(stub)) {
      while (updates < max && System.nanoTime() < end) {
        // Every hundredth session is closed.
        int number = random.nextInt(sessions / 100) * 100 + 1 + random.nextInt(99);
        connection.put("n" + number, ScaledPostgres.cart(1 + random.nextInt(9)));
        updates++;
      }
    }
    return updates;
  }

  private static Duration cpu(List<Process> processes) {
    return processes.stream()
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private long log() throws SQLException {
    return Long.parseLong(
        postgres.text("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"));
  }

  private double upserts() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "pgbench",
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + CLIENTS,
                "--time=" + seconds,
                "--file=" + script,
                "--host=localhost",
                "--port=" + postgres.port(),
                "--username=postgres",
                "postgres")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(output);
    if (process.waitFor() != 0 || !rate.find()) {
      throw new IllegalStateException(output);
    }
    return Double.parseDouble(rate.group(1));
  }
}
