package io.jenkins.plugins.statushub.pages;

/** An outcome in words, with a symbol and a colour of Jenkins. */
public final class DeliveryBadge {
  private final String wire;

  DeliveryBadge(String wire) {
    this.wire = wire;
  }

  /** The outcome in words. */
  public String getWord() {
    return Labels.standing(wire);
  }

  /** A symbol of Jenkins: what it means is said in words, too. */
  public String getSymbol() {
    return switch (wire) {
      case "delivered" -> "symbol-check";
      case "pending" -> "symbol-hourglass";
      case "rejected", "refused", "given-up" -> "symbol-warning";
      default -> "symbol-ellipse";
    };
  }

  /** A colour that follows the theme. */
  public String getColor() {
    return switch (wire) {
      case "delivered" -> "jenkins-!-success-color";
      case "pending" -> "jenkins-!-warning-color";
      case "rejected", "refused", "given-up" -> "jenkins-!-error-color";
      default -> "jenkins-!-text-color-secondary";
    };
  }
}
