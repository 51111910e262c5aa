package io.jenkins.plugins.statushub.pages;

/** The protocol's words as people read them. */
final class Labels {
  private Labels() {}

  static String standing(String wire) {
    return switch (wire) {
      case "delivered" -> Messages.standing_delivered();
      case "pending" -> Messages.standing_parked();
      case "rejected" -> Messages.standing_rejected();
      case "refused" -> Messages.standing_refused();
      case "given-up" -> Messages.standing_givenUp();
      case "discarded" -> Messages.standing_discarded();
      case "skipped" -> Messages.standing_skipped();
      default -> wire;
    };
  }

  static String state(String wire, String kind) {
    return switch (wire) {
      case "investigating" -> Messages.state_investigating();
      case "identified" -> Messages.state_identified();
      case "monitoring" -> Messages.state_monitoring();
      case "resolved" -> Messages.state_resolved();
      case "" -> kind.equals("maintenance") ? Messages.state_maintenance() : "";
      default -> wire;
    };
  }

  static String status(String wire) {
    return switch (wire) {
      case "up" -> Messages.status_up();
      case "degraded" -> Messages.status_degraded();
      case "down" -> Messages.status_down();
      default -> wire;
    };
  }
}
