package io.customersession.contract.stub.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that ends while a large body is in use. */
public final class SpoolingProgram {
  private static final int SIZE = 100_000;

  private SpoolingProgram() {}

  /** Reads a large body and prints its length. */
  public static void main(String[] args) {
    SpooledBody body = SpooledBody.read(new LargeRequest(), SIZE);
    System.out.println(body.data().toByteArray().length);
    System.exit(0);
  }

  private static final class LargeRequest implements StubRequest {
    @Override
    public String method() {
      return "PUT";
    }

    @Override
    public String rawPath() {
      return "/";
    }

    @Override
    public @Nullable String rawQuery() {
      return null;
    }

    @Override
    public List<String> header(String name) {
      return List.of();
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(new byte[SIZE]);
    }
  }
}
