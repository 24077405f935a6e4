import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One OpenSearch node in this JVM: {@code ClusterNode FOLDER KEY=VALUE…}, the settings as in opensearch.yml. The folder
 * goes with the process that started the node. It is the server itself without its launcher, whose refusal to run as root
 * is all that is missed: CI runs as root.
 */
public final class ClusterNode extends Node {
  private static final List<Class<? extends Plugin>> PLUGINS =
      List.of(
          Netty4Plugin.class, CommonAnalysisPlugin.class, PainlessPlugin.class, ReindexPlugin.class, PasswordPlugin.class);

  private ClusterNode(Environment environment) {
    super(environment, PLUGINS, false);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Settings.Builder settings = Settings.builder().put("path.home", folder);
    for (int at = 1; at < arguments.length; at += 1) {
      String[] pair = arguments[at].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), folder.resolve("config"), () -> "node");
    ClusterNode node = new ClusterNode(environment);
    node.start();
    System.out.println("started");
    // Whoever started this node holds its input open: when that process is gone, however it went, so is the node.
    while (System.in.read() >= 0) {}
    remove(folder.toFile());
    // The last node takes the folder of all of them along.
    folder.getParent().toFile().delete();
    Runtime.getRuntime().halt(0);
  }

  private static void remove(File file) {
    File[] inside = file.listFiles();
    if (inside != null) for (File one : inside) remove(one);
    file.delete();
  }
}
