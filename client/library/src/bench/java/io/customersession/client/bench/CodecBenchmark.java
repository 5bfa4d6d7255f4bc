package io.customersession.client.bench;

import com.alibaba.fastjson2.JSON;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.contract.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openapitools.stock.ApiClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bytes to a session and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
  private final byte[] json = Sample.session();
  private CustomerSessionV2 ours;
  private org.openapitools.stock.model.CustomerSessionV2 stock;
  private PlainSession plain;

  /** Reads the sample by all three and makes sure that they write the same. */
  @Setup
  public void setUp() throws IOException {
    // Its constructor installs the stock client's Gson.
    new ApiClient();
    ours = readOurs();
    stock = readStock();
    plain = readFastjson();
    JsonElement expected = parsed(json);
    if (!readOursThroughGson().equals(ours)
        || !parsed(writeOurs()).equals(expected)
        || !parsed(writeOursThroughGson()).equals(expected)
        || !parsed(writeStock()).equals(expected)
        || !parsed(writeFastjson()).equals(expected)) {
      throw new IllegalStateException("the codecs do not write the same session");
    }
  }

  /** Gson compares objects whatever the order of their members. */
  private static JsonElement parsed(byte[] json) {
    return JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
  }

  /** Our client. */
  @Benchmark
  public CustomerSessionV2 readOurs() {
    return Json.decodeResponse(CustomerSessionV2.Codec.INSTANCE, json).value();
  }

  /** Our client's codec as a Gson adapter, on Gson's strict reader. */
  @Benchmark
  public CustomerSessionV2 readOursThroughGson() throws IOException {
    JsonReader reader =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8));
    reader.setStrictness(Strictness.STRICT);
    return CustomerSessionV2.Codec.INSTANCE.read(reader);
  }

  /** The stock client, from a stream, as it reads a response. */
  @Benchmark
  public org.openapitools.stock.model.CustomerSessionV2 readStock() throws IOException {
    return org.openapitools.stock.JSON.deserialize(
        new ByteArrayInputStream(json), org.openapitools.stock.model.CustomerSessionV2.class);
  }

  /** A library that makes byte code at run time. */
  @Benchmark
  public PlainSession readFastjson() {
    return JSON.parseObject(json, PlainSession.class);
  }

  /** Our client. */
  @Benchmark
  public byte[] writeOurs() {
    return CustomerSessionV2.Codec.INSTANCE.toBytes(ours);
  }

  /** Our client's codec as a Gson adapter, on Gson's writer. */
  @Benchmark
  public byte[] writeOursThroughGson() throws IOException {
    StringWriter text = new StringWriter();
    CustomerSessionV2.Codec.INSTANCE.write(new JsonWriter(text), ours);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The stock client, to a text and then bytes, as it fills a request. */
  @Benchmark
  public byte[] writeStock() {
    return org.openapitools.stock.JSON.serialize(stock).getBytes(StandardCharsets.UTF_8);
  }

  /** A library that makes byte code at run time. */
  @Benchmark
  public byte[] writeFastjson() {
    return JSON.toJSONBytes(plain);
  }
}
