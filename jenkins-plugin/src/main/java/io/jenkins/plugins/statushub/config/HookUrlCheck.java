package io.jenkins.plugins.statushub.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.statushub.http.ControllerProxy;
import io.jenkins.plugins.statushub.http.ControllerTransport;
import io.jenkins.statushub.hook.IncidentState;
import io.jenkins.statushub.hook.IncidentUpdate;
import io.jenkins.statushub.hook.ServiceStatus;
import io.jenkins.statushub.input.ParameterException;
import io.jenkins.statushub.transport.HookUrl;
import io.jenkins.statushub.transport.TransportResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a hook URL can be used: without a request, since none that the hook knows stays
 * private by itself, or with a draft if that is asked for. Messages hold neither the URL nor its
 * host.
 */
final class HookUrlCheck {
  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String TITLE = "Test message from Jenkins";
  private static final String DESCRIPTION =
      "A draft that an administrator of Jenkins asked for, to see whether the hook URL works. It is"
          + " not published and can be deleted.";

  private HookUrlCheck() {}

  /** Checks the credential, the hook URL, and whether its host can be reached. Sends nothing. */
  static FormValidation check(ServiceOwner owner, @Nullable String credentialsId) {
    return withHookUrl(owner, credentialsId, HookUrlCheck::connect);
  }

  /** Posts a draft under an id of its own: it stays one, and notifies nobody. */
  static FormValidation sendDraft(ServiceOwner owner, @Nullable String credentialsId) {
    return withHookUrl(owner, credentialsId, HookUrlCheck::post);
  }

  private static FormValidation withHookUrl(
      ServiceOwner owner, @Nullable String credentialsId, Function<HookUrl, FormValidation> use) {
    String id = Util.fixEmptyAndTrim(credentialsId);
    if (id == null) {
      return FormValidation.error(Messages.HookUrlCheck_choose());
    }
    HookUrl hookUrl;
    try {
      hookUrl =
          CredentialLookups.get()
              .run(
                  "form",
                  () -> {
                    StringCredentials credentials = owner.findCredentials(id);
                    return credentials == null ? null : owner.read(credentials);
                  })
              .join();
    } catch (CompletionException e) {
      return e.getCause() instanceof ParameterException mistake
          ? FormErrors.under(mistake)
          : FormValidation.error(
              Messages.HookUrlCheck_backend(
                  e.getCause() instanceof TimeoutException
                      ? CredentialLookups.LIMIT.toSeconds() + " s"
                      : String.valueOf(e.getCause())));
    }
    return hookUrl == null
        ? FormValidation.error(Messages.HookUrlCheck_none(id, owner.place()))
        : use.apply(hookUrl);
  }

  private static FormValidation post(HookUrl hookUrl) {
    byte[] json;
    try {
      json =
          new IncidentUpdate(
                  "jenkins-test-" + UUID.randomUUID(),
                  TITLE,
                  DESCRIPTION,
                  Instant.now(),
                  IncidentState.INVESTIGATING,
                  ServiceStatus.UP,
                  true,
                  true,
                  Map.of())
              .toJson();
    } catch (ParameterException e) {
      return FormValidation.error(e.getMessage());
    }
    TransportResult result =
        ControllerTransport.get().post(hookUrl, json, TIMEOUT).toCompletableFuture().join();
    int status = result.status();
    if (status >= 200 && status < 300) {
      return FormValidation.ok(Messages.HookUrlCheck_draftSent(status, TITLE));
    }
    return switch (status) {
      case 401, 403, 404, 410 -> FormValidation.error(Messages.HookUrlCheck_unknownHook(status));
      default -> FormValidation.error(Messages.HookUrlCheck_draftFailed(result.problem()));
    };
  }

  private static FormValidation connect(HookUrl hookUrl) {
    URI uri = hookUrl.reveal();
    if (ControllerProxy.isUsedFor(uri)) {
      return FormValidation.ok(Messages.HookUrlCheck_proxy());
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      if (tls) {
        shakeHands(socket, host, port);
      }
    } catch (IOException | RuntimeException e) {
      return FormValidation.warning(
          Messages.HookUrlCheck_unreachable(e.getClass().getSimpleName()));
    }
    return FormValidation.ok(Messages.HookUrlCheck_fine());
  }

  private static void shakeHands(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
  }
}
