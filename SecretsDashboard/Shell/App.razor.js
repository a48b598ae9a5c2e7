// Web sockets alone, opened at once: the server serves no other way, and a connection without a negotiation has no token that others could use.
// A link that is followed before the connection is there loads its page as links do.
Blazor.start({
  circuit: { configureSignalR: builder => builder.withUrl("_blazor", { skipNegotiation: true, transport: 1 }) },
  ssr: { disableDomPreservation: true },
});
