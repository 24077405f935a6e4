import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestHandler;

/** Refuses every request without the right name and password, where the setting {@code test.password} gives them. */
public final class PasswordPlugin extends Plugin implements ActionPlugin {
  private static final Setting<String> PASSWORD = Setting.simpleString("test.password", "", Setting.Property.NodeScope);

  private final String expected;

  public PasswordPlugin(Settings settings) {
    String password = PASSWORD.get(settings);
    expected =
        password.isEmpty()
            ? null
            : "Basic " + Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Setting<?>> getSettings() {
    return List.of(PASSWORD);
  }

  @Override
  public UnaryOperator<RestHandler> getRestHandlerWrapper(ThreadContext context) {
    return expected == null ? null : this::guarded;
  }

  private RestHandler guarded(RestHandler handler) {
    return (request, channel, client) -> {
      if (expected.equals(request.header("Authorization"))) {
        handler.handleRequest(request, channel, client);
      } else {
        channel.sendResponse(new BytesRestResponse(RestStatus.UNAUTHORIZED, "application/json", "{\"error\":\"Unauthorized\",\"status\":401}"));
      }
    };
  }
}
