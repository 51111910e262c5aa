package io.jenkins.statushub.maven.extension;

/** The build must not begin, because the user asked for that where a message can't be delivered. */
final class FailOnErrorException extends Exception {
  private static final long serialVersionUID = 1L;

  FailOnErrorException(String line) {
    super(line);
  }
}
