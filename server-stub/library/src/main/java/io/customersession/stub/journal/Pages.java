package io.customersession.stub.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Room for the texts of exchanges, in pages that are used again when all that stands on them is
 * forgotten. Texts that come and go by the thousand would else keep the garbage collector copying,
 * which every client waits for. Not safe for use by several threads.
 */
final class Pages {
  /** A world with a few exchanges takes a small page; each further page is larger, up to this. */
  private static final int LARGEST = 256 * 1024;

  private static final int SMALLEST = 4 * 1024;

  private final Spare spare;
  private Page current = new Page(0);

  Pages(Spare spare) {
    this.spare = spare;
  }

  /** Pages that may be used again by any journal. Safe for use by several threads. */
  static final class Spare {
    private static final int MAX_PAGES = 4;

    private final Deque<Page> pages = new ArrayDeque<>();

    private synchronized @Nullable Page poll() {
      return pages.poll();
    }

    private synchronized void add(Page page) {
      if (pages.size() < MAX_PAGES) {
        page.used = 0;
        pages.push(page);
      }
    }
  }

  /** Bytes that texts are written on, one behind the other. */
  static final class Page {
    private final byte[] bytes;
    private int used;
    private int texts;
    private boolean shown;

    private Page(int size) {
      bytes = new byte[size];
    }

    String text(int offset, int length) {
      return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /** Tells that somebody may read from the page whenever they like, so that it stays as it is. */
    void show() {
      shown = true;
    }
  }

  /** Returns a page with room for so many bytes, which {@link #write} then takes. */
  Page room(int length) {
    if (current.bytes.length - current.used < length) {
      Page next = length > LARGEST ? null : spare.poll();
      current =
          next == null
              ? new Page(
                  Math.max(length, Math.min(LARGEST, Math.max(SMALLEST, current.bytes.length * 2))))
              : next;
    }
    current.texts++;
    return current;
  }

  /** Writes on a page and returns where the text begins. */
  int write(Page page, byte[] text) {
    int offset = page.used;
    System.arraycopy(text, 0, page.bytes, offset, text.length);
    page.used += text.length;
    return offset;
  }

  /** Forgets what one {@link #room} was for. */
  void forget(Page page) {
    page.texts--;
    if (page.texts > 0) {
      return;
    }
    if (page == current) {
      // A journal without exchanges keeps no room for any.
      current = new Page(0);
    }
    if (!page.shown && page.bytes.length == LARGEST) {
      spare.add(page);
    }
  }
}
