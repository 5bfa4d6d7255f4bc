package shop;

/** No answer came, or none that could be read. */
public final class LostAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LostAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
