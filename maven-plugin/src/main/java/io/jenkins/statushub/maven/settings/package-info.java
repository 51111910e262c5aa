/** What a Maven session brings along: hook URLs, proxies and secrets of settings.xml. */
@NullMarked
package io.jenkins.statushub.maven.settings;

import org.jspecify.annotations.NullMarked;
