package shop;

/** No response came, or none that could be read. */
public final class LostResponseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LostResponseException(String message, Throwable cause) {
    super(message, cause);
  }
}
