package io.jenkins.statushub.concurrent;

/** A lock that is held until it is closed. It is not bound to a thread. */
public interface LockHandle extends AutoCloseable {
  @Override
  void close();
}
