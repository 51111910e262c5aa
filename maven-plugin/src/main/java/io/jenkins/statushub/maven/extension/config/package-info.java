/** The configuration of {@code <aroundBuild>}: its names, values and checks. */
@NullMarked
package io.jenkins.statushub.maven.extension.config;

import org.jspecify.annotations.NullMarked;
