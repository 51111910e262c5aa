package io.jenkins.statushub.hub.http;

import io.jenkins.statushub.hub.fault.FaultPlan;
import io.jenkins.statushub.hub.state.HookRegistry;
import io.jenkins.statushub.hub.state.HubState;

/** The parts of a hub that every connection works with. */
public record HubComponents(
    HubState state,
    HookRegistry hooks,
    FaultPlan faults,
    InFlightRequests inFlight,
    WebHandler web,
    EventStream events,
    Timeouts timeouts) {}
