package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws a state machine. The output depends only on the document. */
public enum Diagram {
  /** A Mermaid state diagram, which code hosts render in Markdown. */
  MERMAID {
    @Override
    public String draw(StateMachine machine) {
      Map<String, String> ids = ids(machine);
      StringBuilder text = new StringBuilder("stateDiagram-v2\n");
      machine.states().stream()
          .filter(state -> !state.equals(ids.get(state)))
          .forEach(state -> text.append("  state \"%s\" as %s\n".formatted(state, ids.get(state))));
      for (StateMachine.Edge edge : machine.edges()) {
        text.append(
            "  %s --> %s: %s\n"
                .formatted(
                    edge.from() == null ? "[*]" : ids.get(edge.from()),
                    ids.get(edge.to()),
                    label(edge)));
      }
      machine.states().stream()
          .filter(state -> isLast(machine, state))
          .forEach(state -> text.append("  %s --> [*]\n".formatted(ids.get(state))));
      return text.toString();
    }
  },

  /** A graph in the language of Graphviz. */
  DOT {
    @Override
    public String draw(StateMachine machine) {
      StringBuilder text = new StringBuilder("digraph \"%s\" {\n".formatted(machine.schemaName()));
      text.append("  rankdir=LR;\n  node [shape=box, style=rounded];\n  \"\" [shape=point];\n");
      machine.states().stream()
          .filter(state -> isLast(machine, state))
          .forEach(state -> text.append("  \"%s\" [peripheries=2];\n".formatted(quoted(state))));
      for (StateMachine.Edge edge : machine.edges()) {
        text.append(
            "  \"%s\" -> \"%s\" [label=\"%s\"];\n"
                .formatted(
                    edge.from() == null ? "" : quoted(edge.from()),
                    quoted(edge.to()),
                    String.join("\\n", edge.by())));
      }
      return text.append("}\n").toString();
    }

    private String quoted(String text) {
      return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
  },

  /**
   * A picture: the states below each other, creation on the left, other transitions as arcs on the
   * right.
   */
  SVG {
    private static final int ROW = 90;
    private static final int LEFT = 330;
    private static final int BOX = 180;
    private static final int HEIGHT = 40;
    private static final int LANE = 26;
    private static final int LINE = 22;
    private static final int TEXT = 420;

    @Override
    public String draw(StateMachine machine) {
      List<StateMachine.Edge> moves =
          machine.edges().stream().filter(edge -> edge.from() != null).toList();
      int width = LEFT + BOX + moves.size() * LANE + TEXT;
      int height = Math.max(machine.states().size() * ROW, moves.size() * LINE) + 20;
      StringBuilder svg =
          new StringBuilder(
              """
              <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <title>%s</title>
                <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
              """
                  .formatted(width, height, escaped(machine.schemaName())));
      machine.states().forEach(state -> box(svg, machine, state));
      machine.edges().stream()
          .filter(edge -> edge.from() == null)
          .forEach(edge -> creation(svg, machine, edge));
      for (int lane = 0; lane < moves.size(); lane++) {
        move(svg, machine, moves.get(lane), lane, moves.size());
      }
      return svg.append("</svg>\n").toString();
    }

    private void box(StringBuilder svg, StateMachine machine, String state) {
      int y = top(machine, state);
      svg.append(
          """
            <rect x="%d" y="%d" width="%d" height="%d" rx="8" fill="#f4f4f4" stroke="#333" stroke-width="%s"/>
            <text x="%d" y="%d" text-anchor="middle" font-size="14">%s</text>
          """
              .formatted(
                  LEFT,
                  y,
                  BOX,
                  HEIGHT,
                  isLast(machine, state) ? "3" : "1",
                  LEFT + BOX / 2,
                  y + 25,
                  escaped(state)));
    }

    private void creation(StringBuilder svg, StateMachine machine, StateMachine.Edge edge) {
      int y = top(machine, edge.to()) + HEIGHT / 2;
      svg.append(
          """
            <circle cx="%d" cy="%d" r="5"/>
            <path d="M%d %d H%d" fill="none" stroke="#333" marker-end="url(#tip)"/>
            <text x="%d" y="%d" text-anchor="end">%s</text>
          """
              .formatted(LEFT - 60, y, LEFT - 60, y, LEFT, LEFT - 70, y + 4, escaped(label(edge))));
    }

    private void move(
        StringBuilder svg, StateMachine machine, StateMachine.Edge edge, int lane, int lanes) {
      int right = LEFT + BOX;
      int from = top(machine, Objects.requireNonNull(edge.from())) + port(lane, lanes);
      int to = top(machine, edge.to()) + port(lane, lanes) + 2;
      int x = right + (lane + 1) * LANE;
      int labelled = right + lanes * LANE + 12;
      int middle = (from + to) / 2;
      int line = 20 + lane * LINE;
      svg.append(
          """
            <path d="M%d %d H%d V%d H%d" fill="none" stroke="#333" marker-end="url(#tip)"/>
            <path d="M%d %d L%d %d" stroke="#bbb" stroke-dasharray="2 3"/>
            <text x="%d" y="%d">%s: %s</text>
          """
              .formatted(
                  right,
                  from,
                  x,
                  to,
                  right,
                  x,
                  middle,
                  labelled - 4,
                  line - 4,
                  labelled,
                  line,
                  escaped(edge.from() + " → " + edge.to()),
                  escaped(label(edge))));
    }

    private int port(int lane, int lanes) {
      return 4 + lane * (HEIGHT - 8) / Math.max(1, lanes);
    }

    private int top(StateMachine machine, String state) {
      return 10 + machine.states().indexOf(state) * ROW;
    }

    private String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  };

  /** Returns the diagram as text that ends with a line break. */
  public abstract String draw(StateMachine machine);

  private static String label(StateMachine.Edge edge) {
    return String.join(", ", edge.by());
  }

  private static boolean isLast(StateMachine machine, @Nullable String state) {
    return machine.edges().stream().noneMatch(edge -> Objects.equals(state, edge.from()));
  }

  /** Mermaid accepts only letters, digits and underscores in the name of a state. */
  private static Map<String, String> ids(StateMachine machine) {
    return machine.states().stream()
        .collect(
            Collectors.toMap(
                state -> state,
                state ->
                    state.matches("[A-Za-z_][A-Za-z0-9_]*") && !state.equals("end")
                        ? state
                        : "s" + machine.states().indexOf(state),
                (one, other) -> one,
                LinkedHashMap::new));
  }
}
