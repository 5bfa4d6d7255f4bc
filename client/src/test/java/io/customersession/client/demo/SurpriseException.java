package io.customersession.client.demo;

/** Something went otherwise than told. */
final class SurpriseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SurpriseException(String message) {
    super(message);
  }
}
