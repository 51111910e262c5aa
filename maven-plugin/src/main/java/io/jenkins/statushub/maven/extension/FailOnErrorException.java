package io.jenkins.statushub.maven.extension;

/** Thrown if the build must not begin, because the maintenance was not delivered. */
final class FailOnErrorException extends Exception {
  private static final long serialVersionUID = 1L;

  FailOnErrorException(String line) {
    super(line);
  }
}
