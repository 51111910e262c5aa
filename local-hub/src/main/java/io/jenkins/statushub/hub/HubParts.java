package io.jenkins.statushub.hub;

/** What every connection of a hub works with. */
record HubParts(
    HubState state,
    Hooks hooks,
    MisbehaviourPlan plan,
    InFlight inFlight,
    Routes routes,
    EventStream events,
    Patience patience) {}
