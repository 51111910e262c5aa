package io.jenkins.plugins.statushub.pages;

/** A delivery in words, with a symbol and a colour of Jenkins. */
public final class DeliveryBadge {
  private final String wire;

  DeliveryBadge(String wire) {
    this.wire = wire;
  }

  /** Returns the delivery in words. */
  public String getLabel() {
    return Labels.delivery(wire);
  }

  /** Returns a symbol of Jenkins: the words beside it have the same meaning. */
  public String getSymbol() {
    return switch (wire) {
      case "delivered" -> "symbol-check";
      case "pending" -> "symbol-hourglass";
      case "blocked", "rejected", "expired", "failed" -> "symbol-warning";
      default -> "symbol-ellipse";
    };
  }

  /** Returns a colour that follows the theme. */
  public String getColor() {
    return switch (wire) {
      case "delivered" -> "jenkins-!-success-color";
      case "pending" -> "jenkins-!-warning-color";
      case "blocked", "rejected", "expired", "failed" -> "jenkins-!-error-color";
      default -> "jenkins-!-text-color-secondary";
    };
  }
}
