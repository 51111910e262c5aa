package io.jenkins.statushub.delivery;

/** The transports, for tests that run against each of them. */
enum TransportKind {
  URL_CONNECTION {
    @Override
    Transport create() {
      return new UrlConnectionTransport();
    }
  },
  HTTP_CLIENT {
    @Override
    Transport create() {
      return HttpClientTransport.create(null, null, null);
    }
  };

  abstract Transport create();
}
