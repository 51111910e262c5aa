package io.jenkins.plugins.statushub.pages;

/** The protocol's words as people read them. */
final class Labels {
  private Labels() {}

  static String delivery(String wire) {
    return switch (wire) {
      case "delivered" -> Messages.delivery_delivered();
      case "pending" -> Messages.delivery_pending();
      case "blocked" -> Messages.delivery_blocked();
      case "rejected" -> Messages.delivery_rejected();
      case "expired" -> Messages.delivery_expired();
      case "discarded" -> Messages.delivery_discarded();
      case "skipped" -> Messages.delivery_skipped();
      case "failed" -> Messages.delivery_failed();
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

  static String action(String type, String actor) {
    String who = actor.isEmpty() ? Messages.action_somebody() : actor;
    return switch (type) {
      case "retried" -> Messages.action_retried(who);
      case "discarded" -> Messages.action_discarded(who);
      case "closed" -> Messages.action_closed(who);
      default -> type + ": " + who;
    };
  }
}
