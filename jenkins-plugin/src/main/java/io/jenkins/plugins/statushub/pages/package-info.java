/** What builds said, on the pages of builds, of jobs and of the administrator, and in REST. */
@NullMarked
package io.jenkins.plugins.statushub.pages;

import org.jspecify.annotations.NullMarked;
