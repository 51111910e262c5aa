package io.jenkins.statushub.hub;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Skips a test class if no browser is installed. Not inherited, so each class declares it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.jenkins.statushub.testing.Browser#isInstalled",
    disabledReason = "/usr/bin/chromium or /usr/bin/chromedriver is missing")
@interface NeedsBrowser {}
