package io.jenkins.plugins.statushub.pipeline;

import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import groovy.lang.Closure;
import hudson.Extension;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.CpsVmThreadOnly;
import org.jenkinsci.plugins.workflow.cps.DSL;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.steps.Step;

/**
 * A function of scripts that works with and without a block. Pipeline lets a step either demand a
 * block or take none, so each function has a step of both kinds under its name; this variable,
 * which scripts find before steps, tells by the call which one is meant.
 */
public abstract class OptionalBlock extends GlobalVariable {
  private final String name;
  private final Class<? extends Step> plain;
  private final Class<? extends Step> block;

  OptionalBlock(String name, Class<? extends Step> plain, Class<? extends Step> block) {
    this.name = name;
    this.plain = plain;
    this.block = block;
  }

  @Override
  public final String getName() {
    return name;
  }

  @Override
  public final Object getValue(CpsScript script) {
    return new Function((DSL) script.getBinding().getVariable("steps"), plain, block);
  }

  /** What a script calls. Made for each call, so never kept with a build. */
  public static final class Function {
    private final DSL steps;
    private final Class<? extends Step> plain;
    private final Class<? extends Step> block;

    Function(DSL steps, Class<? extends Step> plain, Class<? extends Step> block) {
      this.steps = steps;
      this.plain = plain;
      this.block = block;
    }

    /** Runs the step that fits the arguments. */
    @CpsVmThreadOnly
    public Object call(Object... arguments) {
      boolean withBlock =
          arguments.length > 0 && arguments[arguments.length - 1] instanceof Closure<?>;
      Class<? extends Step> step = withBlock ? block : plain;
      try {
        return steps.invokeMethod(step.getName(), arguments);
      } catch (CpsCallableInvocation waiting) {
        // Under the name that Pipeline expects from here: otherwise it warns of a mismatch.
        throw new CpsCallableInvocation(
            "call", waiting.call, waiting.receiver, waiting.arguments.toArray());
      }
    }
  }

  /** {@code statusHubIncident}. */
  @Extension
  public static final class Incident extends OptionalBlock {
    /** Made by Jenkins. */
    public Incident() {
      super(
          StatusHubIncidentStep.FUNCTION,
          StatusHubIncidentStep.class,
          StatusHubIncidentBlockStep.class);
    }
  }

  /** {@code statusHubMaintenance}. */
  @Extension
  public static final class Maintenance extends OptionalBlock {
    /** Made by Jenkins. */
    public Maintenance() {
      super(
          StatusHubMaintenanceStep.FUNCTION,
          StatusHubMaintenanceStep.class,
          StatusHubMaintenanceBlockStep.class);
    }
  }
}
