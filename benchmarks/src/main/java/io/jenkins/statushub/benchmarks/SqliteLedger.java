package io.jenkins.statushub.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one would use instead of the ledger: a table in SQLite, one row for each update, one
 * transaction for each step. It keeps what the ledger keeps; order within an incident, locks for
 * sending and clean-up would come on top.
 */
final class SqliteLedger implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement settle;
  private final PreparedStatement next;

  /** An update that is pending. */
  record Pending(long row, byte[] payload) {}

  /**
   * Opens a database in WAL mode.
   *
   * @param synchronous {@code FULL} forces each transaction to disk; {@code NORMAL} leaves the last
   *     ones to the system, like the ledger's record of a delivery
   */
  SqliteLedger(Path file, String synchronous) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=" + synchronous);
      statement.execute(
          "CREATE TABLE IF NOT EXISTS updates (service TEXT, incident TEXT, sequence INTEGER,"
              + " origin TEXT, recorded TEXT, payload BLOB, delivery TEXT, settled TEXT,"
              + " PRIMARY KEY (service, incident, sequence))");
      statement.execute(
          "CREATE INDEX IF NOT EXISTS pending ON updates (delivery) WHERE delivery = 'pending'");
    }
    insert = connection.prepareStatement("INSERT INTO updates VALUES (?, ?, ?, ?, ?, ?, ?, NULL)");
    settle =
        connection.prepareStatement(
            "UPDATE updates SET delivery = 'delivered', settled = ? WHERE rowid = ?");
    next =
        connection.prepareStatement(
            "SELECT rowid, payload FROM updates WHERE delivery = 'pending' LIMIT 1");
  }

  /** Sets how transactions are forced to disk from now on. */
  void synchronous(String level) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous=" + level);
    }
  }

  /** Records an update that is to be delivered; returns its row. */
  long record(String service, String incident, int sequence, byte[] payload) throws SQLException {
    insert.setString(1, service);
    insert.setString(2, incident);
    insert.setInt(3, sequence);
    insert.setString(4, "build 41");
    insert.setString(5, Instant.now().toString());
    insert.setBytes(6, payload);
    insert.setString(7, "pending");
    insert.executeUpdate();
    try (ResultSet keys = insert.getGeneratedKeys()) {
      return keys.getLong(1);
    }
  }

  /** Records that an update was delivered. */
  void delivered(long row) throws SQLException {
    settle.setString(1, Instant.now().toString());
    settle.setLong(2, row);
    settle.executeUpdate();
  }

  /** The next update that is pending; null if there is none. */
  @Nullable Pending next() throws SQLException {
    try (ResultSet rows = next.executeQuery()) {
      return rows.next() ? new Pending(rows.getLong(1), rows.getBytes(2)) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
