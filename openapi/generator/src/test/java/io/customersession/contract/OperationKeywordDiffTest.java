package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every keyword outside of schemas, changed in both directions, has the right verdict. */
class OperationKeywordDiffTest {
  private static final String THINGS =
      """
      openapi: 3.1.0
      info: {title: Things, version: 1.0.0}
      servers:
        - {url: 'https://a.example/{stage}', variables: {stage: {default: test, enum: [test, live]}}}
        - {url: 'https://b.example'}
      security: [{key: []}, {login: [read, write]}]
      webhooks:
        thingDone:
          post:
            operationId: thingDone
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}
            responses: {'200': {description: Read., content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}}
      paths:
        /things/{id}:
          summary: Things.
          post:
            operationId: sendThing
            tags: [Things, Others]
            servers: [{url: 'https://c.example'}, {url: 'https://d.example'}]
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
              - {name: list, in: query, required: true, schema: {type: array, items: {type: string}}}
              - {name: text, in: query, content: {text/plain: {schema: {type: string}}}}
            requestBody:
              required: true
              content:
                application/json: {schema: {$ref: '#/components/schemas/Thing'}}
                multipart/form-data:
                  schema: {type: object, properties: {part: {type: array, items: {type: string}}}}
                  encoding: {part: {contentType: text/plain, headers: {X-Part: {schema: {type: string}}}}}
            responses:
              '200':
                description: Done.
                headers: {X-Left: {required: true, schema: {type: integer}}, X-Old: {schema: {type: string}}}
                links: {next: {operationId: sendThing}, other: {operationId: sendThing}}
                content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}, text/csv: {}}
              '404': {description: Unknown.}
            callbacks:
              moved:
                '{$request.body#/url}':
                  post:
                    requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Move'}}}}
                    responses: {'200': {description: Read.}}
      components:
        securitySchemes:
          key: {type: apiKey, in: header, name: X-Key, x-prefix: Key}
          open: {type: openIdConnect, openIdConnectUrl: 'https://a.example/id'}
          web: {type: http, scheme: bearer, bearerFormat: JWT}
          login:
            type: oauth2
            flows:
              password: {tokenUrl: 'https://a.example/token', refreshUrl: 'https://a.example/again', scopes: {read: Read., write: Write.}}
              implicit: {authorizationUrl: 'https://a.example/auth', scopes: {read: Read.}}
        schemas:
          Thing: {type: object, required: [a], properties: {a: {type: string}, b: {type: string}, c: {type: string, readOnly: true}}}
          Answer: {type: object, required: [d], properties: {d: {type: string}, e: {type: string}, f: {type: string, writeOnly: true}}}
          Event: {type: object, properties: {g: {type: string}}}
          Receipt: {type: object, properties: {h: {type: string}}}
          Move: {type: object, properties: {i: {type: string}}}
      """;

  /** Keyword, a text, what becomes of it; who breaks, and who breaks the other way round. */
  private static final String ROWS =
      """
      schema.required | required: [a] | required: [a, b] | C | V
      schema.required | required: [d] | required: [d, e] | VS | C
      schema.readOnly | b: {type: string} | b: {type: string, readOnly: true} | C | -
      schema.writeOnly | e: {type: string} | e: {type: string, writeOnly: true} | CS | -
      schema.properties | b: {type: string} | b: {type: string}, z: {type: string} | - | C
      schema.properties | e: {type: string} | e: {type: string}, z: {type: string} | - | CS
      schema.x-maximum-sum | b: {type: string} | b: {type: string, x-maximum-sum: {property: a, maximum: 2}} | C | -
      root.servers | url: 'https://b.example' | url: 'https://x.example' | C | C
      root.servers | , enum: [test, live] | , enum: [test] | C | -
      root.servers | default: test | default: live | C | C
      root.security | security: [{key: []} | security: [{key: [], web: []} | C | -
      root.security | [read, write] | [read] | - | C
      root.webhooks | thingDone: | thingGone: | C | C
      root.webhooks | g: {type: string} | g: {type: string, maxLength: 3} | VS | C
      root.webhooks | h: {type: string} | h: {type: string, maxLength: 3} | C | -
      root.info | title: Things | title: Thing | - | -
      path.summary | summary: Things. | summary: Thing. | - | -
      path.servers | summary: Things. | servers: [{url: 'https://x.example'}] | - | -
      path.post | post:\\n      operationId: sendThing | put:\\n      operationId: sendThing | C | C
      path.parameters | summary: Things. | parameters: [{name: q, in: query, required: true, schema: {}}] | C | C
      operation.tags | tags: [Things, Others] | tags: [Others] | CV | CV
      operation.tags | tags: [Things, Others] | tags: [Things] | - | -
      operation.operationId | operationId: sendThing\\n | operationId: putThing\\n | CV | CV
      operation.deprecated | tags: [Things, Others] | deprecated: true\\n      tags: [Things, Others] | - | -
      operation.description | tags: [Things, Others] | description: A.\\n      tags: [Things, Others] | - | -
      operation.summary | tags: [Things, Others] | summary: A.\\n      tags: [Things, Others] | - | -
      operation.externalDocs | tags: [Things, Others] | externalDocs: {url: a}\\n      tags: [Things, Others] | - | -
      operation.security | tags: [Things, Others] | security: [{web: []}]\\n      tags: [Things, Others] | C | C
      operation.servers | url: 'https://d.example' | url: 'https://x.example' | C | C
      operation.callbacks | moved: | gone: | C | C
      operation.callbacks | i: {type: string} | i: {type: string, maxLength: 3} | VS | C
      operation.responses | '404': | '400': | CV | CV
      operation.responses | '404': | '404': {description: Unknown.}\\n        '410': | C | CV
      operation.requestBody | requestBody:\\n        required: true | x-old:\\n        required: true | C | C
      operation.parameters | , in: query, required: true, | , in: cookie, required: true, | C | C
      parameter.required | , in: query, required: true, | , in: query, | V | C
      parameter.deprecated | , in: query, required: true, | , in: query, required: true, deprecated: true, | - | -
      parameter.description | , in: query, required: true, | , in: query, required: true, description: A., | - | -
      parameter.example | , in: query, required: true, | , in: query, required: true, example: [a], | - | -
      parameter.examples | , in: query, required: true, | , in: query, required: true, examples: {a: {value: [a]}}, | - | -
      parameter.allowEmptyValue | , in: query, required: true, | , in: query, required: true, allowEmptyValue: true, | - | C
      parameter.style | , in: query, required: true, | , in: query, required: true, style: pipeDelimited, | C | C
      parameter.explode | , in: query, required: true, | , in: query, required: true, explode: false, | C | C
      parameter.allowReserved | , in: query, required: true, | , in: query, required: true, allowReserved: true, | - | C
      parameter.schema | array, items: {type: string} | array, items: {type: string, maxLength: 3} | C | -
      parameter.content | text/plain: {schema: {type: string}} | text/plain: {schema: {type: string, maxLength: 3}} | C | -
      parameter.content | content: {text/plain: {schema: {type: string}}} | schema: {type: string} | CV | CV
      parameter.name | name: list | name: lists | C | C
      parameter.in | , in: query, required: true, | , in: header, required: true, | C | C
      requestBody.required | required: true\\n        content | required: false\\n        content | V | C
      requestBody.description | required: true\\n        content | description: A.\\n        required: true\\n        content | - | -
      requestBody.content | multipart/form-data: | application/xml: | CV | CV
      media type.schema | schema: {$ref: '#/components/schemas/Answer'} | schema: {$ref: '#/components/schemas/Answer', maxProperties: 3} | VS | C
      media type.example | text/csv: {} | text/csv: {example: a} | - | -
      media type.examples | text/csv: {} | text/csv: {examples: {a: {value: a}}} | - | -
      media type.encoding | contentType: text/plain | contentType: text/html | C | C
      media type.encoding | contentType: text/plain | contentType: text/plain, explode: false | C | C
      media type.encoding | contentType: text/plain | contentType: text/plain, style: pipeDelimited | C | C
      media type.encoding | contentType: text/plain | contentType: text/plain, allowReserved: true | - | C
      media type.encoding | X-Part: {schema: {type: string}} | X-Part: {schema: {type: string, maxLength: 3}} | C | -
      response.description | description: Done. | description: Ready. | - | -
      response.headers | X-Old: | X-New: | C | C
      response.links | next: | last: | C | C
      response.links | other: {operationId: sendThing} | other: {operationId: thingDone} | C | C
      response.content | , text/csv: {} | , text/csv: {}, text/html: {} | C | CV
      header.required | {required: true, schema: {type: integer}} | {required: false, schema: {type: integer}} | C | VS
      header.deprecated | {required: true, schema: {type: integer}} | {required: true, deprecated: true, schema: {type: integer}} | - | -
      header.description | {required: true, schema: {type: integer}} | {required: true, description: A., schema: {type: integer}} | - | -
      header.example | {required: true, schema: {type: integer}} | {required: true, example: 1, schema: {type: integer}} | - | -
      header.examples | {required: true, schema: {type: integer}} | {required: true, examples: {a: {value: 1}}, schema: {type: integer}} | - | -
      header.allowEmptyValue | {required: true, schema: {type: integer}} | {required: true, allowEmptyValue: true, schema: {type: integer}} | C | VS
      header.allowReserved | {required: true, schema: {type: integer}} | {required: true, allowReserved: true, schema: {type: integer}} | - | C
      header.style | {required: true, schema: {type: integer}} | {required: true, style: other, schema: {type: integer}} | C | C
      header.explode | X-Old: {schema: {type: string}} | X-Old: {explode: true, schema: {type: object}} | CVS | CVS
      header.schema | {required: true, schema: {type: integer}} | {required: true, schema: {type: integer, maximum: 3}} | VS | C
      header.content | X-Old: {schema: {type: string}} | X-Old: {content: {text/plain: {}}} | CV | CV
      security scheme.type | type: openIdConnect | type: http | C | C
      security scheme.in | in: header, name: X-Key | in: query, name: X-Key | C | C
      security scheme.name | name: X-Key | name: X-Other | C | C
      security scheme.scheme | scheme: bearer | scheme: basic | C | C
      security scheme.x-prefix | x-prefix: Key | x-prefix: Token | C | C
      security scheme.bearerFormat | bearerFormat: JWT | bearerFormat: none | - | -
      security scheme.description | scheme: bearer | scheme: bearer, description: A. | - | -
      security scheme.openIdConnectUrl | a.example/id | a.example/ids | C | C
      security scheme.flows | a.example/token | a.example/tokens | C | C
      security scheme.flows | a.example/again | a.example/more | C | C
      security scheme.flows | a.example/auth | a.example/auths | C | C
      security scheme.flows | write: Write. | wrote: Write. | C | C
      security scheme.flows | implicit: | authorizationCode: | C | C
      components.securitySchemes | open: | other: | - | -
      components.securitySchemes | open: {type: openIdConnect, | other: {type: http, | C | C
      """;

  /** Places that have no keywords of their own to compare: what they hold is compared. */
  private static final Set<String> HOLDERS = Set.of("root.paths", "root.components");

  @TempDir private Path directory;

  private record Row(String keyword, String text, String edited, String there, String back) {
    @Override
    public String toString() {
      return keyword + ": " + edited;
    }
  }

  private static Stream<Row> rows() {
    return ROWS.lines()
        .map(line -> line.split(" \\| ", -1))
        .map(
            cells ->
                new Row(
                    cells[0],
                    cells[1].translateEscapes(),
                    cells[2].translateEscapes(),
                    cells[3],
                    cells[4].strip()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_keyword_breaksTheRightParties(Row row) throws IOException {
    assertThat(THINGS).contains(row.text);
    String edited = THINGS.replace(row.text, row.edited);

    assertThat(broken(THINGS, edited)).as("there").isEqualTo(parties(row.there));
    assertThat(broken(edited, THINGS)).as("back").isEqualTo(parties(row.back));
  }

  @Test
  void rows_areAllKeywords() {
    Set<String> known = new TreeSet<>();
    for (NodeKind kind :
        Set.of(
            NodeKind.PARAMETER,
            NodeKind.OPERATION,
            NodeKind.HEADER,
            NodeKind.REQUEST_BODY,
            NodeKind.RESPONSE,
            NodeKind.MEDIA_TYPE,
            NodeKind.SECURITY_SCHEME)) {
      String word = kind == NodeKind.REQUEST_BODY ? "requestBody" : kind.word();
      kind.names().stream()
          .filter(name -> !name.equals("$ref"))
          .forEach(name -> known.add(word + "." + name));
    }
    Set<String> covered = rows().map(Row::keyword).collect(Collectors.toSet());
    covered.addAll(HOLDERS);

    assertThat(covered).containsAll(known);
  }

  private static Set<AffectedParty> parties(String letters) {
    Set<AffectedParty> parties = EnumSet.noneOf(AffectedParty.class);
    if (letters.contains("C")) {
      parties.add(AffectedParty.CLIENTS);
    }
    if (letters.contains("V")) {
      parties.add(AffectedParty.SERVERS);
    }
    if (letters.contains("S")) {
      parties.add(AffectedParty.STORED);
    }
    return parties;
  }

  private Set<AffectedParty> broken(String old, String now) throws IOException {
    var changes =
        ContractDiff.of(
            Document.load(Files.writeString(directory.resolve("old.yaml"), old)),
            Document.load(Files.writeString(directory.resolve("new.yaml"), now)));
    assertThat(changes).isNotEmpty();
    Set<AffectedParty> broken = EnumSet.noneOf(AffectedParty.class);
    changes.forEach(change -> broken.addAll(change.breaks()));
    return broken;
  }
}
