package io.jenkins.statushub.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words. */
public final class FileErrors {
  private FileErrors() {}

  /** Returns the file and the reason, or the message if it is not about one file. */
  public static String describe(IOException e) {
    return e instanceof FileSystemException failed && failed.getFile() != null
        ? failed.getFile() + " can't be used: " + reason(e)
        : String.valueOf(e.getMessage());
  }

  /** Returns the reason, without the file's name, which is the whole message of many exceptions. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
      return "a file is in the place of a folder";
    }
    String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
    return reason == null ? "the file system gives no reason" : reason;
  }
}
