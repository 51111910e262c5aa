/**
 * What a user wants published, read and checked: the one list of parameters that both wrappers
 * share.
 */
@NullMarked
package io.jenkins.statushub.announcement;

import org.jspecify.annotations.NullMarked;
