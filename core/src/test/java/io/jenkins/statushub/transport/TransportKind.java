package io.jenkins.statushub.transport;

import io.jenkins.statushub.transport.httpclient.HttpClientTransport;
import io.jenkins.statushub.transport.urlconnection.UrlConnectionTransport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The transports, for tests that run against each of them. */
enum TransportKind {
  URL_CONNECTION {
    @Override
    Transport create(@Nullable SSLContext tls) {
      return new UrlConnectionTransport(
          (scheme, host) -> HttpProxy.DIRECT, tls == null ? null : tls.getSocketFactory());
    }
  },
  HTTP_CLIENT {
    @Override
    Transport create(@Nullable SSLContext tls) {
      return HttpClientTransport.create(null, null, tls);
    }
  };

  abstract Transport create(@Nullable SSLContext tls);
}
