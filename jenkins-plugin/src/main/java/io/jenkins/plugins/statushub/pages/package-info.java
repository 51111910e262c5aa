/** What builds announced: pages of builds, jobs and the administrator, and REST. */
@NullMarked
package io.jenkins.plugins.statushub.pages;

import org.jspecify.annotations.NullMarked;
