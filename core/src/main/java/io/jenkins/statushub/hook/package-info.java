/**
 * The protocol as values: incident updates and maintenance windows, their validation and their
 * JSON. Source of every rule: the public specification of StatusHub's Generic Hook V2.
 */
@NullMarked
package io.jenkins.statushub.hook;

import org.jspecify.annotations.NullMarked;
