import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;
import org.neo4j.io.ByteUnit;

/**
 * Runs the Neo4j server, with Bolt on the loopback address only, until its standard input closes.
 *
 * <p>Arguments: home directory, port, file that holds the password of the user neo4j.
 */
public final class Launcher {
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    String password = Files.readString(Path.of(arguments[2]), StandardCharsets.UTF_8).strip();
    if (!password.matches("[A-Za-z0-9_-]{8,}")) {
      throw new IllegalArgumentException("the password needs eight or more letters, digits, _ or -");
    }

    DatabaseManagementService service =
        new DatabaseManagementServiceBuilder(home)
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(256))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
            .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
    try {
      setPassword(service.database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME), password);
    } catch (RuntimeException error) {
      error.printStackTrace();
      System.exit(1); // the server's own threads would keep a half started process alive
    }
    System.out.println("ready");
    while (System.in.read() != -1) {
      // The parent holds the other end; when it ends, however it ends, so does the server.
    }
    System.exit(0);
  }

  /** Replaces the well-known first password; a server that has been started before keeps the one it has. */
  private static void setPassword(GraphDatabaseService system, String password) {
    boolean first =
        system.executeTransactionally(
            "SHOW USERS YIELD user, passwordChangeRequired WHERE user = 'neo4j' AND passwordChangeRequired",
            Map.of(),
            Result::hasNext);
    if (first) {
      system.executeTransactionally(
          "ALTER USER neo4j SET PASSWORD '" + password + "' CHANGE NOT REQUIRED");
    }
  }
}
