/** What the extension keeps in the ledger's folder from one build to the next. */
@NullMarked
package io.jenkins.statushub.maven.extension.state;

import org.jspecify.annotations.NullMarked;
