/** What is wrong with a user's input, and how input is shown in messages. */
@NullMarked
package io.jenkins.statushub.input;

import org.jspecify.annotations.NullMarked;
