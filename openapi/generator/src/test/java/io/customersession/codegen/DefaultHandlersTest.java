package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.json.Model;
import io.customersession.contract.json.ModelCodec;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.StubServer;
import io.customersession.contract.stub.entity.EntityRule;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.world.StateSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents served without a line of Java, over HTTP. */
class DefaultHandlersTest {
  private static final Path ORDERS = Path.of("../stub-control/src/it/orders/order.yaml");
  private static final String DRAFT =
      "{\"state\":\"draft\",\"lines\":[{\"SKU\":\"AB1234\",\"quantity\":2}]}";

  /** Tasks with ids and times of the server, wrapped lists, and errors of several kinds. */
  private static final String TASKS =
      """
      openapi: 3.0.3
      info: {title: Tasks, version: '1'}
      paths:
        /lists/{listId}/tasks:
          parameters:
            - {name: listId, in: path, required: true, schema: {type: string}}
          get:
            operationId: findTasks
            parameters:
              - {name: done, in: query, schema: {type: boolean}}
            responses:
              '200':
                description: The tasks.
                content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}
          post:
            operationId: createTask
            requestBody: &body
              required: true
              content: {application/json: {schema: {$ref: '#/components/schemas/NewTask'}}}
            responses: &responses
              '201': &task
                description: The task.
                content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}
              '422': &error
                description: Refused.
                content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}
        /lists/{listId}/tasks/{taskId}:
          parameters:
            - {name: listId, in: path, required: true, schema: {type: string}}
            - {name: taskId, in: path, required: true, schema: {type: integer}}
          get:
            operationId: getTask
            responses: {'200': *task, '404': *error}
          put:
            operationId: replaceTask
            requestBody: *body
            responses: {'200': *task, '404': *error}
          patch:
            operationId: mergeTask
            requestBody:
              content: {application/merge-patch+json: {schema: {$ref: '#/components/schemas/TaskPatch'}}}
            responses: {'200': *task, '422': *error}
          delete:
            operationId: deleteTask
            responses: {'204': {description: Deleted.}}
        /lists/{listId}/tasks/{taskId}/close:
          parameters:
            - {name: listId, in: path, required: true, schema: {type: string}}
            - {name: taskId, in: path, required: true, schema: {type: integer}}
          post:
            operationId: closeTask
            responses: {'200': *task, '422': *error}
        /report:
          get:
            operationId: report
            responses:
              '200':
                description: A report.
                content: {application/json: {schema: {type: object, additionalProperties: true}}}
      components:
        schemas:
          NewTask:
            type: object
            required: [title]
            properties:
              title: {type: string}
              note: {type: string}
              secret: {type: string, writeOnly: true}
          TaskPatch:
            type: object
            properties:
              title: {type: string}
              note: {type: string, nullable: true}
          TaskState:
            type: string
            enum: [open, closed]
            x-state-machine:
              initial: {open: {by: [createTask]}}
              transitions:
                open: {closed: {by: [closeTask]}, open: {by: [replaceTask, mergeTask]}}
                closed: {}
          Task:
            type: object
            required: [id, title, state, createdOn, priority]
            x-entity: {id: id, state: state, created: createdOn, updated: changedAt}
            properties:
              id: {type: integer, format: int64, readOnly: true}
              title: {type: string}
              note: {type: string}
              done: {type: boolean}
              priority: {type: integer, default: 3}
              state: {$ref: '#/components/schemas/TaskState'}
              createdOn: {type: string, format: date, readOnly: true}
              changedAt: {type: string, format: date-time, readOnly: true}
          Page:
            type: object
            required: [tasks, kind]
            properties:
              tasks: {type: array, items: {$ref: '#/components/schemas/Task'}}
              kind: {type: string, example: page}
          Error:
            type: object
            required: [code, message]
            properties:
              code: {type: string}
              message: {type: string}
      """;

  @TempDir private Path directory;

  private DefaultStub tasks() {
    DefaultStub stub = DefaultStub.of(TASKS, directory);
    stub.server().world().clock().freezeAt(Instant.parse("2030-01-02T03:04:05Z"));
    return stub;
  }

  @Test
  void order_livesItsLife_andIsRefusedWhatTheDocumentRefuses() throws Exception {
    try (DefaultStub stub = DefaultStub.of(Files.readString(ORDERS), directory)) {
      assertThat(stub.send("GET", "/orders/7", ""))
          .isEqualTo("404 {\"message\":\"There is no Order 7\"}");
      assertThat(stub.send("PUT", "/orders/7", DRAFT)).isEqualTo("200 " + DRAFT);
      assertThat(stub.send("POST", "/orders/7/shipment", ""))
          .isEqualTo("409 {\"message\":\"shipOrder may not move from draft to shipped\"}");
      String placed = DRAFT.replace("draft", "placed");
      assertThat(stub.send("PUT", "/orders/7", placed)).isEqualTo("200 " + placed);
      assertThat(stub.send("POST", "/orders/7/payment", "{\"amount\":19.90}"))
          .isEqualTo("200 " + DRAFT.replace("draft", "paid"));
      assertThat(stub.send("POST", "/orders/7/shipment", "")).isEqualTo("204");
      assertThat(stub.send("DELETE", "/orders/7/shipment", "")).isEqualTo("204");
      assertThat(stub.send("PUT", "/orders/7", placed.replace("placed", "cancelled")))
          .startsWith("409 ");
      assertThat(stub.send("PUT", "/orders/8", DRAFT.replace("draft", "paid")))
          .isEqualTo("409 {\"message\":\"updateOrder may not create something in paid\"}");
      assertThat(stub.send("GET", "/orders", ""))
          .isEqualTo("200 [" + DRAFT.replace("draft", "delivered") + "]");
      assertThat(stub.send("GET", "/orders?state=draft&state=placed", "")).isEqualTo("200 []");
      assertThat(stub.send("GET", "/orders/stock", ""))
          .isEqualTo(
              "501 (problem) {\"type\":\"about:blank\",\"title\":\"Not implemented\",\"status\":501,"
                  + "\"detail\":\"countStock has no default handler: it returns no entity and no"
                  + " list of one\"}");
      assertThat(stub.server().violations())
          .extracting(each -> each.kind())
          .containsExactly(
              ContractRule.ILLEGAL_TRANSITION,
              ContractRule.ILLEGAL_TRANSITION,
              ContractRule.ILLEGAL_TRANSITION);
    }
  }

  @Test
  void rule_refusesWhatTheTableAllows() throws Exception {
    String document = Files.readString(ORDERS);
    try (DefaultStub stub =
        DefaultStub.of(
            document,
            directory,
            move ->
                "cancelled".equals(move.to()) && "placed".equals(move.from())
                    ? Optional.of("A placed order cannot be cancelled here")
                    : Optional.empty())) {
      stub.send("PUT", "/orders/7", DRAFT.replace("draft", "placed"));

      assertThat(stub.send("PUT", "/orders/7", DRAFT.replace("draft", "cancelled")))
          .isEqualTo("409 {\"message\":\"A placed order cannot be cancelled here\"}");
      assertThat(stub.send("GET", "/orders/7", "")).contains("placed");
      assertThat(stub.server().violations())
          .extracting(each -> each.kind())
          .containsExactly(ContractRule.REJECTED_TRANSITION);
    }
  }

  @Test
  void worldResetAndSnapshot_holdEntities() throws Exception {
    try (DefaultStub stub = DefaultStub.of(Files.readString(ORDERS), directory)) {
      StubServer server = stub.server();
      stub.send("PUT", "/orders/7", DRAFT);
      StateSnapshot snapshot = server.world().snapshot();

      assertThat(stub.send("GET", "/__world/other/orders/7", "")).startsWith("404");
      server.reset();
      assertThat(stub.send("GET", "/orders/7", "")).startsWith("404");
      server.world().restore(snapshot);
      assertThat(stub.send("GET", "/orders/7", "")).isEqualTo("200 " + DRAFT);
      assertThat(snapshot.weight()).isPositive();
    }
  }

  @Test
  void created_hasIdStateTimesAndDefaults_andIsListedUnderItsParent() throws Exception {
    try (DefaultStub stub = tasks()) {
      String first =
          "{\"id\":1,\"title\":\"Paint\",\"priority\":3,\"state\":\"open\","
              + "\"createdOn\":\"2030-01-02\",\"changedAt\":\"2030-01-02T03:04:05.000000Z\"}";

      assertThat(stub.send("POST", "/lists/a/tasks", "{\"title\":\"Paint\",\"secret\":\"x\"}"))
          .isEqualTo("201 " + first);
      assertThat(stub.send("POST", "/lists/b/tasks", "{\"title\":\"Read\"}"))
          .startsWith("201 {\"id\":2,");
      assertThat(stub.send("GET", "/lists/a/tasks", ""))
          .isEqualTo("200 {\"tasks\":[" + first + "],\"kind\":\"page\"}");
      assertThat(stub.send("GET", "/lists/a/tasks?done=true", ""))
          .isEqualTo("200 {\"tasks\":[],\"kind\":\"page\"}");
      assertThat(stub.send("GET", "/lists/a/tasks/1", "")).isEqualTo("200 " + first);
      assertThat(stub.send("GET", "/lists/a/tasks/2", ""))
          .isEqualTo("404 {\"code\":\"404\",\"message\":\"There is no Task 2\"}");
      assertThat(stub.server().violations()).isEmpty();
    }
  }

  @Test
  void replacement_keepsWhatTheServerAssigns_andMergeRemovesNulls() throws Exception {
    try (DefaultStub stub = tasks()) {
      stub.send("POST", "/lists/a/tasks", "{\"title\":\"Paint\",\"note\":\"blue\"}");

      assertThat(stub.send("PUT", "/lists/a/tasks/1", "{\"title\":\"Draw\",\"note\":\"red\"}"))
          .startsWith(
              "200 {\"id\":1,\"title\":\"Draw\",\"note\":\"red\",\"priority\":3,\"state\":\"open\"");
      assertThat(
              stub.send(
                  "PATCH",
                  "/lists/a/tasks/1",
                  "{\"title\":\"Write\",\"note\":null}",
                  "application/merge-patch+json"))
          .startsWith("200 {\"id\":1,\"title\":\"Write\",\"priority\":3,\"state\":\"open\"");
      assertThat(stub.send("PUT", "/lists/a/tasks/9", "{\"title\":\"Draw\"}"))
          .isEqualTo("404 {\"code\":\"404\",\"message\":\"There is no Task 9\"}");
    }
  }

  @Test
  void finalState_refusesChanges_withTheLowestDeclaredStatus_orElse400() throws Exception {
    try (DefaultStub stub = tasks()) {
      stub.send("POST", "/lists/a/tasks", "{\"title\":\"Paint\"}");
      assertThat(stub.send("POST", "/lists/a/tasks/1/close", "")).contains("\"closed\"");

      assertThat(stub.send("POST", "/lists/a/tasks/1/close", ""))
          .isEqualTo(
              "422 {\"code\":\"422\",\"message\":\"closeTask may not move from closed to closed\"}");
      assertThat(stub.send("PUT", "/lists/a/tasks/1", "{\"title\":\"Draw\"}"))
          .startsWith(
              "400 (problem) {\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":400");
    }
  }

  @Test
  void deleted_isGone_andItsIdIsNotUsedAgain() throws Exception {
    try (DefaultStub stub = tasks()) {
      stub.send("POST", "/lists/a/tasks", "{\"title\":\"Paint\"}");

      assertThat(stub.send("DELETE", "/lists/a/tasks/1", "")).isEqualTo("204");
      assertThat(stub.send("DELETE", "/lists/a/tasks/1", "")).startsWith("404 (problem)");
      assertThat(stub.send("POST", "/lists/a/tasks", "{\"title\":\"Draw\"}"))
          .startsWith("201 {\"id\":2,");
    }
  }

  @Test
  void deletion_isRefusedByARule() throws Exception {
    try (DefaultStub stub =
        DefaultStub.of(
            TASKS,
            directory,
            move -> move.isDeletion() ? Optional.of("Tasks are kept") : Optional.empty())) {
      stub.send("POST", "/lists/a/tasks", "{\"title\":\"Paint\"}");

      assertThat(stub.send("DELETE", "/lists/a/tasks/1", ""))
          .startsWith("400 (problem)")
          .contains("Tasks are kept");
      assertThat(stub.send("GET", "/lists/a/tasks/1", "")).startsWith("200 ");
    }
  }

  @Test
  @SuppressWarnings("unchecked") // the codec of a class that is generated here
  void change_keepsWhatTheClassDoesNotHave() throws Exception {
    AtomicReference<Map<String, Object>> stored = new AtomicReference<>();
    EntityRule recording =
        move -> {
          stored.set(move.after());
          return Optional.empty();
        };
    try (DefaultStub stub = DefaultStub.of(TASKS, directory, recording)) {
      stub.send("POST", "/lists/a/tasks", "{\"title\":\"Paint\",\"secret\":\"x\"}");
      ModelCodec<Model> codec = (ModelCodec<Model>) stub.constant("model.Task$Codec", "INSTANCE");
      Operation put = (Operation) stub.constant("api.ApiOperation", "REPLACE_TASK");

      stub.entities().change(put, 1, codec, task -> task);

      assertThat(stored.get()).containsEntry("secret", "x").containsEntry("title", "Paint");
    }
  }
}
