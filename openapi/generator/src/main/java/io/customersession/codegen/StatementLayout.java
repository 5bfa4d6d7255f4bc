package io.customersession.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Breaks long statements of generated code as google-java-format does. Templates mark where a
 * statement may be broken; whatever fits on one line stays on it.
 *
 * <ul>
 *   <li>{@value #OPEN} opens a level whose lines are indented by four more columns, {@value
 *       #OPEN_FLUSH} one whose lines are not, and {@value #CLOSE} closes either;
 *   <li>{@value #BREAK} is a line break, {@value #SPACE} a space or a line break: either all of a
 *       level are broken, or none;
 *   <li>{@value #FILL} is a space that becomes a line break only if what follows does not fit.
 * </ul>
 *
 * <p>Within a level, line breaks and indentation of the template mean nothing.
 */
final class StatementLayout {
  static final char OPEN = '⟪';
  static final char OPEN_FLUSH = '⟦';
  static final char CLOSE = '⟧';
  static final char BREAK = '↵';
  static final char SPACE = '␣';
  static final char FILL = '␠';

  private static final int INDENT = 4;

  private StatementLayout() {}

  /** Lays out every marked statement of a text. */
  static String format(String text) {
    StringBuilder out = new StringBuilder();
    StringBuilder statement = new StringBuilder();
    int depth = 0;
    for (String line : text.split("\n", -1)) {
      statement.append(depth == 0 ? line : line.strip());
      depth += depth(line);
      if (depth == 0) {
        String source = statement.toString();
        out.append(isMarked(source) ? new Statement(source).format() : source).append('\n');
        statement.setLength(0);
      }
    }
    if (depth != 0) {
      throw new IllegalArgumentException("a level is not closed: " + statement);
    }
    out.setLength(out.length() - 1);
    return out.toString();
  }

  /** Returns a text of the document without marks, as a string literal may contain it. */
  static String escape(String literal) {
    StringBuilder escaped = new StringBuilder(literal.length());
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (!isMark(c)) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return escaped.toString();
  }

  /** Returns true if a text has a mark; most lines have none. */
  private static boolean isMarked(String source) {
    for (int i = 0; i < source.length(); i++) {
      if (isMark(source.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(char c) {
    return switch (c) {
      case OPEN, OPEN_FLUSH, CLOSE, BREAK, SPACE, FILL -> true;
      default -> false;
    };
  }

  private static int depth(String line) {
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      depth += c == OPEN || c == OPEN_FLUSH ? 1 : c == CLOSE ? -1 : 0;
    }
    return depth;
  }

  private interface Piece {
    int width();

    void appendFlat(StringBuilder out);
  }

  private record Text(String text) implements Piece {
    @Override
    public int width() {
      return text.length();
    }

    @Override
    public void appendFlat(StringBuilder out) {
      out.append(text);
    }
  }

  private record Break(char mark) implements Piece {
    @Override
    public int width() {
      return mark == BREAK ? 0 : 1;
    }

    @Override
    public void appendFlat(StringBuilder out) {
      out.append(mark == BREAK ? "" : " ");
    }
  }

  private static final class Level implements Piece {
    private final int indent;
    private final List<Piece> pieces = new ArrayList<>();

    Level(int indent) {
      this.indent = indent;
    }

    @Override
    public int width() {
      return pieces.stream().mapToInt(Piece::width).sum();
    }

    @Override
    public void appendFlat(StringBuilder out) {
      pieces.forEach(piece -> piece.appendFlat(out));
    }
  }

  /** One statement, laid out with the algorithm of google-java-format. */
  private static final class Statement {
    private final StringBuilder out = new StringBuilder();
    private final String source;
    private int lineStart;

    Statement(String source) {
      this.source = source;
    }

    String format() {
      Level root = parse();
      int indent = source.length() - source.stripLeading().length();
      for (Piece piece : root.pieces) {
        append(piece, indent);
      }
      return out.toString();
    }

    /**
     * Text behind a level belongs to the innermost level closed last, so that punctuation counts
     * when that level is measured.
     */
    private Level parse() {
      Deque<Level> open = new ArrayDeque<>();
      Level root = new Level(0);
      open.push(root);
      Level target = root;
      int start = 0;
      for (int i = 0; i <= source.length(); i++) {
        char c = i < source.length() ? source.charAt(i) : CLOSE;
        if (!isMark(c)) {
          continue;
        }
        if (i > start) {
          target.pieces.add(new Text(source.substring(start, i)));
        }
        start = i + 1;
        if (c == OPEN || c == OPEN_FLUSH) {
          target = new Level(c == OPEN ? INDENT : 0);
          open.push(target);
        } else if (c == CLOSE) {
          Level closed = open.pop();
          if (!open.isEmpty()) {
            open.element().pieces.add(closed);
          }
        } else {
          target = open.element();
          target.pieces.add(new Break(c));
        }
      }
      return root;
    }

    private int column() {
      return out.length() - lineStart;
    }

    private void append(Piece piece, int indent) {
      if (!(piece instanceof Level level) || column() + level.width() <= SourceLayout.MAX_COLUMNS) {
        piece.appendFlat(out);
        return;
      }
      int inner = indent + level.indent;
      boolean mustBreak = false;
      int i = 0;
      while (i < level.pieces.size()) {
        Break before = level.pieces.get(i) instanceof Break found ? found : null;
        int start = before == null ? i : i + 1;
        int end = start;
        int width = 0;
        while (end < level.pieces.size() && !(level.pieces.get(end) instanceof Break)) {
          width += level.pieces.get(end++).width();
        }
        if (before != null) {
          if (before.mark() != FILL
              || mustBreak
              || column() + before.width() + width > SourceLayout.MAX_COLUMNS) {
            newLine(inner);
          } else {
            before.appendFlat(out);
          }
        }
        mustBreak = column() + width > SourceLayout.MAX_COLUMNS;
        for (Piece next : level.pieces.subList(start, end)) {
          append(next, inner);
        }
        i = end;
      }
    }

    private void newLine(int indent) {
      out.append('\n');
      lineStart = out.length();
      out.append(" ".repeat(indent));
    }
  }
}
