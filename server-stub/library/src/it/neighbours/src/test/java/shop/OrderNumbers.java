package shop;

import com.google.gson.Gson;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * The partner's own service: Jersey carries it, Jackson binds its JSON, and it uses Gson itself.
 */
@Path("orders")
@Produces("application/json")
@Consumes("application/json")
public class OrderNumbers {
  /** An order, bound by Jackson. */
  public static final class Order {
    public String number = "";
    public int pieces;
  }

  @GET
  public Map<String, Integer> count() {
    return Map.of("count", 3);
  }

  @POST
  public Response add(Order order) {
    return Response.status(201)
        .header("X-Gson", new Gson().toJson(Map.of("number", order.number)))
        .entity(order)
        .build();
  }
}
